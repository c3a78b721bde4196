/**
 * `POST /v1/owner/sipnet/{operation}`: the provider's whole API for the owner. Parameters are held
 * against the document before anything is sent; what dials goes through the Ledger.
 */
import { note, requireProof } from "../access/session.ts";
import { Hono } from "hono";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import { hookSecret } from "../crypto.ts";
import { dialFor } from "./dial.ts";
import { Refusal } from "../http/problem.ts";
import { forOwner, refusalOf } from "../http/provider-problem.ts";
import type { App, Ctx } from "../services.ts";
import { buttonsOf } from "../objects.ts";
import { checkParams, isOperation, type OperationName } from "../sipnet/operations.ts";

const anything = v.record(v.string(), v.unknown(), "must be an object");

export const ownerSipnet = new Hono<App>().post("/sipnet/:operation", async (c) => {
  const name = c.req.param("operation");
  if (!isOperation(name)) throw new Refusal("not-found", { detail: "There is no such operation" });
  const params = await readJson(c, anything, 65_536);
  const { form, fields } = await forOwner(Promise.resolve().then(() => checkParams(name, params)));
  if (!form.reads) {
    requireProof(c);
    await note(c, `SIPNET: ${name}`, fields.action);
  }
  if (name === "getrec") return recordingFor(c, params);
  if (name === "gencall" || name === "genmulticall") return dialFor(c, name, fields);
  const result = await forOwner(ask(c, name, params));
  if (!form.reads && (name === "webbuttons" || name === "aninnumbers")) await mirror(c);
  return c.body(await masked(c, JSON.stringify(result ?? {})), 200, { "content-type": "application/json" });
});

/** A recording as it streams in, whole or by range. @throws Refusal `not-found` */
export async function recordingFor(c: Ctx, params: Record<string, unknown>): Promise<Response> {
  const range = c.req.header("Range");
  const asked = c.get("services").sipnet.recording(params as never, range === undefined ? {} : { range });
  const recording = await forOwner(asked);
  if (!recording) throw new Refusal("not-found", { detail: "There is no recording of this call" });
  recording.headers.set("cache-control", "no-store");
  return recording;
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
export async function masked(c: Ctx, text: string): Promise<string> {
  return text.replaceAll(await hookSecret(c.get("services").keys), "***");
}
