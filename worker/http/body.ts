/** Reading what a stranger sends: capped while it is read, JSON and nothing else, then checked. */
import type { Context } from "hono";
import * as v from "valibot";
import { Refusal } from "./problem.ts";

const mostBytes = 4_096;
const deepest = 32;

/** The body as `schema` describes it. @throws Refusal `bad-request` with 400, 413 or 415 */
export async function readJson<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
  maxBytes = mostBytes,
): Promise<v.InferOutput<Schema>> {
  const type = c.req.header("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new Refusal("bad-request", { status: 415, detail: "Send Content-Type: application/json" });
  }
  return check(schema, parse(await readText(c.req.raw.body, maxBytes)));
}

/** The value as `schema` describes it. @throws Refusal `bad-request` that names the first wrong field */
export function check<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  // What was sent instead may be a number or a secret in the wrong field; it is not said back.
  const [expected] = issue.message.split(/(?: but|:) received /i, 1);
  throw new Refusal("bad-request", { detail: `${v.getDotPath(issue) ?? "body"}: ${expected}` });
}

/** At most `maxBytes` of UTF-8; a longer body is not read to its end. */
export async function readText(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new Refusal("bad-request", { status: 413, detail: `At most ${maxBytes} bytes` });
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("bad-request", { detail: "The body is not UTF-8 or broke off" });
  }
}

function parse(text: string): unknown {
  const value = parsed(text);
  if (isDeeperThan(deepest, value)) throw new Refusal("bad-request", { detail: "The body is nested too deep" });
  return value;
}

/** Whoever walks through a value by calling itself would run out of stack far below what a body can hold. */
function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((each) => isDeeperThan(depth - 1, each));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("bad-request", { detail: "The body is not JSON" });
  }
}
