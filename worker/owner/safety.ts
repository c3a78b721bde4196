/** The owner's side of safety: settings, refusals, numbers to leave alone, and "what would happen?". */
import { note, requireProof } from "../access/session.ts";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { readAddress } from "../http/client-address.ts";
import { readJson } from "../http/body.ts";
import { now } from "../time/clock.ts";
import { instant } from "../time/instant.ts";
import { keptOverride, limitsOf, longestGapS } from "../contract/limits.ts";
import type { SettingsChange, SettingsConflict, SuppressionsMoved } from "../contract/owner-safety.ts";
import { judgeOpen } from "../buttons/call-times.ts";
import { opennessOf } from "../buttons/presence.ts";
import { forbiddenBy } from "../buttons/reach.ts";
import { judgePhone } from "../numbers/phone.ts";
import { readNumber } from "../numbers/reading.ts";
import { unreadableWords } from "../numbers/unreadable-words.ts";
import { Refusal } from "../http/problem.ts";
import { looserThan } from "../safety/looser.ts";
import { type App, type Ctx, languageOf } from "../services.ts";
import { deskOf, ledgerOf } from "../objects.ts";
import { isZone } from "../time/wall-clock.ts";
import { zoneOf } from "../numbers/time-zone.ts";

const settingsChange = v.strictObject({
  limits: v.optional(keptOverride),
  panic: v.optional(v.boolean()),
  zone: v.optional(v.pipe(v.string(), v.check(isZone, "must be a zone such as Europe/Moscow"))),
  version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  resolve: v.optional(v.picklist(["mine", "theirs"], 'must be "mine" or "theirs"')),
  breaker: v.optional(v.literal("closed", 'only "closed" can be asked for')),
});

const numberOnly = v.strictObject({ phone: v.string() });
const suppression = v.strictObject({ phone: v.string(), kind: v.picklist(["opt-out", "block"]) });
const span = { from: instant, to: instant };
const suppressionLift = v.union(
  [numberOnly, v.strictObject({ ...span, kind: v.picklist(["opt-out", "block", "queued"]) })],
  "must be {phone}, or {from, to, kind}",
);
const question = v.strictObject({ phone: v.string(), button: v.string(), address: v.optional(v.string()) });

export const ownerSafety = new Hono<App>()
  .get("/settings", async (c) => c.json(await ledgerOf(c.env).safety.settings()))
  .put("/settings", async (c) => {
    const change = await readJson(c, settingsChange, 16_384);
    await requireProofToLoosen(c, change as SettingsChange);
    const settings = await ledgerOf(c.env).safety.changeSettings(change as SettingsChange);
    if ("conflict" in settings) throw changedMeanwhile(settings.conflict);
    c.get("services").stoppage.forget();
    await note(c, "changed settings", Object.keys(change).join(", "));
    return c.json(settings);
  })
  .get("/blocked", async (c) => {
    await c.get("services").refusals.deliver();
    return c.json(await ledgerOf(c.env).reports.blocked());
  })
  .get("/calls", async (c) => c.json({ calls: await ledgerOf(c.env).reports.calls() }))
  .get("/suppressions", async (c) => c.json(await ledgerOf(c.env).safety.suppressions()))
  .post("/suppressions", async (c) => {
    const { phone, kind } = await readJson(c, suppression);
    await ledgerOf(c.env).safety.suppress(numberOf(c, phone), kind);
    await note(c, kind === "block" ? "blocked a number" : "entered an opt-out");
    return c.body(null, 204);
  })
  .post("/suppressions/lift", async (c) => {
    requireProof(c);
    const lift = await readJson(c, suppressionLift);
    if ("phone" in lift) {
      if (!(await ledgerOf(c.env).safety.suppress(numberOf(c, lift.phone), null))) throw new Refusal("not-found");
      await note(c, "lifted a suppression");
      return c.body(null, 204);
    }
    const count = await ledgerOf(c.env).safety.liftSuppressions(lift.kind, Date.parse(lift.from), Date.parse(lift.to));
    await note(c, "lifted suppressions by time", `${count} ${lift.kind}`);
    return c.json<SuppressionsMoved>({ count });
  })
  .post("/suppressions/accept", async (c) => {
    const { from, to } = await readJson(c, v.strictObject(span));
    const count = await ledgerOf(c.env).safety.acceptOptOuts(Date.parse(from), Date.parse(to));
    await note(c, "accepted opt-outs", `${count}`);
    return c.json<SuppressionsMoved>({ count });
  })
  .post("/forget", async (c) => {
    const { phone } = await readJson(c, numberOnly);
    const forgotten = await ledgerOf(c.env).safety.forgetNumber(numberOf(c, phone));
    await deskOf(c.env).messages.forgetMessages(numberOf(c, phone));
    await note(c, "forgot a number");
    return c.json({ forgotten });
  })
  .post("/explain", async (c) => {
    const { phone: typed, button: cid, address: text = "192.0.2.1" } = await readJson(c, question);
    const { settings, buttonCache } = c.get("services");
    const address = readAddress(text);
    if (!address) throw new Refusal("bad-request", { detail: "address: must be an IPv4 or IPv6 address" });
    const { button, target, own } = await buttonCache.find(cid);
    const phone = judgePhone(typed, settings.countries);
    if ("why" in phone)
      return c.json({ verdict: "refuse", ...phone, detail: unreadableWords(phone.why, languageOf(c)) });
    if (!target) return c.json({ verdict: "refuse", problem: "closed", rule: "button.phone" });
    const { open, opensAt } = opennessOf(button, now());
    const { rule = "hours" } = judgeOpen(button, now()) ?? {};
    if (!open) return c.json({ verdict: "refuse", problem: "closed", rule, ...(opensAt ? { opensAt } : {}) });
    const ring = {
      phone: phone.e164,
      button: cid,
      address,
      forbidden: forbiddenBy(phone, own),
      zone: "problem" in phone ? null : zoneOf(phone),
      hours: button.hours,
      buttonLimits: button.limits,
    };
    return c.json(await ledgerOf(c.env).safety.explain(ring));
  });

function changedMeanwhile(conflict: SettingsConflict): Refusal {
  const detail = 'Somebody has changed the same at a console. Send it again with resolve: "mine" or "theirs"';
  return new Refusal("conflict", { rule: "settings.changed", detail, extra: { ...conflict } });
}

function numberOf(c: Ctx, typed: string): string {
  const read = readNumber(typed, c.get("services").settings.countries);
  if (read.kind === "number") return read.number.number;
  throw new Refusal("phone-invalid", { detail: unreadableWords(read.why, languageOf(c)) });
}

/** Tighter limits anybody who is signed in may set at once; looser ones, the night and the price cost money. */
async function requireProofToLoosen(c: Ctx, { limits }: SettingsChange): Promise<void> {
  if (limits === undefined) return;
  const { inForce } = await ledgerOf(c.env).safety.settings();
  const wanted = limitsOf(c.get("services").settings.limitsOverride, limits);
  const { night, account } = wanted;
  if (night.from === night.to)
    throw new Refusal("bad-request", { detail: "limits: night must end at another time than it begins" });
  if ((limits.number?.gapS ?? 0) > longestGapS)
    throw new Refusal("bad-request", { detail: `limits: number.gapS must be at most ${longestGapS}, a day` });
  const sameNight = JSON.stringify(night) === JSON.stringify(inForce.night);
  const samePrice = account.pricePerMinute === inForce.account.pricePerMinute;
  if (looserThan(inForce, wanted).length > 0 || !sameNight || !samePrice) requireProof(c);
}
