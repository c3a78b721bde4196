/**
 * `POST /v1/hooks/telegram/{secret}`: what people write to a bot and press below its messages. The path and the
 * header that Telegram repeats must both be right; whatever else comes looks like a wrong path.
 */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { equalMacs, telegramSecret } from "../crypto.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { deskOf } from "../objects.ts";
import type { Update } from "../messages/telegram/bot.ts";
import type { App } from "../services.ts";

const user = v.looseObject({ id: v.pipe(v.number(), v.safeInteger()) });
const chat = v.looseObject({ id: v.pipe(v.number(), v.safeInteger()), type: v.string() });
const update = v.looseObject({
  update_id: v.pipe(v.number(), v.safeInteger()),
  message: v.optional(v.looseObject({ from: v.optional(user), chat, text: v.optional(v.string()) })),
  callback_query: v.optional(
    v.looseObject({
      id: v.pipe(v.string(), v.maxLength(64)),
      from: user,
      message: v.optional(v.looseObject({ chat, message_id: v.number() })),
      data: v.optional(v.pipe(v.string(), v.maxLength(64))),
    }),
  ),
});

export const telegramHook = new Hono<App>().post("/telegram/:secret", async (c) => {
  // Strangers are turned away before any object is asked.
  if (!equalMacs(c.req.param("secret"), telegramSecret(c.get("services").keys))) throw unknownHook();
  const header = c.req.header("X-Telegram-Bot-Api-Secret-Token") ?? "";
  const heard = v.safeParse(update, await readJson(c, v.unknown(), 65_536));
  if (!heard.success || !(await deskOf(c.env).messages.hearTelegram(header, heard.output as Update)))
    throw unknownHook();
  return c.body(null, 204);
});

function unknownHook(): Refusal {
  return new Refusal("not-found", { rule: "webhook.unknown" });
}
