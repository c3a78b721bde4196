/** `POST /v1/calls`: asking for a call. */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import { forbiddenBy } from "../buttons/reach.ts";
import type { Button } from "../contract/button.ts";
import { now } from "../time/clock.ts";
import { planDial } from "../buttons/dial-plan.ts";
import { isPresent, opennessOf } from "../buttons/presence.ts";
import type { MacKey } from "../crypto.ts";
import type { CallAnswer } from "../ledger/verbs/calls.ts";
import { buttonForPage } from "./allowed-origin.ts";
import { judgePhone, maskNumber, type PhoneInvalid } from "../numbers/phone.ts";
import { unreadableWords } from "../numbers/unreadable-words.ts";
import { Refusal } from "../http/problem.ts";
import type { CallReply } from "../contract/visitor.ts";
import { rateLimitHeaders } from "../http/rate-limit-headers.ts";
import { addressOf, type App, type Ctx, languageOf, shield } from "../services.ts";
import { ledgerOf } from "../objects.ts";
import { campaignOf } from "../funnel/campaign.ts";
import { pageOf } from "../funnel/page.ts";
import { judgeTime } from "../buttons/call-times.ts";
import { minuteMs } from "../time/durations.ts";
import { instant } from "../time/instant.ts";
import { whence } from "./whence.ts";
import { isTimely, readTicket, type Ticket } from "./ticket.ts";
import type { CallRequest } from "../ledger/call-request.ts";
import { restingText } from "../numbers/number-hash.ts";
import { zoneOf } from "../numbers/time-zone.ts";

const form = v.object({
  button: v.pipe(v.string(), v.maxLength(64)),
  phone: v.string(),
  ticket: v.pipe(v.string(), v.maxLength(200)),
  lang: v.optional(v.pipe(v.string(), v.maxLength(35))),
  consent: v.optional(v.boolean()),
  at: v.optional(instant),
  ...whence,
});

type Wanted = v.InferOutput<typeof form>;

export const calls = new Hono<App>().post("/", async (c) => {
  const wanted = await readJson(c, form);
  if (wanted.lang !== undefined) c.set("lang", languageOf(c, wanted.lang));
  const key = readKey(c);
  const known = await buttonForPage(c, wanted.button).catch((error: unknown) => answerGone(c, wanted, key, error));
  if (known instanceof Response) return known;
  const { button, origin, target } = known;
  const address = addressOf(c);
  const { keys, settings } = c.get("services");
  const ticket = readTicket(keys.ticket, wanted.ticket, { button: button.cid, origin, net: address.net }, now());
  if (!ticket) throw new Refusal("ticket-invalid", { rule: "ticket.signature" });
  const phone = judgePhone(wanted.phone, settings.countries);
  await shield(c, address, "post");
  const request = { button: button.cid, idem: `${button.cid} ${origin} ${key}`, at: wanted.at ?? null };
  if ("why" in phone) return answerLate(c, { ...request, phone: "" }, unreadable(c, phone));
  const present = target?.agents.filter((agent) => isPresent(agent, now())) ?? [];
  const late = unusable(ticket) ?? unready(button, wanted) ?? (present.length > 0 || wanted.at ? null : nobodyThere());
  if (late || !target) return answerLate(c, { ...request, phone: phone.e164 }, late ?? nobodyThere());
  const lang = languageOf(c, wanted.lang);
  const answer = await ledgerOf(c.env).calls.requestCall({
    ...request,
    phone: phone.e164,
    mask: maskNumber(phone.e164),
    // One way for every number: that it is forbidden must not be told from its being opted out, by time either.
    forbidden: forbiddenBy(phone, known.own),
    zone: "problem" in phone ? null : zoneOf(phone),
    hours: button.hours,
    buttonLimits: button.limits,
    ticket: ticket.id,
    address,
    lang,
    page: pageOf(wanted.page, settings.countries),
    campaign: campaignOf(wanted, settings.countries),
    consent: consentOf(button, keys.number),
    plan: planDial(target, phone.e164, lang, wanted.at === undefined ? present : target.agents),
  });
  return reply(c, answer);
});

