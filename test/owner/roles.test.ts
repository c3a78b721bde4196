/** Who may do what at every owner's route, and what must be proved anew. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Invitation, PeopleReply, Role, SessionReply, SessionsReply } from "../../worker/contract/owner-access.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { PaperPasskey } from "../access/paper-passkey.ts";
import { ownersRoutes } from "./routes.ts";

const own = "https://calls.example";
const minuteMs = 60_000;
let worker: NodeWorker;
let addresses = 0;

async function ask<Body>(cookie: string, method: string, path: string, body?: unknown) {
  const response = await worker.request(path.startsWith("/v1") ? path : `/v1/owner${path}`, {
    method,
    headers: {
      "cf-connecting-ip": `192.0.2.${(addresses += 1) % 250}`,
      origin: own,
      "sec-fetch-site": "same-origin",
      ...(cookie === "" ? {} : { cookie }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // A stream that goes on is not read to its end.
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const text = isJson ? await response.text() : "";
  if (!isJson) await response.body?.cancel();
  const given = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { status: response.status, given, body: (text ? JSON.parse(text) : {}) as Body & { type?: string } };
}

async function ownersCookie(): Promise<string> {
  const { status, given } = await ask("", "POST", "/session", { token: secrets.ownerToken });
  assert.equal(status, 204);
  return given;
}

/** A colleague, from the invitation to the first session. */
async function join(owner: string, role: Role, name: string = role) {
  const { status, body } = await ask<Invitation>(owner, "POST", "/people", { name, role });
  assert.equal(status, 201);
  const path = `/v1/invitations/${body.url.split("/join/")[1]}`;
  const passkey = new PaperPasskey();
  const { body: first } = await ask<{ options: { challenge: string } }>("", "POST", path, {});
  const response = passkey.register({ challenge: first.options.challenge, origin: own, rpId: "calls.example" });
  const joined = await ask("", "POST", path, { response });
  assert.equal(joined.status, 204);
  return { cookie: joined.given, id: body.id, passkey, path };
}

/** What colleagues may ask for. Everything else is the owner's. */
const allowed: Record<Exclude<Role, "owner">, string[]> = {
  viewer: [
    "GET /session",
    "GET /status",
    "GET /settings",
    "GET /buttons",
    "GET /buttons/:cid",
    "GET /sites",
    "GET /checklist",
    "GET /calls",
    "GET /history",
    "GET /statistics",
    "GET /funnel",
    "GET /missed",
    "GET /live",
    "GET /blocked",
    "GET /passkeys",
  ],
  manager: [
    "GET /recordings/:name",
    "POST /missed/:id/call",
    "POST /missed/:id/done",
    "POST /missed/:id/reached",
    "POST /missed/:id/not-reached",
    "POST /missed/:id/take",
    "PUT /missed/:id/note",
    "PUT /away",
    "POST /explain",
  ],
};

before(() => {
  worker = new NodeWorker({ provider: new PaperProvider() });
});

test("every route lets in whom it must, and nobody else", async () => {
  const owner = await ownersCookie();
  const cookies = {
    viewer: (await join(owner, "viewer")).cookie,
    manager: (await join(owner, "manager")).cookie,
  };
  const routes = ownersRoutes();
  assert.ok(routes.length > 35, `only ${routes.length} routes were found`);
  for (const route of routes) {
    const [method = "", path = ""] = route.split(" ");
    const address = path.replaceAll(/:\w+/g, "nothing");
    const body = method === "GET" || method === "DELETE" ? undefined : {};
    assert.equal((await ask("", method, address, body)).status, 401, `${route} signed out`);
    for (const role of ["viewer", "manager"] as const) {
      const may = allowed.viewer.includes(route) || (role === "manager" && allowed.manager.includes(route));
      const { status, body: problem } = await ask<object>(cookies[role], method, address, body);
      const forbidden = status === 403 && problem.type === "/problems/forbidden";
      assert.equal(!forbidden, may, `${route} as ${role}: ${status}`);
    }
  }
});

