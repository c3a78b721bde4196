/** `POST /v1/hooks/sipnet/{secret}`: the provider's webhook, heard as a stranger's hint. API document, 6.9. */
import { Hono } from "hono";
import { readText } from "../http/body.ts";
import { equalMacs, hookSecret } from "../crypto.ts";
import { Refusal } from "../http/problem.ts";
import type { App } from "../services.ts";
import { ledgerOf } from "../objects.ts";
import { parseExact } from "../sipnet/answer.ts";
import { type HookEvent, readHookEvent } from "../sipnet/hook-event.ts";

const mostBytes = 8_192;

export const hooks = new Hono<App>().all("/sipnet/:secret", async (c) => {
  const expected = await hookSecret(c.get("services").keys);
  const mine = equalMacs(c.req.param("secret"), expected) && c.req.method === "POST";
  const event = mine ? await readEvent(c.req.raw) : null;
  // A wrong path and a wrong body look alike to whoever tries.
  if (!event) throw new Refusal("not-found", { rule: "webhook.unknown" });
  await ledgerOf(c.env).calls.hearWebhook(event);
  return c.body(null, 204);
});

async function readEvent(request: Request): Promise<HookEvent | null> {
  try {
    return readHookEvent(parseExact(await readText(request.body, mostBytes)));
  } catch (error) {
    if (error instanceof Refusal || error instanceof SyntaxError) return null;
    throw error;
  }
}
