/** The Worker that stands in for the real one in the element's tests says what the real one says to a page. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { origin } from "../stand-ins/node-worker.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { ticketFor } from "../stand-ins/paper-visitor.ts";
import { FakeWorker, problem, record } from "../widget/stage/fake-worker.ts";
import { openShop, type Shop, workdays } from "../visitor/shop.ts";
import { differences } from "./shape.ts";

const fake = new FakeWorker();
let shop: Shop;

before(async () => {
  shop = await openShop();
});

/** As the page of the shop asks. */
async function ask(method: string, path: string, { n = 0, body, headers }: Asked = {}): Promise<Response> {
  return shop.worker.request(path, {
    method,
    headers: {
      origin,
      "cf-connecting-ip": addressOf(n),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

interface Asked {
  n?: number;
  body?: object;
  headers?: Record<string, string>;
}

async function call(n: number, more: object = {}): Promise<Response> {
  const body = { button: cid, phone: phoneOf(n), ticket: await ticketFor(addressOf(n)), ...more };
  return ask("POST", "/v1/calls", { n, body, headers: { "idempotency-key": `key-of-a-page-${n}-0000000` } });
}

async function standIn(route: string): Promise<{ status: number; body: unknown }> {
  const answer = await fake.answers.get(route)?.[0]?.();
  if (!(answer instanceof Response)) throw new Error(`The stand-in has no answer to ${route}`);
  return { status: answer.status, body: await answer.json() };
}

test("a button's record, a ticket and a granted call look alike from both", async () => {
  const real: [route: string, answer: Response][] = [
    [`GET /v1/buttons/${cid}`, await ask("GET", `/v1/buttons/${cid}`)],
    ["POST /v1/tickets", await ask("POST", "/v1/tickets", { n: 1, body: { button: cid } })],
    ["POST /v1/calls", await call(2)],
  ];
  for (const [route, answer] of real) {
    const { status, body } = await standIn(route);
    assert.equal(status, answer.status, route);
    assert.deepEqual(differences(body, await answer.json(), ["wait"]), [], route);
  }
});

test("a closed shop's record and the refusal of a call there say alike when it opens", async () => {
  const closed = await openShop(workdays);
  await closed.worker.passTime(12 * 3_600_000);
  const seen = await (await closed.ask("GET", `/v1/buttons/${cid}`)).json();
  const told = { ...record, open: false, opensAt: "2026-11-25T06:00:00Z" };
  assert.deepEqual(differences(told, seen), []);
});

test("what a call's stream tells is what the stand-in tells, to the name of its event", async () => {
  const { id } = (await (await call(3)).json()) as { id: string };
  const answer = await ask("GET", `/v1/calls/${id}/events`);
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).getReader();
  const text = new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  const [, event, data = ""] = /^event: (\w+)\nid: \d+\ndata: (.*)\n\n$/.exec(text) ?? [];
  assert.equal(event, "state");
  assert.deepEqual(differences(fake.call("dialling"), JSON.parse(data)), []);
  assert.deepEqual(differences(fake.call("dialling"), await (await ask("GET", `/v1/calls/${id}`)).json()), []);
});

test("a refusal is a problem with a title, a status and a time to come back, from both", async () => {
  await call(4);
  const body = { button: cid, phone: phoneOf(4), ticket: await ticketFor(addressOf(5)) };
  const headers = { "idempotency-key": "another-key-of-a-page-00" };
  const real = await ask("POST", "/v1/calls", { n: 5, body, headers });
  const told = problem("call-in-progress", 409);
  assert.equal(real.status, told.status);
  for (const name of ["content-type", "retry-after"]) {
    const [theirs, ours] = [real.headers.get(name), told.headers.get(name)];
    assert.match(theirs ?? "", name === "retry-after" ? /^\d+$/ : /^application\/problem\+json/, name);
    assert.match(ours ?? "", name === "retry-after" ? /^\d+$/ : /^application\/problem\+json/, name);
  }
  assert.deepEqual(differences(await told.json(), await real.json(), ["detail"]), []);
});

/** Each request of the element, with the status a page must be able to read. */
const requests: [what: string, status: number, ask: () => Promise<Response>][] = [
  ["a record", 200, () => ask("GET", `/v1/buttons/${cid}`)],
  [
    "a record that has not changed",
    304,
    async () => {
      const etag = (await ask("GET", `/v1/buttons/${cid}`)).headers.get("etag") ?? "";
      return ask("GET", `/v1/buttons/${cid}`, { headers: { "if-none-match": etag } });
    },
  ],
  ["times for later", 200, () => ask("GET", `/v1/buttons/${cid}/slots`)],
  ["a ticket", 201, () => ask("POST", "/v1/tickets", { n: 10, body: { button: cid } })],
  ["a call", 202, () => call(11)],
  ["a call with no good number", 422, () => call(12, { phone: "12" })],
  ["a body that is none", 400, () => ask("POST", "/v1/tickets", { n: 13, body: [] })],
  ["a call that nobody knows", 404, () => ask("GET", `/v1/calls/${"x".repeat(24)}`)],
  [
    "a mark for a call that nobody knows",
    404,
    () => ask("PUT", `/v1/calls/${"x".repeat(24)}/rating`, { n: 14, body: { score: 3 } }),
  ],
  ["an end that comes too late", 404, () => ask("DELETE", `/v1/calls/${"x".repeat(24)}`)],
];

for (const [what, status, send] of requests)
  test(`a page of the shop may read the answer to ${what}, and no cache gives it to another site's`, async () => {
    const answer = await send();
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("access-control-allow-origin"), origin);
    assert.match(answer.headers.get("vary") ?? "", /\borigin\b/i);
    if (status === 304) assert.equal(await answer.text(), "");
    if (answer.headers.has("retry-after"))
      assert.match(answer.headers.get("access-control-expose-headers") ?? "", /retry-after/i);
  });

test("a browser that asks first may send each of the element's requests", async () => {
  for (const [method, path] of [
    ["POST", "/v1/calls"],
    ["POST", "/v1/tickets"],
    ["DELETE", `/v1/calls/${"x".repeat(24)}`],
    ["PUT", `/v1/calls/${"x".repeat(24)}/rating`],
  ] as const) {
    const wants = {
      "access-control-request-method": method,
      "access-control-request-headers": "content-type,idempotency-key",
    };
    const { status, headers } = await ask("OPTIONS", path, { headers: wants });
    assert.equal(status, 204, path);
    assert.equal(headers.get("access-control-allow-origin"), origin, path);
    // POST needs no leave of its own. Fetch Standard, "CORS-safelisted method".
    const methods = `POST, ${headers.get("access-control-allow-methods") ?? ""}`;
    assert.match(methods, new RegExp(`\\b${method}\\b`), path);
    // Tracing adds `traceparent` and the like; older engines take the star for a header's name.
    const allowed = (headers.get("access-control-allow-headers") ?? "").toLowerCase().split(/, */);
    assert.deepEqual(allowed.toSorted(), ["*", "content-type", "idempotency-key"], path);
  }
});

test("control: a stand-in with a name of its own, without one, or with another kind of value is seen", () => {
  const real = { a: "2026-11-24T09:00:00Z", b: 1 };
  assert.deepEqual(differences({ a: "soon", c: 1 }, real), [
    ".a is string, the Worker says a moment",
    ".c is none of the Worker's names",
    ".b is missing",
  ]);
});