/** The owner has deleted the button while its page was asking: whoever has a ticket of it may have a call as well. */
async function answerGone(c: Ctx, wanted: Wanted, key: string, error: unknown): Promise<Response> {
  if (!(error instanceof Refusal) || error.problem !== "not-found") throw error;
  const [origin, { net }] = [c.req.header("Origin") ?? "", addressOf(c)];
  const { keys, settings } = c.get("services");
  const ticket = await readTicket(keys.ticket, wanted.ticket, { button: wanted.button, origin, net }, now());
  if (!ticket) throw error;
  await shield(c, addressOf(c), "post");
  const phone = judgePhone(wanted.phone, settings.countries);
  const asked = { button: wanted.button, idem: `${wanted.button} ${origin} ${key}`, at: wanted.at ?? null };
  return answerLate(c, { ...asked, phone: "why" in phone ? "" : phone.e164 }, error);
}

/** A key that already has its answer gets it again, whatever would refuse a new call by now. */
async function answerLate(
  c: Ctx,
  request: Pick<CallRequest, "button" | "idem" | "phone" | "at">,
  refusal: Refusal,
): Promise<Response> {
  const known = await ledgerOf(c.env).calls.recallAnswer(request.idem, request.button, request.phone, request.at);
  if (!known) throw refusal;
  return reply(c, known);
}

function reply(c: Ctx, answer: CallAnswer): Response {
  if ("refused" in answer) {
    const { problem, rule, retryAfterS } = answer.refused;
    const headers = rateLimitHeaders(answer.buckets);
    const extra = problem === "closed" ? { opensAt: minuteAt(now() + retryAfterS * 1000) } : {};
    throw new Refusal(problem, { rule, headers, extra, ...(retryAfterS > 0 ? { retryAfterS } : {}) });
  }
  if ("reused" in answer) throw new Refusal("idempotency-key-reused");
  const { id, scheduled, waitS, buckets } = answer;
  const body: CallReply = {
    id,
    state: scheduled ? "scheduled" : "dialling",
    ...(waitS === undefined ? {} : { wait: waitS }),
  };
  const headers = { location: `/v1/calls/${id}`, "cache-control": "no-store" };
  return c.json(body, 202, { ...headers, ...(buckets === undefined ? {} : rateLimitHeaders(buckets)) });
}

/** The full minute at or before an instant: opening hours turn on it, seconds were rounded up. */
function minuteAt(ms: number): string {
  return new Date(ms - (ms % minuteMs)).toISOString();
}

/** What is wrong with the writing, in the visitor's language. */
function unreadable(c: Ctx, { problem, rule, why }: PhoneInvalid): Refusal {
  return new Refusal(problem, { rule, detail: unreadableWords(why, languageOf(c)) });
}

/** None of the button's phones can be read: the page has the owner's link. */
function nobodyThere(): Refusal {
  return new Refusal("closed", { rule: "button.phone", retryAfterS: 3_600 });
}

/** A ticket of ours that is good for no new call: of another network, or too young or too old. */
function unusable(ticket: Ticket): Refusal | null {
  if (!ticket.isAtHome) return new Refusal("ticket-invalid", { rule: "ticket.signature" });
  if (isTimely(ticket)) return null;
  return new Refusal("ticket-invalid", { rule: "ticket.age", detail: "Tickets are good from 1.5 s to 30 min of age" });
}

/** What the button itself asks for: consent, and somebody to be there. */
function unready(button: Button, wanted: Wanted): Refusal | null {
  if (button.consent !== null && wanted.consent !== true) return new Refusal("consent-required");
  if (wanted.at !== undefined) {
    const wrong = judgeTime(Date.parse(wanted.at), button, now());
    return wrong === null ? null : new Refusal("bad-request", { rule: "schedule.time", detail: wrong });
  }
  const { open, opensAt } = opennessOf(button, now());
  if (open) return null;
  const waitS = opensAt === undefined ? 3_600 : (Date.parse(opensAt) - now()) / 1000;
  return new Refusal("closed", { retryAfterS: waitS, extra: opensAt === undefined ? {} : { opensAt } });
}

/** As it rests: a page may have made it of its visitor's phone. */
function readKey(c: Ctx): string {
  const key = c.req.header("Idempotency-Key") ?? "";
  if (/^[\w-]{22,64}$/.test(key)) return restingText(c.get("services").keys.number, key);
  throw new Refusal("bad-request", { detail: "Send Idempotency-Key: 22 to 64 characters of A-Z a-z 0-9 _ -" });
}

/** What the visitor agreed to, provable later: a hash of the very text, and when. */
function consentOf({ consent }: Button, key: MacKey): string | null {
  return consent === null ? null : `${key.hash(consent)} ${new Date(now()).toISOString()}`;
}
