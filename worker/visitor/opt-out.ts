/**
 * "Never call me again": the page, the act, and a minute to take it back. Whoever types a number
 * gets the same answer, so that nobody can learn from it who is a customer here; whether a text is a
 * number is no secret, and is said.
 */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { ownOrigins } from "../access/session.ts";
import type { OptOutReply } from "../contract/visitor.ts";
import { base64url, equalMacs, type MacKey } from "../crypto.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { readNumber } from "../numbers/reading.ts";
import { unreadableWords } from "../numbers/unreadable-words.ts";
import { ledgerOf } from "../objects.ts";
import { addressOf, type App, type Ctx, languageOf, shield } from "../services.ts";
import { now } from "../time/clock.ts";
import { optOutPage, optOutPolicy } from "./opt-out-page.ts";

const request = v.object({ phone: v.string() });
const undoMs = 60_000;
/** When a full queue may have been looked at. */
const fullForS = 3_600;
const noStore = { "cache-control": "no-store" };

export const optOutPageRoute = new Hono<App>().get("/opt-out", async (c) => {
  const lang = languageOf(c, c.req.query("lang"));
  return c.html(optOutPage(lang), 200, { "content-security-policy": await optOutPolicy(), ...noStore });
});

export const optOuts = new Hono<App>()
  .post("/", async (c) => {
    const { phone: typed } = await readJson(c, request);
    await requireKnownPage(c);
    const address = addressOf(c);
    await shield(c, address, "post");
    const read = readNumber(typed, c.get("services").settings.countries);
    if (read.kind === "unreadable")
      throw new Refusal("phone-invalid", { rule: "phone.malformed", detail: unreadableWords(read.why, languageOf(c)) });
    const phone = read.number.number;
    const { id, token } = makeUndo(c.get("services").keys.optOut);
    const state = await ledgerOf(c.env).safety.optOut(phone, address, id);
    if (state === "full") throw new Refusal("unavailable", { rule: "optOut.queue", retryAfterS: fullForS });
    return c.json<OptOutReply>({ state, undo: token, phone }, 202, noStore);
  })
  .delete("/:token", async (c) => {
    await requireKnownPage(c);
    const id = readUndo(c.get("services").keys.optOut, c.req.param("token"));
    if (id === null) throw new Refusal("not-found", { rule: "optOut.undo" });
    await shield(c, addressOf(c), "post");
    await ledgerOf(c.env).safety.takeOptOutBack(id);
    return c.body(null, 204, noStore);
  });

async function requireKnownPage(c: Ctx): Promise<void> {
  const origin = c.req.header("Origin") ?? "";
  if (!ownOrigins(c).includes(origin) && !(await c.get("services").sites.allows(origin)))
    throw new Refusal("origin-not-allowed");
}

/** `id.until.signature`: nobody can guess another's, and none outlives its minute. */
function makeUndo(key: MacKey): { id: string; token: string } {
  const id = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const signed = `${id}.${now() + undoMs}`;
  return { id, token: `${signed}.${key.hash(signed)}` };
}

function readUndo(key: MacKey, token: string): string | null {
  const [id = "", until = "", signature = ""] = token.split(".");
  const isOurs = equalMacs(signature, key.hash(`${id}.${until}`));
  return isOurs && Number(until) >= now() ? id : null;
}
