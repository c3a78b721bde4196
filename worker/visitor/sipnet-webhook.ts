/** `POST /v1/hooks/sipnet/{secret}`: the provider's webhook, heard as a stranger's hint. API document, 6.9. */
import { Hono } from "hono/tiny";
import { readText } from "../http/body.ts";
import { equalMacs, hookSecret } from "../crypto.ts";
import { Refusal } from "../http/problem.ts";
import type { App } from "../services.ts";
import { ledgerOf } from "../objects.ts";
import { parseExact } from "../sipnet/answer.ts";
import { hookForm, readHookEvent } from "../sipnet/hook-event.ts";

const mostBytes = 8_192;

export const hooks = new Hono<App>().all("/sipnet/:secret", async (c) => {
  const expected = hookSecret(c.get("services").keys);
  const mine = equalMacs(c.req.param("secret"), expected) && c.req.method === "POST";
  const json = mine ? await readBody(c.req.raw) : null;
  const event = readHookEvent(json);
  if (mine) await ledgerOf(c.env).calls.hearWebhook(event, hookForm(json, c.req.raw.headers));
  // A wrong path and a wrong body look alike to whoever tries.
  if (!event) throw new Refusal("not-found", { rule: "webhook.unknown" });
  return c.body(null, 204);
});

async function readBody(request: Request): Promise<unknown> {
  try {
    const text = await readText(request.body, mostBytes);
    return parseExact(text.replace(/^\ufeff/, ""));
  } catch (error) {
    if (error instanceof Refusal || error instanceof SyntaxError) return null;
    throw error;
  }
}
