/** `/v1/owner/receivers` and `/v1/owner/deliveries`: who is told of what, and what became of each message. */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { callerIn, note, requireProof } from "../access/session.ts";
import type { DeliveriesReply, Pairing, PushReply, ReceiversReply, TestReply } from "../contract/owner-messages.ts";
import { owner } from "../desk/passkey-store.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { type Failure, wordsOf } from "../messages/failure.ts";
import { judgePhone } from "../numbers/phone.ts";
import { unreadableWords } from "../numbers/unreadable-words.ts";
import { deskOf } from "../objects.ts";
import { type App, type Ctx, languageOf } from "../services.ts";
import { changeOf, receiversForm } from "./receiver-form.ts";
import { publicUrlOf } from "./status.ts";

const mostBytes = 65_536;
const changedByAnother = { rule: "receivers.changed", detail: "Somebody has changed the same receiver" };
const pairingForm = v.strictObject({
  person: v.optional(v.pipe(v.string(), v.maxLength(64))),
  phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
});

export const ownerReceivers = new Hono<App>()
  .get("/receivers", async (c) => c.json<ReceiversReply>(await deskOf(c.env).messages.receivers()))
  .put("/receivers", async (c) => {
    requireProof(c);
    const ownHost = new URL(c.req.url).hostname;
    const url = await publicUrlOf(c);
    const ownHosts = url === null ? [ownHost] : [ownHost, new URL(url).hostname];
    const { receivers, version = null } = await readJson(c, receiversForm(ownHosts), mostBytes);
    const saved = await deskOf(c.env).messages.putReceivers(receivers.map(changeOf), ownHost, version);
    if ("changedMeanwhile" in saved)
      throw new Refusal("conflict", { ...changedByAnother, extra: { source: "console" } });
    if ("refused" in saved) throw notTaken(c, saved.refused);
    if ("unknown" in saved) throw new Refusal("not-found", { detail: "There is no receiver with this id and kind" });
    if ("missing" in saved)
      throw new Refusal("bad-request", { detail: `receivers: ${saved.missing}: its address or key is missing` });
    await note(c, "changed receivers", `${saved.receivers.length}`);
    return c.json<ReceiversReply>(saved);
  })
  .get("/push", async (c) => c.json<PushReply>({ key: await deskOf(c.env).messages.pushKey() }))
  .post("/receivers/:id/test", async (c) => {
    const tested = await deskOf(c.env).messages.testReceiver(c.req.param("id"));
    if (!tested) throw new Refusal("not-found");
    const { failure } = tested;
    return c.json<TestReply>({ delivered: failure === null, ...saidOf(c, failure) });
  })
  .post("/receivers/:id/pairing", async (c) => {
    requireProof(c);
    const { person = callerIn(c).person, phone } = await readJson(c, pairingForm);
    const isKnown = person === owner || (await deskOf(c.env).people()).some(({ id }) => id === person);
    if (!isKnown) throw new Refusal("bad-request", { detail: "person: there is nobody with this id" });
    const own = phone === undefined || phone === "" ? null : ownPhone(c, phone);
    const pairing = await deskOf(c.env).messages.offerPairing(c.req.param("id"), person, own);
    if (!pairing) throw new Refusal("not-found");
    await note(c, "offered to pair a Telegram chat");
    return c.json<Pairing>(pairing, 201);
  })
  .delete("/receivers/:id/chats/:chat", async (c) => {
    requireProof(c);
    const { id, chat } = c.req.param();
    if (!(await deskOf(c.env).messages.unpairChat(id, chat))) throw new Refusal("not-found");
    await note(c, "unpaired a Telegram chat");
    return c.body(null, 204);
  })
  .get("/deliveries", async (c) => {
    const deliveries = await deskOf(c.env).messages.deliveries(languageOf(c));
    return c.json<DeliveriesReply>({ deliveries });
  })
  .post("/deliveries/:id/replay", async (c) => {
    if (!(await deskOf(c.env).messages.replayDelivery(c.req.param("id")))) throw new Refusal("not-found");
    await note(c, "sent a message again");
    return c.body(null, 202);
  });

function saidOf(c: Ctx, failure: Failure | null): Pick<TestReply, "why" | "words"> {
  const ru = languageOf(c) === "ru";
  if (failure === null) return { words: ru ? "Сообщение доставлено." : "The message was delivered." };
  const code = failure.code === undefined ? "" : ` (${failure.code})`;
  return { why: failure.why, words: `${wordsOf(failure.why, languageOf(c))}${code}` };
}

function notTaken(c: Ctx, failure: Failure): Refusal {
  const { words } = saidOf(c, failure);
  return new Refusal("bad-request", { rule: "receiver.telegram", detail: `token: ${words}` });
}

/** A phone of the owner's or a colleague's: what nobody may call at a stranger's wish is no such phone. */
function ownPhone(c: Ctx, typed: string): string {
  const judged = judgePhone(typed, c.get("services").settings.countries);
  if (!("problem" in judged)) return judged.e164;
  const detail = "why" in judged ? unreadableWords(judged.why, languageOf(c)) : `phone: ${judged.rule}`;
  throw new Refusal(judged.problem, { rule: judged.rule, detail });
}
