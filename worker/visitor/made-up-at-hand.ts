/**
 * The answer to an id that somebody made up, where this isolate can tell: the same as by the route, and no step on the
 * way. Thousands of them a second must not keep a visitor waiting, who shares the thread with them.
 */
import { unknownButton } from "../buttons/button-cache.ts";
import { guards } from "../http/guards.ts";
import { preferredLanguage, problemText, type Refusal } from "../http/problem.ts";
import { isCallId } from "../safety/call-id.ts";
import type { Services } from "../services.ts";
import { exposedOfRefusals } from "./allowed-origin.ts";
import { madeUpCall } from "./call.ts";
import type { Asked } from "./record-at-hand.ts";

const path = /^https?:\/\/[^/?#]+\/v1\/(?:buttons\/(\w+)|calls\/([\w-]+)(\/events)?)$/;

const headers = new Headers({
  ...guards,
  "content-type": "application/problem+json",
  "cache-control": "no-store",
  vary: "Origin",
});

/** Null where the route must answer: nobody made it up, or its page's site would have to be looked up. */
export function madeUpAtHand({ request, services, waitUntil }: Asked): Response | null {
  const refusal = refusalOf(request, services);
  const allowing = refusal && allowingFor(request.headers.get("Origin"), services);
  if (refusal === null || allowing === null) return null;
  services.refusals.add({ rule: refusal.rule, problem: refusal.problem }, waitUntil);
  const text = problemText(refusal, preferredLanguage(request.headers.get("Accept-Language")));
  const response = new Response(text, { status: refusal.status, headers });
  for (const header of Object.entries(allowing)) response.headers.set(...header);
  return response;
}

/** What lets the page read it; null where its site would have to be looked up. */
function allowingFor(origin: string | null, { sites }: Services): Record<string, string> | null {
  if (origin === null || sites.isStranger(origin)) return {};
  return sites.knows(origin) ? { "access-control-allow-origin": origin, ...exposedOfRefusals } : null;
}

function refusalOf({ method, url }: Request, { buttonCache, keys }: Services): Refusal | null {
  const [, cid, id, events] = path.exec(url) ?? [];
  if (cid !== undefined) return method === "GET" && buttonCache.isMadeUp(cid) ? unknownButton() : null;
  const isAsked = method === "GET" || (method === "DELETE" && events === undefined);
  return id !== undefined && isAsked && !isCallId(keys.call, id) ? madeUpCall() : null;
}
