/** `GET /v1/buttons/{cid}`: the button as anybody may see it, cached for a minute. */
import { Hono } from "hono/tiny";
import { now } from "../time/clock.ts";
import { seePage } from "./allowed-origin.ts";
import { noCampaign } from "../funnel/campaign.ts";
import { hasCopy } from "../http/etag.ts";
import type { CachedView } from "../buttons/button-cache.ts";
import { ownOrigins } from "../access/session.ts";
import type { SlotsReply } from "../contract/visitor.ts";
import { nextSlots } from "../buttons/call-times.ts";
import { planDial } from "../buttons/dial-plan.ts";
import { clocksOf } from "../numbers/time-zone.ts";
import { ownersZone } from "../safety/night.ts";
import { ledgerOf } from "../objects.ts";
import { addressOf, type App, shield } from "../services.ts";

const mostFreshS = 60;

/** Country and area: no clock needs more of a number. */
const prefixDigits = 4;

export const buttons = new Hono<App>();

/** `prefix` may say how the number begins, which tells its clock; more of it than that is not looked at. */
buttons.get("/:cid/slots", async (c) => {
  const { buttonCache, settings } = c.get("services");
  const { button, target } = await buttonCache.find(c.req.param("cid"));
  const address = addressOf(c);
  await shield(c, address, "read");
  const { zone: usual, inForce: limits } = await ledgerOf(c.env).safety.settings();
  const zone = ownersZone(button.hours, usual);
  const begins = (c.req.query("prefix") ?? "").replace(/\D/g, "").slice(0, prefixDigits);
  const clocks = clocksOf(begins, settings.countries, zone);
  const rules = { limits, zone, clocks, agents: button.agents };
  const open = target === null ? [] : nextSlots(button.hours, rules, now());
  // What the limits could not keep is not offered: to this visitor, at this button.
  const ownerPhones = target === null ? "" : planDial(target, "", target.lang).ownerPhones.join();
  const wanted = { button: button.cid, ownerPhones, address, buttonLimits: button.limits };
  const room = await ledgerOf(c.env).safety.timesWithRoom({ ...wanted, times: open.map(Date.parse) });
  const reply: SlotsReply = { slots: open.filter((slot) => room.includes(Date.parse(slot))) };
  return c.json(reply, 200, { "cache-control": "no-store" });
});

buttons.get("/:cid", async (c) => {
  const { buttonCache, stoppage } = c.get("services");
  const known = await buttonCache.find(c.req.param("cid"));
  const origin = c.req.header("Origin");
  if (origin !== undefined && !ownOrigins(c).includes(origin)) {
    await seePage(c, known, origin);
    const waitUntil = (work: Promise<void>) => c.executionCtx.waitUntil(work);
    if (isFirstLook(c.req.raw)) c.get("services").funnel.add(shownAt(known.button.cid, origin), waitUntil);
  }
  const view = buttonCache.view(known, await stoppage.get());
  const headers = recordHeaders(view);
  if (hasCopy(c.req.header("If-None-Match"), view.etag)) return c.body(null, 304, headers);
  return c.body(view.body, 200, { ...headers, "content-type": "application/json" });
});

export function recordHeaders({ etag, changesMs }: Pick<CachedView, "etag" | "changesMs">) {
  return { etag, "cache-control": `public, max-age=${freshS(changesMs)}` };
}

/**
 * Whether a page is shown the button by this. One that shows it already asks whether its copy is still right, and
 * browsers say so themselves. Fetch Standard, "HTTP-network-or-cache fetch", cache mode "no-cache".
 */
export function isFirstLook({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  return method === "GET" && !/\bmax-age=0\b/.test(headers.get("Cache-Control") ?? "");
}

/** As the funnel counts it. */
export function shownAt(button: string, origin: string) {
  return { step: "shown", button, place: origin, campaign: noCampaign } as const;
}

/** A minute, or until the button opens or closes: nobody is shown a form that will be refused. */
function freshS(changesMs: number | null): number {
  return changesMs === null ? mostFreshS : Math.max(0, Math.min(mostFreshS, Math.floor((changesMs - now()) / 1000)));
}
