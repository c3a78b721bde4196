/**
 * The one answer of every page view, where this isolate has all of it at hand: the same as by the route, with its
 * headers set at once, and no step on the way. Whatever is unknown, unlisted or stale goes by the route.
 */
import { hasCopy } from "../http/etag.ts";
import { guards } from "../http/guards.ts";
import type { Services } from "../services.ts";
import { mayEmbed } from "./allowed-origin.ts";
import { isFirstLook, recordHeaders, shownAt } from "./buttons.ts";

const path = /^https?:\/\/[^/?#]+\/v1\/buttons\/(\w+)$/;

export interface Asked {
  request: Request;
  services: Services;
  /** Keeps the isolate alive until the work is done. */
  waitUntil(work: Promise<void>): void;
}

/** Null where the route must answer. */
export function recordAtHand({ request, services, waitUntil }: Asked): Response | null {
  const cid = request.method === "GET" ? path.exec(request.url)?.[1] : undefined;
  const known = cid === undefined ? null : services.buttonCache.atHand(cid);
  const stoppage = services.stoppage.atHand();
  if (known === null || stoppage === undefined) return null;
  const origin = request.headers.get("Origin");
  if (origin !== null) {
    const isOwn = request.url.startsWith(`${origin}/`) || origin === services.settings.publicUrl;
    if (isOwn || !services.sites.knows(origin) || !mayEmbed(known, origin)) return null;
    services.sightings.add(origin, true, waitUntil);
    if (isFirstLook(request)) services.funnel.add(shownAt(known.button.cid, origin), waitUntil);
  }
  const view = services.buttonCache.view(known, stoppage);
  const headers = { ...guards, ...recordHeaders(view), vary: "Origin", ...allowing(origin) };
  if (hasCopy(request.headers.get("If-None-Match") ?? undefined, view.etag))
    return new Response(null, { status: 304, headers });
  return new Response(view.body, { headers: { ...headers, "content-type": "application/json" } });
}

function allowing(origin: string | null): Record<string, string> {
  return origin === null ? {} : { "access-control-allow-origin": origin };
}
