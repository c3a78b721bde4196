/** From the fields of `gencall` and `genmulticall` to a call in the Ledger, and its answer. */
import { base64url } from "../crypto.ts";
import { planDial, type DialPlan } from "../buttons/dial-plan.ts";
import type { OwnerCallAnswer, OwnerCallRequest } from "../ledger/owner-calls.ts";
import type { DialReply } from "../contract/owner-calls.ts";
import { numberBehind } from "../numbers/own-phone.ts";
import { restingText } from "../numbers/number-hash.ts";
import { judgePhone, toSipnet } from "../numbers/phone.ts";
import { Refusal } from "../http/problem.ts";
import { refusalOf } from "../http/provider-problem.ts";
import type { Ctx } from "../services.ts";
import { buttonsOf, ledgerOf } from "../objects.ts";
import { zoneOf } from "../numbers/time-zone.ts";

/** Dials what the fields say; they have been held against the document, and their phones read, before. */
export async function dialFor(c: Ctx, operation: DialPlan["operation"], fields: Record<string, string>) {
  const { isOwn, callerId } = await ownPhones(c);
  const dstphones = [...new Set((fields.dstphone ?? "").split(","))];
  const sources = fields.srcphone === undefined ? [] : [fields.srcphone];
  const plan: DialPlan = {
    ...planOfOwner(dstphones, fields.srcphone, callerId),
    operation,
    greeting: fields.lang === undefined ? null : fields.lang === "en" ? "en" : "ru",
    ...(fields.prompt === undefined ? {} : { prompt: fields.prompt }),
    account: fields.foruser ?? null,
  };
  // Whoever is named as the source is rung as well, and may be a stranger too.
  const strangers = [...dstphones, ...sources].filter((phone) => !isOwn(phone));
  return placeForOwner(c, {
    key: keyOf(c),
    plan,
    called: strangers.map((phone) => judged(c, phone)),
    button: "",
  });
}

/** The owner's phone is rung first. Where none is named the provider takes the account's own caller number. */
function planOfOwner(dstphones: string[], srcphone: string | undefined, callerId: string | null): DialPlan {
  const ownerPhones = [srcphone ?? (callerId === null ? "" : toSipnet(callerId))];
  const whom = { srcphone: srcphone ?? "", dstphones, ownerPhones, names: [] };
  return { ...whom, operation: "gencall", first: "owner", greeting: null, account: null };
}

/** Calls back who came by a button, the way the button calls. */
export async function callBack(c: Ctx, cid: string, phone: string): Promise<Response> {
  const plan = await planBack(c, cid, phone);
  return placeForOwner(c, { key: keyOf(c), plan, called: [judged(c, toSipnet(phone))], button: cid });
}

/** @throws Refusal where the button has phones and none of them can be read */
async function planBack(c: Ctx, cid: string, phone: string): Promise<DialPlan> {
  const known = await buttonsOf(c.env).find(cid);
  // Whoever asked by a button that is gone since still waits to be called.
  if (known === null) return planOfOwner([toSipnet(phone)], undefined, (await ownPhones(c)).callerId);
  if (known.target) return planDial(known.target, phone, known.button.lang);
  throw new Refusal("conflict", { rule: "button.phone", detail: "None of the button's phones can be read" });
}

/** @throws Refusal for what the Ledger or the provider refuses */
async function placeForOwner(c: Ctx, request: OwnerCallRequest): Promise<Response> {
  const dialled = await ledgerOf(c.env).calls.placeOwnerCall(request);
  return replyTo(c, dialled);
}

function replyTo(c: Ctx, dialled: OwnerCallAnswer): Response {
  if ("fault" in dialled) throw refusalOf(dialled.fault);
  if ("reused" in dialled) throw new Refusal("idempotency-key-reused");
  if ("refused" in dialled) {
    const { problem, rule, retryAfterS } = dialled.refused;
    throw new Refusal(problem, { rule, detail: `Refused by ${rule}`, ...(retryAfterS > 0 ? { retryAfterS } : {}) });
  }
  const { id, ...rest } = dialled;
  const reply: DialReply = { ...rest, ...(id === null ? {} : { id }) };
  return c.json(reply, dialled.state === "started" ? 200 : 202);
}

/** Phones of buttons and agents: they are settings of the owner's, and may ring as often as the owner likes. */
async function ownPhones(c: Ctx): Promise<{ isOwn(sent: string): boolean; callerId: string | null }> {
  const { countries } = c.get("services").settings;
  const { numbers, addresses, callerId } = await buttonsOf(c.env).phones();
  const isOwn = (sent: string) => {
    const number = numberBehind(sent, countries);
    return number === null ? addresses.includes(sent) : numbers.includes(number);
  };
  return { isOwn, callerId };
}

/**
 * A stranger's number must be one that may be dialled at all, also behind `pstn` or before a domain;
 * an address of SIPNET's own is outside that. @throws Refusal
 */
function judged(c: Ctx, sent: string): OwnerCallRequest["called"][number] {
  const { countries } = c.get("services").settings;
  const number = numberBehind(sent, countries);
  if (number === null) return { phone: sent, zone: null };
  const verdict = judgePhone(number, countries);
  if ("problem" in verdict)
    throw new Refusal(verdict.problem, { rule: verdict.rule, detail: `dstphone: ${verdict.rule}` });
  return { phone: verdict.e164, zone: zoneOf(verdict) };
}

/** As it rests: a program may have made it of the phone that it calls. */
function keyOf(c: Ctx): string {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return base64url(crypto.getRandomValues(new Uint8Array(18)));
  if (!/^[\w-]{8,64}$/.test(key))
    throw new Refusal("bad-request", { detail: "Send Idempotency-Key: 8 to 64 characters of A-Z a-z 0-9 _ -" });
  return restingText(c.get("services").keys.number, key);
}