const stepUps: [what: string, method: string, path: string, body?: unknown][] = [
  ["inviting a colleague", "POST", "/people", { name: "Анна", role: "viewer" }],
  ["removing a colleague", "DELETE", "/people/nobody"],
  ["ending sessions", "DELETE", "/sessions"],
  ["a code to an agent's phone", "POST", "/proofs", { phone: "+74951234567" }],
  ["typing that code", "POST", "/proofs/code", { code: "1234" }],
  ["adding a passkey", "POST", "/passkeys/options", {}],
  ["removing a passkey", "DELETE", "/passkeys/none"],
  ["registering the webhook", "POST", "/webhook", {}],
  ["changing who is told of calls", "PUT", "/receivers", { receivers: [] }],
  ["pairing a chat", "POST", "/receivers/none/pairing", {}],
  ["unpairing a chat", "DELETE", "/receivers/none/chats/none"],
  ["confirming the address", "PUT", "/address", { url: "https://calls.example" }],
  ["confirming a restore", "POST", "/health/restored", {}],
  ["looser limits", "PUT", "/settings", { limits: { breaker: { window: 0 } } }],
  ["no night", "PUT", "/settings", { limits: { night: { on: false } } }],
  ["another price", "PUT", "/settings", { limits: { account: { pricePerMinute: 1 } } }],
  ["lifting an opt-out", "POST", "/suppressions/lift", { phone: "+79161234567" }],
  ["exporting buttons", "GET", "/buttons.json"],
  ["a new button", "POST", "/buttons", { phone: "+74951234567" }],
  ["listing a site", "PUT", "/sites", { sites: ["shop.example"] }],
  ["a test call", "POST", "/checklist/call", { phone: "+79161234567", second: "+79161234568" }],
  ["entering the cabinet", "POST", "/sipnet/entercabinet", {}],
  ["redirecting calls", "POST", "/sipnet/redirect", { action: "del" }],
  ["a call by the owner", "POST", "/sipnet/gencall", { srcphone: "74951234567", dstphone: "79161234567" }],
];

test("what costs money or lets somebody in asks again after five minutes", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const owner = await ownersCookie();
  await worker.passTime(5 * minuteMs + 1_000);
  for (const [what, method, path, body] of stepUps) {
    const { status, body: problem } = await ask<object>(owner, method, path, body);
    assert.deepEqual([status, problem.type], [403, "/problems/step-up-required"], what);
  }
  assert.equal((await ask(owner, "PUT", "/settings", { limits: { number: { perHour: 1 } } })).status, 200, "tighter");
  const again = await ask(owner, "POST", "/session", { token: secrets.ownerToken });
  assert.deepEqual([again.status, again.given], [204, ""], "the same session, proved anew");
  assert.equal((await ask(owner, "POST", "/people", { name: "Анна", role: "viewer" })).status, 201);
});

test("the first run's checklist asks once for half an hour", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const { given } = await ask("", "POST", "/session", { token: secrets.ownerToken, setup: true });
  await worker.passTime(25 * minuteMs);
  assert.equal((await ask(given, "POST", "/people", { name: "Анна", role: "viewer" })).status, 201);
  await worker.passTime(6 * minuteMs);
  assert.equal((await ask(given, "POST", "/people", { name: "Борис", role: "viewer" })).status, 403);
});

test("so it does of whoever shows a passkey", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const { passkey } = await join(await ownersCookie(), "owner");
  const signIn = async (setup: object) => {
    const { body } = await ask<{ challenge: string }>("", "POST", "/session/passkey/options", {});
    const response = passkey.assert({ challenge: body.challenge, origin: own, rpId: "calls.example" });
    return (await ask("", "POST", "/session/passkey/verify", { response, ...setup })).given;
  };
  const [inSetup, asUsual] = [await signIn({ setup: true }), await signIn({})];
  await worker.passTime(25 * minuteMs);
  const invite = (cookie: string) => ask(cookie, "POST", "/people", { name: "Анна", role: "viewer" });
  assert.deepEqual([(await invite(inSetup)).status, (await invite(asUsual)).status], [201, 403]);
});

