/**
 * `POST /v1/owner/sipnet/{operation}`: the provider's whole API for the owner. Parameters are held
 * against the document before anything is sent; what dials goes through the Ledger.
 */
import { note, requireProof } from "../access/session.ts";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import { hookSecret } from "../crypto.ts";
import { dialFor } from "./dial.ts";
import { Refusal } from "../http/problem.ts";
import { isDestination } from "../numbers/destination.ts";
import { readOwnPhone } from "../numbers/own-phone.ts";
import { unreadableWords } from "../numbers/unreadable-words.ts";
import { forOwner, refusalOf } from "../http/provider-problem.ts";
import { type App, type Ctx, languageOf } from "../services.ts";
import { buttonsOf } from "../objects.ts";
import { partOf } from "../sipnet/recording.ts";
import { checkParams, isDialling, isOperation, type OperationName } from "../sipnet/operations.ts";

const anything = v.record(v.string(), v.unknown(), "must be an object");

export const ownerSipnet = new Hono<App>().post("/sipnet/:operation", async (c) => {
  const name = c.req.param("operation");
  if (!isOperation(name)) throw new Refusal("not-found", { detail: "There is no such operation" });
  const params = withReadPhones(c, name, await readJson(c, anything, 65_536));
  const { form, fields } = await forOwner(Promise.resolve().then(() => checkParams(name, params)));
  if (!form.reads) {
    requireProof(c);
    await note(c, `SIPNET: ${name}`, fields.action);
  }
  if (name === "getrec") return recordingFor(c, params);
  if (isDialling(name)) return dialFor(c, name, fields);
  const result = await forOwner(ask(c, name, params));
  if (!form.reads && (name === "webbuttons" || name === "aninnumbers")) await mirror(c);
  return c.body(masked(c, JSON.stringify(result ?? {})), 200, { "content-type": "application/json" });
});

/** Fields that name a phone to be rung, listed or registered. */
const phoneFields: Partial<Record<OperationName, readonly string[]>> = {
  webbuttons: ["phone"],
  aninnumbers: ["phone"],
  gencall: ["dstphone", "srcphone"],
  genmulticall: ["dstphone", "srcphone"],
};

/** Where calls go on to: a number, or what the provider calls a contact, which may be short. API document, section 6.17. */
const diversions = ["busy", "inaccessible", "noanswer", "allcalls"];

/**
 * Phones as the one reader understands them, in the provider's writing; names count without case, and JSON may
 * write a number as one. @throws Refusal for what it can't read
 */
function withReadPhones(c: Ctx, name: OperationName, params: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(params).map(([key, given]) => {
    const field = key.toLowerCase();
    const text = typeof given === "number" && Number.isSafeInteger(given) ? String(given) : given;
    if (typeof text !== "string") return [key, given];
    const isPhone = phoneFields[name]?.includes(field);
    const isDiversion = name === "redirect" && diversions.includes(field) && isWholeNumber(text);
    if (!isPhone && !isDiversion) return [key, given];
    const each = text.split(",").map((one) => sentFor(c, field, one));
    return [key, each.join()];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function isWholeNumber(text: string): boolean {
  return isDestination(text) && text.replace(/\D/g, "").length >= 10;
}

/** A phone as SIPNET is sent it. @throws Refusal that names the field */
export function sentFor(c: Ctx, field: string, written: string): string {
  const read = readOwnPhone(written, c.get("services").settings.countries);
  if (read.kind !== "unreadable") return read.sent;
  throw new Refusal("bad-request", {
    rule: "phone.malformed",
    detail: `${field}: ${unreadableWords(read.why, languageOf(c))}`,
  });
}

/** A recording as it streams in, whole or by range. @throws Refusal `not-found` */
export async function recordingFor(c: Ctx, params: Record<string, unknown>): Promise<Response> {
  const range = partOf(c.req.header("Range"));
  const asked = c.get("services").sipnet.recording(params as never, range === undefined ? {} : { range });
  const recording = await forOwner(asked);
  if (!recording) throw new Refusal("not-found", { detail: "There is no recording of this call" });
  recording.headers.set("cache-control", "no-store");
  if (c.req.method !== "HEAD") return recording;
  // Nobody would read what comes, and it would hold its connection.
  await recording.body?.cancel();
  return new Response(null, recording);
}

function ask(c: Ctx, name: Exclude<OperationName, "getrec">, params: Record<string, unknown>): Promise<unknown> {
  // `checkParams` has seen them; the table's types are for callers who write them in code.
  return c.get("services").sipnet.call(name, params as never);
}

/** What was changed at SIPNET behind the mirror's back shows at once. */
async function mirror(c: Ctx): Promise<void> {
  const reply = await buttonsOf(c.env).sync();
  c.get("services").buttonCache.forget();
  if ("kind" in reply && reply.kind === "refused") throw refusalOf(reply);
}

/** The secret part of our own hook's path is known to the provider and to nobody else. */
export function masked(c: Ctx, text: string): string {
  return text.replaceAll(hookSecret(c.get("services").keys), "***");
}
