import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeWorker, origin as page, secrets } from "../../stand-ins/node-worker.ts";
import { type Cell, cells, verdictOf } from "./origins.ts";
import { cid, PaperProvider } from "../../stand-ins/paper-provider.ts";
import { addressOf, phoneOf } from "../../stand-ins/paper-people.ts";
import { ticketFor } from "../../stand-ins/paper-visitor.ts";

const many = 1_000_000;
const LIMITS = JSON.stringify({
  account: { perMinute: many, perDay: many },
  button: { perHour: many, perDay: many },
  prefix: { perHour: many },
  breaker: { window: 0 },
});
const provider = new PaperProvider();
const worker = new NodeWorker({ provider, vars: { LIMITS } });

const signedIn = await worker.request("/v1/owner/session", {
  method: "POST",
  headers: { authorization: `Bearer ${secrets.ownerToken}`, "cf-connecting-ip": "192.0.2.1" },
});
const cookie = signedIn.headers.get("set-cookie")?.split(";", 1)[0] ?? "";

/** The same good request in every cell, by a visitor of its own; only what the table varies differs. */
async function ask({ path, method, origin, type, site, as }: Cell, n: number): Promise<Response> {
  const address = addressOf(n);
  const headers = new Headers({ "cf-connecting-ip": address, "idempotency-key": `key-of-a-cell-${n}-00000000` });
  const given = { origin, "content-type": type, "sec-fetch-site": site };
  for (const [name, value] of Object.entries(given)) if (value !== null) headers.set(name, value);
  if (as === "cookie") headers.set("cookie", cookie);
  if (as === "bearer") headers.set("authorization", `Bearer ${secrets.ownerToken}`);
  const bodies = {
    "/v1/tickets": { button: cid },
    "/v1/calls": { button: cid, phone: phoneOf(n), ticket: await ticketFor(address) },
    "/v1/opt-outs": { phone: "+79990000000" },
    "/v1/owner/settings": {},
  };
  const bodiless = method === "GET" || method === "HEAD";
  // As bytes: a text would bring a content type of its own.
  const body = bodiless ? null : new TextEncoder().encode(JSON.stringify(bodies[path]));
  return worker.request(path, { method, headers, body });
}

test("in every cell of origin × content type × method × Sec-Fetch-Site the verdict is the design's", async () => {
  let [n, wrong] = [0, 0];
  let called = 0;
  for (const cell of cells()) {
    n += 1;
    const { status, headers } = await ask(cell, n);
    if (cell.path === "/v1/calls" && status === 202) called += 1;
    const reflected = headers.get("access-control-allow-origin");
    const fits = status === verdictOf(cell) && (reflected === null || (reflected === page && cell.origin === page));
    if (!fits) console.log(`${JSON.stringify(cell)}: ${status}, not ${verdictOf(cell)}; reflects ${reflected}`);
    wrong += Number(!fits);
  }
  await worker.passTime(60_000);
  assert.ok(n >= 500, `${n} cells`);
  assert.equal(wrong, 0, `${wrong} of ${n} cells`);
  assert.equal(provider.placed.length, called, "a refused cell placed a call");
});

test("control: a Worker that leaves origins to CORS would dial for a forged POST, and the table sees it", () => {
  const corsOnly = ({ type, method }: Cell) => (method === "POST" && type === "application/json" ? 202 : 415);
  const missed = cells().filter((cell) => cell.path === "/v1/calls" && corsOnly(cell) !== verdictOf(cell));
  assert.ok([...missed].length > 40);
});
