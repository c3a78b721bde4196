/**
 * Who is the owner: the token itself, or the cookie it was exchanged for. A cookie travels by
 * itself, so a request that relies on it must also come from the Worker's own page.
 */
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import { sessionMs } from "../desk/desk.ts";
import { sameSecret } from "../crypto.ts";
import type { SessionReply } from "../contract/owner-access.ts";
import { Refusal } from "../http/problem.ts";
import { addressOf, type App, type Ctx, shield } from "../services.ts";
import { deskOf } from "../objects.ts";

const cookie = "__Host-owner";
const signIn = v.strictObject({ token: v.pipe(v.string(), v.maxLength(500)) });

/** Lets only the owner pass: 401 before anything else is looked at, then 403, then the route. */
export const requireOwner = createMiddleware<App>(async (c, next) => {
  c.header("cache-control", "no-store");
  if (!(await bearsToken(c))) {
    const token = getCookie(c, cookie);
    if (token === undefined || !(await deskOf(c.env).use(token))) throw unauthorized();
    requireOwnPage(c);
  }
  await next();
});

/** `POST /v1/owner/session` exchanges the token for a cookie; `DELETE` ends it. */
export const session = new Hono<App>()
  .post("/", async (c) => {
    await shield(c, addressOf(c), "sign-in");
    requireOwnOrigin(c);
    if (!(await bearsToken(c)) && !(await sendsToken(c))) throw unauthorized();
    await openSession(c);
    return c.body(null, 204);
  })
  .get("/", requireOwner, (c) => c.json<SessionReply>({ signedIn: true, passkeys: mayHavePasskeys(c) }))
  .delete("/", requireOwner, async (c) => {
    const token = getCookie(c, cookie);
    if (token !== undefined) await deskOf(c.env).close(token);
    deleteCookie(c, cookie, { path: "/", secure: true });
    return c.body(null, 204);
  });

/** Signs the owner in on this browser. */
export async function openSession(c: Ctx): Promise<void> {
  const options = { path: "/", secure: true, httpOnly: true, sameSite: "Strict", maxAge: sessionMs / 1000 } as const;
  setCookie(c, cookie, await deskOf(c.env).open(), options);
  await deskOf(c.env).note("signed in");
}

/** The Worker's own page and no other: reading sends no Origin, so there the browser's word must do. */
export function requireOwnPage(c: Ctx): void {
  const origin = c.req.header("Origin");
  const reads = c.req.method === "GET" || c.req.method === "HEAD";
  const fromOwnPage = origin === undefined ? reads : ownOrigins(c).includes(origin);
  if (!fromOwnPage || c.req.header("Sec-Fetch-Site") !== "same-origin")
    throw new Refusal("forbidden", { rule: "owner.origin" });
}

/** A page that says where it is must be the Worker's own. */
export function requireOwnOrigin(c: Ctx): void {
  const origin = c.req.header("Origin");
  if (origin !== undefined && !ownOrigins(c).includes(origin)) throw new Refusal("forbidden", { rule: "owner.origin" });
}

/** A passkey belongs to a domain; an address has none. */
export function mayHavePasskeys(c: Ctx): boolean {
  return !/^(?:[\d.]+|\[.*\])$/.test(new URL(c.req.url).hostname);
}

/** This Worker under the name it was asked by, and under its public one. */
export function ownOrigins(c: Ctx): string[] {
  const { publicUrl } = c.get("services").settings;
  return [new URL(c.req.url).origin, ...(publicUrl === null ? [] : [publicUrl])];
}

async function sendsToken(c: Ctx): Promise<boolean> {
  const { token } = await readJson(c, signIn);
  return sameSecret(token, c.get("services").settings.ownerToken);
}

async function bearsToken(c: Ctx): Promise<boolean> {
  const [scheme, token = ""] = (c.req.header("Authorization") ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && sameSecret(token, c.get("services").settings.ownerToken);
}

export function unauthorized(): Refusal {
  return new Refusal("unauthorized", {
    rule: "owner.unknown",
    headers: { "www-authenticate": 'Bearer realm="owner"' },
  });
}
