/**
 * Who asks: the owner by the token itself, or a person by the cookie that token or passkey was
 * exchanged for. A cookie travels by itself, so a request that relies on it must also come from
 * the Worker's own page; a bearer needs no such proof.
 */
import { Hono } from "hono/tiny";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";
import type { Caller, SessionReply, SessionsReply } from "../contract/owner-access.ts";
import { sameSecret } from "../crypto.ts";
import { provedForMs, setupForMs } from "../desk/desk.ts";
import { owner } from "../desk/passkey-store.ts";
import { sessionMs } from "../desk/session-store.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { deskOf } from "../objects.ts";
import { addressOf, type App, type Ctx, shield } from "../services.ts";
import { mayDo } from "./permissions.ts";

const cookie = "__Host-owner";
const signIn = v.strictObject({ token: v.pipe(v.string(), v.maxLength(500)), setup: v.optional(v.boolean(), false) });
const prefix = "/v1/owner";
const bearer: Caller = { person: owner, name: "", role: "owner", proved: true };

/** Lets only those pass who may: 401 before anything else is looked at, then 403, then the route. */
export const requireCaller = createMiddleware<App>(async (c, next) => {
  c.header("cache-control", "no-store");
  const caller = await callerOf(c);
  c.set("caller", caller);
  const path = c.req.path.slice(prefix.length);
  if (!mayDo(caller.role, c.req.method, path))
    throw new Refusal("forbidden", { rule: "owner.role", detail: `This needs an owner; you are a ${caller.role}` });
  await next();
});

/** `POST /v1/owner/session` exchanges the token for a cookie, or proves it anew; `DELETE` ends it. */
export const session = new Hono<App>()
  .post("/", async (c) => {
    requireOwnOrigin(c);
    await tryToSignIn(c);
    const { token, setup } = bearsToken(c) ? { token: null, setup: false } : await readJson(c, signIn);
    if (token !== null && !sameSecret(token, c.get("services").settings.ownerToken)) throw unauthorized();
    await openSession(c, owner, null, setup ? setupForMs : provedForMs);
    return c.body(null, 204);
  })
  .get("/", requireCaller, (c) => {
    const { person, name, role, proved } = callerIn(c);
    return c.json<SessionReply>({ signedIn: true, passkeys: mayHavePasskeys(c), person, name, role, proved });
  })
  .delete("/", requireCaller, async (c) => {
    const open = await openSessionOf(c);
    if (open) await deskOf(c.env).closeSession(open.session);
    deleteCookie(c, cookie, { path: "/", secure: true });
    return c.body(null, 204);
  });

/** `/v1/owner/sessions`: every browser that is signed in. */
export const sessions = new Hono<App>()
  .get("/", async (c) => {
    const open = await openSessionOf(c);
    return c.json<SessionsReply>({ sessions: await deskOf(c.env).sessions(open?.session ?? "") });
  })
  .delete("/", async (c) => {
    requireProof(c);
    await note(c, "signed out everywhere");
    await deskOf(c.env).closeAllSessions();
    deleteCookie(c, cookie, { path: "/", secure: true });
    return c.body(null, 204);
  })
  .delete("/:id", async (c) => {
    requireProof(c);
    if (!(await deskOf(c.env).closeSession(c.req.param("id")))) throw new Refusal("not-found");
    await note(c, "ended a session");
    return c.body(null, 204);
  });

/** Signs a person in on this browser; one who is signed in already has only proved it anew. */
export async function openSession(c: Ctx, person: string, passkey: string | null, provedMs = provedForMs) {
  const open = await openSessionOf(c);
  if (open?.person === person && c.req.header("Sec-Fetch-Site") === "same-origin")
    return deskOf(c.env).prove(open.session, provedMs);
  const options = { path: "/", secure: true, httpOnly: true, sameSite: "Strict", maxAge: sessionMs / 1000 } as const;
  setCookie(c, cookie, await deskOf(c.env).open(person, passkey, provedMs), options);
  await deskOf(c.env).note("signed in", undefined, person === owner ? undefined : person);
}

/** Who passed `requireCaller`. */
export function callerIn(c: Ctx): Caller {
  const caller = c.get("caller");
  if (!caller) throw unauthorized();
  return caller;
}

/** What could cost money or let somebody in needs token or passkey within the last minutes. @throws Refusal */
export function requireProof(c: Ctx): void {
  if (callerIn(c).proved) return;
  const detail = "Send token or passkey again (POST /v1/owner/session), then repeat this request";
  throw new Refusal("step-up-required", { rule: "owner.step-up", detail });
}

/** Writes down what the caller did, under their name. */
export async function note(c: Ctx, act: string, subject?: string): Promise<void> {
  const { person, name } = callerIn(c);
  await deskOf(c.env).note(act, subject, person === owner ? undefined : name);
}

/**
 * A stream that ends with the session it was opened in: each piece, a heartbeat too, goes on only while that is open.
 * Being told does not keep a session from going idle.
 */
export function whileSignedIn(c: Ctx, stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const token = callerIn(c) === bearer ? undefined : getCookie(c, cookie);
  if (token === undefined) return stream;
  const desk = deskOf(c.env);
  const gate = new TransformStream<Uint8Array, Uint8Array>({
    async transform(piece, controller) {
      if (await desk.isOpen(token)) controller.enqueue(piece);
      else controller.terminate();
    },
  });
  return stream.pipeThrough(gate);
}

/** Counts a try to sign in against its network; strangers' pages were turned away before. @throws Refusal */
export async function tryToSignIn(c: Ctx): Promise<void> {
  const { net } = addressOf(c);
  await shield(c, addressOf(c), "post");
  const waitS = await deskOf(c.env).trySignIn(c.get("services").keys.session.hash(net));
  if (waitS > 0) throw new Refusal("too-many-calls", { rule: "owner.signIns", retryAfterS: waitS });
}

/** The Worker's own page and no other: reading sends no Origin, so there the browser's word must do. */
function requireOwnPage(c: Ctx): void {
  const origin = c.req.header("Origin");
  const reads = c.req.method === "GET" || c.req.method === "HEAD";
  const fromOwnPage = origin === undefined ? reads : ownOrigins(c).includes(origin);
  if (!fromOwnPage || c.req.header("Sec-Fetch-Site") !== "same-origin") throw foreignPage();
}

/** A page that says where it is must be the Worker's own. */
export function requireOwnOrigin(c: Ctx): void {
  const origin = c.req.header("Origin");
  if (origin !== undefined && !ownOrigins(c).includes(origin)) throw foreignPage();
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

export function unauthorized(): Refusal {
  return new Refusal("unauthorized", {
    rule: "owner.unknown",
    headers: { "www-authenticate": 'Bearer realm="owner"' },
  });
}

/** @throws Refusal `unauthorized`, or `forbidden` for a cookie that another page's request carries */
async function callerOf(c: Ctx): Promise<Caller> {
  if (bearsToken(c)) return bearer;
  const open = await openSessionOf(c);
  if (!open) throw unauthorized();
  requireOwnPage(c);
  return open;
}

async function openSessionOf(c: Ctx) {
  const token = getCookie(c, cookie);
  return token === undefined ? null : deskOf(c.env).use(token);
}

function bearsToken(c: Ctx): boolean {
  const [scheme, token = ""] = (c.req.header("Authorization") ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && sameSecret(token, c.get("services").settings.ownerToken);
}

function foreignPage(): Refusal {
  return new Refusal("forbidden", { rule: "owner.origin", detail: "The request came from another site" });
}