test("an invitation is good once, and not for ever", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const owner = await ownersCookie();
  const { path, cookie } = await join(owner, "manager", "Анна");
  assert.equal((await ask("", "POST", path, {})).status, 404, "used");
  const { body } = await ask<SessionReply>(cookie, "GET", "/session");
  assert.deepEqual([body.name, body.role], ["Анна", "manager"]);
  const late = await ask<Invitation>(owner, "POST", "/people", { name: "Борис", role: "viewer" });
  await worker.passTime(3 * 24 * 60 * minuteMs + minuteMs);
  const latePath = `/v1/invitations/${late.body.url.split("/join/")[1]}`;
  assert.equal((await ask("", "POST", latePath, {})).status, 404, "too old");
  assert.equal((await ask("", "POST", `/v1/invitations/${"A".repeat(43)}`, {})).status, 404, "made up");
});

test("who is removed is out at once, passkey and session with them", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const owner = await ownersCookie();
  const { id, cookie, passkey } = await join(owner, "manager");
  assert.equal((await ask(owner, "DELETE", `/people/${id}`)).status, 204);
  assert.equal((await ask(cookie, "GET", "/session")).status, 401);
  const { body } = await ask<{ challenge: string }>("", "POST", "/session/passkey/options", {});
  const response = passkey.assert({ challenge: body.challenge, origin: own, rpId: "calls.example" });
  assert.equal((await ask("", "POST", "/session/passkey/verify", { response })).status, 401);
  assert.deepEqual((await ask<PeopleReply>(owner, "GET", "/people")).body.people, []);
});

test("signing out everywhere ends every session; a rotated token does so too", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const [first, second] = [await ownersCookie(), await ownersCookie()];
  const { body } = await ask<SessionsReply>(first, "GET", "/sessions");
  assert.equal(body.sessions.length, 2);
  assert.equal(body.sessions.filter(({ current }) => current).length, 1);
  assert.equal((await ask(first, "DELETE", "/sessions")).status, 204);
  for (const cookie of [first, second]) assert.equal((await ask(cookie, "GET", "/session")).status, 401);
  const stolen = await ownersCookie();
  const vars = { OWNER_TOKEN: "R".repeat(43) };
  worker = new NodeWorker({ provider: new PaperProvider(), databases: worker.databases, vars });
  assert.equal((await ask(stolen, "GET", "/session")).status, 401);
});

test("a passkey that is removed takes along the session it opened, and no other", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const owner = await ownersCookie();
  const { cookie, passkey } = await join(owner, "owner", "Совладелец");
  assert.equal((await ask(owner, "DELETE", `/passkeys/${passkey.id}`)).status, 204);
  assert.equal((await ask(cookie, "GET", "/session")).status, 401);
  assert.equal((await ask(owner, "GET", "/session")).status, 200);
});

test("a foreign page never uses up the owner's tries; the owner's own wrong tries outlast a restart", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const tryFrom = (origin: string, token: string) =>
    worker.request("/v1/owner/session", {
      method: "POST",
      headers: { "cf-connecting-ip": "192.0.2.77", "content-type": "application/json", origin },
      body: JSON.stringify({ token }),
    });
  for (let i = 0; i < 20; i++) assert.equal((await tryFrom("https://evil.example", "x")).status, 403);
  for (let i = 0; i < 5; i++) assert.equal((await tryFrom(own, "wrong")).status, 401);
  worker.crash();
  const { status, headers } = await tryFrom(own, secrets.ownerToken);
  assert.equal(status, 429);
  assert.ok(Number(headers.get("retry-after")) > 0);
  await worker.passTime(15 * minuteMs + 1_000);
  assert.equal((await tryFrom(own, secrets.ownerToken)).status, 204);
});

test("each act in the log has a name", async () => {
  worker = new NodeWorker({ provider: new PaperProvider() });
  const owner = await ownersCookie();
  const { cookie } = await join(owner, "owner", "Анна");
  assert.equal((await ask(cookie, "PUT", "/settings", { limits: { number: { perHour: 1 } } })).status, 200);
  const { body } = await ask<{ entries: { act: string; who?: string }[] }>(owner, "GET", "/audit");
  assert.deepEqual([body.entries[0]?.act, body.entries[0]?.who], ["changed settings", "Анна"]);
});
