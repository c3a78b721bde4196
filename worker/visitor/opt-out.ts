/**
 * "Never call me again": the page and the act. Whoever types a number gets the same answer,
 * so that nobody can learn from it who is a customer here. RFC 9457 for bodies that are none.
 */
import { Hono } from "hono";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import { optOutPage, optOutPolicy } from "./opt-out-page.ts";
import { anyPhone } from "../numbers/phone.ts";
import { Refusal } from "../http/problem.ts";
import { addressOf, type App, languageOf, shield } from "../services.ts";
import { ledgerOf } from "../objects.ts";
import { ownOrigins } from "../access/session.ts";

const request = v.object({ phone: v.pipe(v.string(), v.maxLength(200)) });

export const optOutPageRoute = new Hono<App>().get("/opt-out", (c) => {
  const lang = languageOf(c, c.req.query("lang"));
  return c.html(optOutPage(lang), 200, { "content-security-policy": optOutPolicy, "cache-control": "no-store" });
});

export const optOuts = new Hono<App>().post("/", async (c) => {
  const { phone } = await readJson(c, request);
  const { settings } = c.get("services");
  const origin = c.req.header("Origin") ?? "";
  if (![...ownOrigins(c), ...settings.allowedOrigins].includes(origin)) throw new Refusal("origin-not-allowed");
  const address = addressOf(c);
  await shield(c, address, "post");
  const number = anyPhone(phone, settings.countries);
  if (number) await ledgerOf(c.env).optOut(number, address);
  return c.json({}, 202, { "cache-control": "no-store" });
});
