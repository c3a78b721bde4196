/**
 * Which pages may embed which buttons. CORS only keeps a browser from reading an answer;
 * it does not keep a forged POST from a handler, so every POST checks for itself.
 */
import { createMiddleware } from "hono/factory";
import type { KnownButton } from "../buttons/button.ts";
import { log, nameOf } from "../log.ts";
import { Refusal } from "../http/problem.ts";
import type { App, Ctx } from "../services.ts";

/** What a page may read of a refusal besides its body. */
export const exposedOfRefusals = { "access-control-expose-headers": "Retry-After, RateLimit, RateLimit-Policy" };

/** Reflects an allowed origin on every answer, refusals included, and answers preflights. */
export const reflectOrigin = createMiddleware<App>(async (c, next) => {
  const origin = c.req.header("Origin");
  const known = origin === undefined ? Promise.resolve(false) : isListed(c, origin);
  if (c.req.method === "OPTIONS") c.res = new Response(null, { status: 204, headers: preflight });
  else await next();
  c.res.headers.append("vary", "Origin");
  // Whoever builds the page must be able to read that its site is not listed; that answer says nothing else.
  const isTold = c.req.method === "GET" && c.error instanceof Refusal && c.error.problem === "origin-not-allowed";
  if (origin === undefined || !(isTold || (await known))) return;
  c.res.headers.set("access-control-allow-origin", origin);
  // A page that got what it wanted need not read them: the whole talk with it has to fit 16 KB.
  if (c.res.status >= 400) for (const header of Object.entries(exposedOfRefusals)) c.res.headers.set(...header);
});

/** Whoever can't be looked up is told nothing; the route says for itself what is broken. */
async function isListed(c: Ctx, origin: string): Promise<boolean> {
  try {
    return await c.get("services").sites.allows(origin);
  } catch (error) {
    log({ event: "sites-unknown", because: nameOf(error) });
    return false;
  }
}

const preflight = {
  // GET and POST need no leave. Fetch Standard, section 2.2.1.
  "access-control-allow-methods": "PUT, DELETE",
  // Tracing puts headers of its own on every request. Older engines take the star for a name: ours stand beside it.
  "access-control-allow-headers": "*, Content-Type, Idempotency-Key",
  "access-control-max-age": "7200",
};

/** The button, if the page that asks may use it. @throws Refusal `origin-not-allowed`, `not-found` */
export async function buttonForPage(c: Ctx, cid: string): Promise<KnownButton & { origin: string }> {
  const { sites, buttonCache } = c.get("services");
  const origin = c.req.header("Origin") ?? "";
  if (!(await sites.allows(origin))) throw refused();
  const known = await buttonCache.find(cid);
  // A refusal from here on is one of this button; a made-up id names none.
  c.set("button", cid);
  if (!mayEmbed(known, origin)) throw refused();
  return { ...known, origin };
}

/** A button's own list narrows the installation's. */
export function mayEmbed({ button }: KnownButton, origin: string): boolean {
  return button.origins.length === 0 || button.origins.includes(origin);
}

/** A page asks for a record: the owner sees which sites have the button, and which ask without being listed. */
export async function seePage(c: Ctx, known: KnownButton, origin: string): Promise<void> {
  const { sites, sightings } = c.get("services");
  const listed = await sites.allows(origin);
  const isAllowed = listed && mayEmbed(known, origin);
  // A site that is listed, though not for this button, is neither seen with it nor a stranger.
  if (isAllowed || !listed) sightings.add(origin, listed, (work) => c.executionCtx.waitUntil(work));
  if (!isAllowed) throw refused();
}

function refused(): Refusal {
  return new Refusal("origin-not-allowed", {
    detail: "This page's site is not listed for this button: its owner adds it in the console under Sites",
  });
}
