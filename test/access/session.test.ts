/** Who is let in as the owner, for how long, and who is not. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, test } from "node:test";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";

const own = "https://calls.example";
const minuteMs = 60_000;
let worker: NodeWorker;

beforeEach(() => {
  worker = new NodeWorker({ provider: new PaperProvider() });
});

const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
  worker.request(`/v1/owner${path}`, {
    method,
    headers: {
      "cf-connecting-ip": "192.0.2.7",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Signs in and returns the cookie as a browser sends it back. */
async function signIn(): Promise<string> {
  const response = await ask("POST", "/session", { origin: own }, { token: secrets.ownerToken });
  assert.equal(response.status, 204);
  return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

const status = async (cookie: string, headers: Record<string, string> = {}) =>
  (await ask("GET", "/session", { cookie, "sec-fetch-site": "same-origin", ...headers })).status;

/** Every owner's route that the source has, so that no new one is forgotten here. */
function ownersRoutes(): [method: string, path: string][] {
  const folder = resolve(import.meta.dirname, "../../worker");
  const owners = readdirSync(resolve(folder, "owner")).filter((name) => !name.startsWith("console-"));
  const files = [...owners.map((name) => `owner/${name}`), "access/passkeys.ts"];
  return files.flatMap((name) => {
    const prefix = name === "access/passkeys.ts" ? "/passkeys" : "";
    const source = readFileSync(resolve(folder, name), "utf8").split("const passkeySession")[0] ?? "";
    return [...source.matchAll(/\.(get|post|put|delete)\("(\/[^"]*)"/g)].map(
      ([, method = "", path = ""]): [string, string] => [method.toUpperCase(), `${prefix}${path}`.replace(/\/$/, "")],
    );
  });
}

test("signed out, every owner's route answers 401 before it looks at anything else", async () => {
  const routes = ownersRoutes();
  assert.ok(routes.length > 30, "the routes were found");
  for (const [method, path] of [...routes, ["GET", "/session"], ["GET", "/nothing"]] as const) {
    const answers = [
      await ask(method, path),
      await ask(method, path, { authorization: `Bearer ${"x".repeat(43)}` }),
      await ask(method, path, {
        cookie: `__Host-owner=${"x".repeat(43)}`,
        origin: own,
        "sec-fetch-site": "same-origin",
      }),
    ];
    for (const answer of answers) assert.equal(answer.status, 401, `${method} ${path}`);
  }
});

test("the cookie is bound to this host, out of reach of scripts, and never sent from another site", async () => {
  const response = await ask("POST", "/session", { origin: own }, { token: secrets.ownerToken });
  const cookie = response.headers.get("set-cookie") ?? "";
  assert.match(cookie, /^__Host-owner=[\w-]{43};/);
  for (const attribute of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=28800"])
    assert.ok(cookie.includes(attribute), attribute);
  assert.ok(!cookie.includes("Domain"));
  const kept = [...(worker.databases.get("DESK desk")?.prepare("SELECT * FROM sessions").all() ?? [])];
  assert.ok(!JSON.stringify(kept).includes(cookie.slice(13, 56)), "only its hash rests");
});

const origins: [what: string, headers: Record<string, string>, method: string, expected: number][] = [
  ["the console reads", { "sec-fetch-site": "same-origin" }, "GET", 200],
  ["the console writes", { origin: own, "sec-fetch-site": "same-origin" }, "DELETE", 204],
  ["another site reads", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, "GET", 403],
  ["a sister site reads", { "sec-fetch-site": "same-site" }, "GET", 403],
  ["a link is followed", { "sec-fetch-site": "none" }, "GET", 403],
  ["a browser that says nothing", {}, "GET", 403],
  ["another site writes", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, "DELETE", 403],
  [
    "another site writes and lies about the site",
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    "DELETE",
    403,
  ],
  ["an opaque origin writes", { origin: "null", "sec-fetch-site": "same-origin" }, "DELETE", 403],
  ["a write without an origin", { "sec-fetch-site": "same-origin" }, "DELETE", 403],
  [
    "a longer name that begins like ours",
    { origin: `${own}.evil.example`, "sec-fetch-site": "same-origin" },
    "DELETE",
    403,
  ],
];

for (const [what, headers, method, expected] of origins) {
  test(`with the owner's cookie: ${what}: ${expected}`, async () => {
    const cookie = await signIn();
    assert.equal((await ask(method, "/session", { cookie, ...headers })).status, expected);
  });
}

const forms: [what: string, type: string, expected: number][] = [
  ["a form", "application/x-www-form-urlencoded", 403],
  ["a file form", "multipart/form-data; boundary=x", 403],
  ["a plain text form that reads as JSON", "text/plain", 403],
];

for (const [what, type, expected] of forms) {
  test(`${what} on another site, sent by the owner's browser, changes nothing`, async () => {
    const cookie = await signIn();
    const headers = { cookie, "content-type": type, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    assert.equal((await ask("PUT", "/settings", headers, { panic: true })).status, expected);
    const settings = (await (await ask("GET", "/settings", bearer)).json()) as { panic: boolean };
    assert.equal(settings.panic, false);
  });
}

const bearer = { authorization: `Bearer ${secrets.ownerToken}` };

test("a form on the owner's own page is no JSON either", async () => {
  const cookie = await signIn();
  const headers = { cookie, "content-type": "text/plain", origin: own, "sec-fetch-site": "same-origin" };
  assert.equal((await ask("PUT", "/settings", headers, { panic: true })).status, 415);
});

test("signing in from another site's page is refused even with the right token", async () => {
  const response = await ask("POST", "/session", { origin: "https://evil.example" }, { token: secrets.ownerToken });
  assert.deepEqual([response.status, response.headers.get("set-cookie")], [403, null]);
});

test("a session that rests for 30 minutes is over; one that is used goes on", async () => {
  const cookie = await signIn();
  await worker.passTime(29 * minuteMs);
  assert.equal(await status(cookie), 200);
  await worker.passTime(29 * minuteMs);
  assert.equal(await status(cookie), 200);
  await worker.passTime(31 * minuteMs);
  assert.equal(await status(cookie), 401);
});

test("a session ends after 8 hours, however busy", async () => {
  const cookie = await signIn();
  for (let passed = 0; passed < 8 * 60 - 20; passed += 20) {
    await worker.passTime(20 * minuteMs);
    assert.equal(await status(cookie), 200, `after ${passed + 20} min`);
  }
  await worker.passTime(21 * minuteMs);
  assert.equal(await status(cookie), 401);
});

test("signing out ends the session everywhere, not only in this browser", async () => {
  const cookie = await signIn();
  const leave = await ask("DELETE", "/session", { cookie, origin: own, "sec-fetch-site": "same-origin" });
  assert.equal(leave.status, 204);
  assert.equal(await status(cookie), 401);
});

test("five tries in 15 minutes, then even the right token waits", async () => {
  for (let i = 0; i < 5; i++)
    assert.equal((await ask("POST", "/session", { origin: own }, { token: "wrong" })).status, 401);
  const blocked = await ask("POST", "/session", { origin: own }, { token: secrets.ownerToken });
  assert.equal(blocked.status, 429);
  assert.ok(Number(blocked.headers.get("retry-after")) > 0);
  const elsewhere = await ask("POST", "/session", { "cf-connecting-ip": "192.0.2.8" }, { token: secrets.ownerToken });
  assert.equal(elsewhere.status, 204, "another address is not kept out");
  await worker.passTime(15 * minuteMs + 1_000);
  await signIn();
});

test("no answer to the owner may be stored", async () => {
  for (const path of ["/session", "/settings", "/calls", "/audit"])
    assert.equal((await ask("GET", path, bearer)).headers.get("cache-control"), "no-store", path);
});

/** A live stream that has begun to flow, and whether it has ended. */
async function liveStream(cookie: string): Promise<{ hasEnded: () => boolean }> {
  const response = await ask("GET", "/live", { cookie, "sec-fetch-site": "same-origin" });
  assert.equal(response.status, 200);
  const reader = response.body?.getReader();
  const { done } = (await reader?.read()) ?? { done: true };
  assert.equal(done, false, "it flows");
  let ended = false;
  const readOn = async (): Promise<void> => {
    while (!(await reader?.read())?.done);
    ended = true;
  };
  void readOn();
  return { hasEnded: () => ended };
}

const heartbeatMs = 15_000;
/** What ends a session, by whom. */
const ends: [what: string, end: (cookie: string) => Promise<unknown>][] = [
  [
    "its owner signs out",
    (cookie) => ask("DELETE", "/session", { cookie, origin: own, "sec-fetch-site": "same-origin" }),
  ],
  ["everybody is signed out", () => ask("DELETE", "/sessions", { authorization: `Bearer ${secrets.ownerToken}` })],
  ["nobody uses it for half an hour", () => worker.passTime(30 * minuteMs)],
];

for (const [what, end] of ends)
  test(`a live stream ends with its session: ${what}`, async () => {
    const cookie = await signIn();
    const { hasEnded } = await liveStream(cookie);
    await worker.passTime(2 * heartbeatMs);
    assert.equal(hasEnded(), false, "a control: it goes on while the session does");
    await end(cookie);
    await worker.passTime(heartbeatMs);
    assert.equal(hasEnded(), true);
    assert.equal(await status(cookie), 401);
  });
