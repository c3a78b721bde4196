/** From the fields of `gencall` and `genmulticall` to a call in the Ledger, and its answer. */
import { base64url } from "../crypto.ts";
import { targetOf } from "../buttons/button.ts";
import { planDial, type DialPlan } from "../buttons/dial-plan.ts";
import type { OwnerCallAnswer, OwnerCallRequest } from "../ledger/owner-calls.ts";
import type { DialReply } from "../contract/owner-calls.ts";
import { judgePhone, toSipnet } from "../numbers/phone.ts";
import { Refusal } from "../http/problem.ts";
import { refusalOf } from "../http/provider-problem.ts";
import type { Ctx } from "../services.ts";
import { buttonsOf, ledgerOf } from "../objects.ts";
import { zoneOf } from "../numbers/time-zone.ts";

/** Dials what the fields say; they have been held against the document before. */
export async function dialFor(c: Ctx, operation: DialPlan["operation"], fields: Record<string, string>) {
  const { numbers, callerId } = await ownNumbers(c);
  const dstphones = [...new Set((fields.dstphone ?? "").split(","))];
  const plan: DialPlan = {
    operation,
    srcphone: fields.srcphone ?? "",
    dstphones,
    first: "owner",
    // Without a source the provider rings the account's own caller number.
    ownerPhones: [fields.srcphone ?? callerId ?? ""],
    greeting: fields.lang === undefined ? null : fields.lang === "en" ? "en" : "ru",
    ...(fields.prompt === undefined ? {} : { prompt: fields.prompt }),
    account: fields.foruser ?? null,
  };
  const strangers = dstphones.filter((phone) => !numbers.has(digitsOf(phone)));
  return placeForOwner(c, { key: keyOf(c), plan, called: strangers.map((phone) => judged(c, phone)), button: "" });
}

/** Calls back who came by a button, the way the button calls. */
export async function callBack(c: Ctx, cid: string, phone: string): Promise<Response> {
  const { button } = await c.get("services").buttonCache.find(cid);
  const plan = planDial(targetOf(button), phone, button.lang);
  return placeForOwner(c, { key: keyOf(c), plan, called: [judged(c, phone)], button: cid });
}

/** @throws Refusal for what the Ledger or the provider refuses */
export async function placeForOwner(c: Ctx, request: OwnerCallRequest): Promise<Response> {
  const dialled = await ledgerOf(c.env).placeOwnerCall(request);
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
export async function ownNumbers(c: Ctx): Promise<{ numbers: Set<string>; callerId: string | null }> {
  const { buttons, callerId } = await buttonsOf(c.env).phones();
  return { numbers: new Set(buttons.map(digitsOf)), callerId: callerId && digitsOf(callerId) };
}

/** A stranger's number must be one that may be dialled at all. @throws Refusal */
function judged(c: Ctx, phone: string): OwnerCallRequest["called"][number] {
  if (phone.includes("@")) return { phone, zone: null };
  const verdict = judgePhone(`+${digitsOf(phone)}`, c.get("services").settings.countries);
  if ("problem" in verdict)
    throw new Refusal(verdict.problem, { rule: verdict.rule, detail: `dstphone: ${verdict.rule}` });
  return { phone: verdict.e164, zone: zoneOf(verdict) };
}

function keyOf(c: Ctx): string {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return base64url(crypto.getRandomValues(new Uint8Array(18)));
  if (!/^[\w-]{8,64}$/.test(key))
    throw new Refusal("bad-request", { detail: "Send Idempotency-Key: 8 to 64 characters of A-Z a-z 0-9 _ -" });
  return key;
}

/** `pstn` before a number only skips a look-up on its way. API document, 6.15. */
function digitsOf(phone: string): string {
  return toSipnet(phone.replace(/^pstn/i, ""));
}
