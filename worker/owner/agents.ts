/**
 * The people whose phones ring. `/v1/owner/away`: one goes, or is back; owners say it of anybody, a manager of the
 * agent of their own name. `/v1/owner/proofs`: that a phone is theirs, by a code that SIPNET sends there.
 */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { note, requireProof } from "../access/session.ts";
import type { ProofsReply, ProvedReply } from "../contract/owner-proofs.ts";
import { codesADay } from "../desk/phone-proofs.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { forOwner } from "../http/provider-problem.ts";
import { readOwnPhone } from "../numbers/own-phone.ts";
import { buttonsOf, deskOf } from "../objects.ts";
import type { App, Ctx } from "../services.ts";
import { providerFault } from "../sipnet/provider-fault.ts";
import { awayUntil } from "./button-form.ts";

const form = v.strictObject({ phone: v.pipe(v.string(), v.maxLength(200)), away: v.nullable(awayUntil) });

const proofWanted = v.strictObject({
  phone: v.pipe(v.string(), v.maxLength(200)),
  by: v.optional(v.picklist(["sms", "call"], 'must be "sms" or "call"'), "sms"),
  keep: v.optional(v.boolean(), false),
});
const codeTyped = v.strictObject({ code: v.pipe(v.string(), v.trim(), v.regex(/^\w{1,20}$/, "must be a code")) });

export const ownerAgents = new Hono<App>()
  .put("/away", async (c) => {
    const { phone, away: until } = await readJson(c, form);
    const read = readOwnPhone(phone, c.get("services").settings.countries);
    const sent = read.kind === "unreadable" ? phone : read.sent;
    if (!(await mayMove(c, sent))) throw new Refusal("forbidden", { detail: "A manager says it of themselves only" });
    if ((await buttonsOf(c.env).setAway(sent, until)) === 0) throw unknownAgent();
    c.get("services").buttonCache.forget();
    await note(c, until === null ? "is back" : "is away");
    return c.body(null, 204);
  })
  .get("/proofs", async (c) => c.json<ProofsReply>(await deskOf(c.env).proofs.reply()))
  .post("/proofs", async (c) => {
    requireProof(c);
    const { phone, by, keep } = await readJson(c, proofWanted);
    const number = await agentsNumber(c, phone);
    const { proofs } = deskOf(c.env);
    // What the account has among its numbers was proved when it was added; and it is not ours to delete.
    if (await isListed(c, number)) await proofs.prove(number);
    else await sendCode(c, number, { by, keep });
    await note(c, "asked to prove an agent's phone", by);
    return c.json<ProofsReply>(await proofs.reply());
  })
  .post("/proofs/code", async (c) => {
    requireProof(c);
    const { code } = await readJson(c, codeTyped);
    const { proofs } = deskOf(c.env);
    const awaited = await proofs.tryCode();
    if (!awaited)
      throw new Refusal("not-found", { rule: "proof.none", detail: "No code is waited for: send a new one" });
    const { sipnet } = c.get("services");
    await forOwner(sipnet.call("aninnumbers", { action: "checkcode", code }));
    // SIPNET does not say whose code it was: another may have been asked for meanwhile, in its cabinet.
    if (!(await isListed(c, awaited.phone)))
      throw new Refusal("bad-request", { rule: "proof.another", detail: "That code was another number's" });
    await proofs.prove(awaited.phone);
    const left = awaited.keep || (await isDeleted(c, awaited.phone)) ? {} : { left: awaited.phone };
    return c.json<ProvedReply>({ ...(await proofs.reply()), ...left });
  })
  .delete("/proofs", async (c) => {
    await deskOf(c.env).proofs.giveUp();
    return c.body(null, 204);
  });

/** Only of those whom a button rings already: nobody else is sent a code. @throws Refusal */
async function agentsNumber(c: Ctx, written: string): Promise<string> {
  const { countries } = c.get("services").settings;
  const read = readOwnPhone(written, countries);
  if (read.kind !== "number")
    throw new Refusal("bad-request", { rule: "phone.malformed", detail: "phone: is no number" });
  const { buttons } = await buttonsOf(c.env).list();
  const known = buttons.flatMap((button) => button.agents).map((agent) => readOwnPhone(agent.phone, countries));
  if (!known.some((each) => each.kind === "number" && each.e164 === read.e164)) throw unknownAgent();
  return read.e164;
}

async function isListed(c: Ctx, number: string): Promise<boolean> {
  const { sipnet, settings } = c.get("services");
  const { phones } = await forOwner(sipnet.call("aninnumbers", { action: "list" }));
  const read = phones.map(({ phone }) => readOwnPhone(phone, settings.countries));
  return read.some((each) => each.kind === "number" && each.e164 === number);
}

/** @throws Refusal where another proof is under way, the number has had its codes of the day, or SIPNET won't */
async function sendCode(c: Ctx, number: string, { by, keep }: { by: "sms" | "call"; keep: boolean }): Promise<void> {
  const { proofs } = deskOf(c.env);
  const refused = await proofs.begin(number, keep);
  if (refused && "another" in refused)
    throw new Refusal("conflict", { rule: "proof.another", detail: `A code for ${refused.another} is waited for` });
  if (refused) {
    const detail = `${codesADay} codes a day for a number`;
    throw new Refusal("too-many-calls", { rule: "proof.codes", retryAfterS: refused.waitS, detail });
  }
  const phone = number.replace("+", "");
  await forOwner(c.get("services").sipnet.call("aninnumbers", { action: "add", phone, checktype: by }));
}

/** Out of the account's numbers again. */
async function isDeleted(c: Ctx, number: string): Promise<boolean> {
  try {
    await c.get("services").sipnet.call("aninnumbers", { action: "delete", phone: number.replace("+", "") });
    return true;
  } catch (error) {
    // Only where the client throws: the owner is told that it was left, and where to delete it.
    providerFault(error);
    return false;
  }
}

function unknownAgent(): Refusal {
  return new Refusal("not-found", { rule: "agent.unknown", detail: "No button has an agent with this phone" });
}

async function mayMove(c: Ctx, phone: string): Promise<boolean> {
  const caller = c.get("caller");
  if (caller?.role === "owner") return true;
  const { buttons } = await buttonsOf(c.env).list();
  const agents = buttons.flatMap((button) => button.agents).filter((agent) => agent.phone === phone);
  return agents.length > 0 && agents.every((agent) => plain(agent.name) === plain(caller?.name ?? ""));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
