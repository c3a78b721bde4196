/**
 * `/v1/calls/{id}`: watching a call, rating it, taking it back. Whoever has the id may; one that was
 * made up is told so here, before any object is asked.
 */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { isCallId } from "../safety/call-id.ts";
import type { ShieldedRequest } from "../safety/shield/shield.ts";
import { addressOf, type App, type Ctx, shield } from "../services.ts";
import { ledgerOf } from "../objects.ts";

const rating = v.object({ score: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)) });

const streamHeaders = { "content-type": "text/event-stream", "cache-control": "no-store" };

export const call = new Hono<App>()
  .get("/:id", async (c) => {
    const found = await ledgerOf(c.env).calls.call(await admittedId(c, "read"));
    if (!found) throw new Refusal("not-found");
    return c.json(found, 200, { "cache-control": "no-store" });
  })
  .get("/:id/events", async (c) => {
    const id = await admittedId(c, "read");
    // Nobody would ever read, or end, a stream that a HEAD opens: it would take a page's place.
    if (c.req.method === "HEAD") return c.body(null, 200, streamHeaders);
    // What the 202 has said needn't be said again, nor what a broken stream had. HTML Standard, section 9.2.3.
    const seen = Number(c.req.header("Last-Event-ID") ?? c.req.query("after") ?? Number.NaN);
    const events = await ledgerOf(c.env).calls.events(id, seen, addressOf(c).net);
    if (!events) throw new Refusal("not-found");
    if ("full" in events)
      throw new Refusal("too-many-calls", { rule: `streams.${events.full}`, retryAfterS: events.retryAfterS });
    return c.body(events, 200, streamHeaders);
  })
  .put("/:id/rating", async (c) => {
    const { score } = await readJson(c, rating);
    const rated = await ledgerOf(c.env).calls.rate(await admittedId(c, "post"), score);
    if (rated === null) throw new Refusal("not-found");
    if (rated !== "rated")
      throw new Refusal("conflict", { rule: `rating.${rated}`, detail: "A call is rated once, after it" });
    return c.body(null, 204);
  })
  .delete("/:id", async (c) => {
    const cancelled = await ledgerOf(c.env).calls.cancel(await admittedId(c, "read"));
    if (cancelled === null) throw new Refusal("not-found");
    if (!cancelled) throw new Refusal("call-in-progress", { rule: "cancel.late", retryAfterS: 30 });
    return c.body(null, 204);
  });

export function madeUpCall(): Refusal {
  return new Refusal("not-found", { rule: "call.made-up" });
}

/** The id, if this installation made it and the address may go on asking. */
async function admittedId(c: Ctx, request: ShieldedRequest): Promise<string> {
  const id = c.req.param("id") ?? "";
  if (!isCallId(c.get("services").keys.call, id)) throw madeUpCall();
  await shield(c, addressOf(c), request);
  return id;
}
