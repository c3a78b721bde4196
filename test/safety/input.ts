/** Hostile input by the hundred thousand: any method, any path, any header, any body. */
import naughty from "big-list-of-naughty-strings" with { type: "json" };
import { type Chance, chanceFrom } from "../support/chance.ts";
import { NodeWorker, origin, secrets } from "../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";
import { addressOf } from "../stand-ins/paper-people.ts";
import { ticketFor } from "../stand-ins/paper-visitor.ts";
import { hookPath } from "./webhooks.ts";

export interface Fuzzed {
  requests: number;
  serverErrors: string[];
  calls: number;
  slowestMs: number;
  statuses: Record<string, number>;
}

const paths = ["/v1/calls", "/v1/calls", "/v1/tickets", "/v1/opt-outs", `/v1/buttons/${cid}`, "/v1/calls/x", hookPath];
const rarePaths = ["/", "/healthz", "/opt-out", "/widget.js", "/v1/owner/session", "/v1/owner/settings", "/problems/x"];
const methods = ["POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"];

export async function fuzz(requests: number, seed: number): Promise<Fuzzed> {
  const chance = chanceFrom(seed);
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider });
  const result: Fuzzed = { requests, serverErrors: [], calls: 0, slowestMs: 0, statuses: {} };
  for (let i = 0; i < requests; i++) {
    const { path, init } = await hostileRequest(chance, i);
    const startedMs = performance.now();
    const { status } = await worker.request(path, init);
    result.slowestMs = Math.max(result.slowestMs, performance.now() - startedMs);
    result.statuses[status] = (result.statuses[status] ?? 0) + 1;
    if (status >= 500) result.serverErrors.push(`${status} ${init.method} ${path} ${String(init.body).slice(0, 500)}`);
    if (i % 1_000 === 0) await worker.passTime(60_000);
  }
  result.calls = provider.placed.length;
  return result;
}

/** A good request of a visitor with a good ticket, in which something is not what it should be. */
export async function hostileRequest(chance: Chance, n: number): Promise<{ path: string; init: RequestInit }> {
  const address = addressOf(n % 200_000);
  const method = chance.pick(methods);
  const headers = new Headers({
    "content-type": chance.under(8) === 0 ? headerText(chance) : "application/json",
    origin: chance.under(8) === 0 ? headerText(chance) : origin,
    "cf-connecting-ip": chance.under(10) === 0 ? headerText(chance) : address,
    "idempotency-key": chance.under(6) === 0 ? headerText(chance) : `key-of-a-stranger-${n}-0000`,
    "accept-language": headerText(chance),
    authorization: chance.pick(["", "Bearer", `Bearer ${headerText(chance)}`, `Basic ${secrets.ownerToken}`]),
    cookie: `__Host-owner=${headerText(chance)}`,
    "if-none-match": headerText(chance),
  });
  const path = chance.under(6) === 0 ? hostilePath(chance) : chance.pick(paths);
  const bodiless = method === "GET" || method === "HEAD";
  const body = bodiless ? null : await hostileBody(chance, address);
  return { path, init: { method, headers, ...(body === null ? {} : { body }) } };
}

function hostilePath(chance: Chance): string {
  const part = encodeURIComponent(chance.pick(naughty).toWellFormed());
  const known = chance.pick([...paths, ...rarePaths]);
  return chance.pick([
    known,
    `/${part}`,
    `/v1/calls/${part}`,
    `/v1/buttons/${part}`,
    `${known}/${part}`,
    `${known}?${part}`,
  ]);
}

async function hostileBody(chance: Chance, address: string): Promise<string | Uint8Array<ArrayBuffer>> {
  const good: Record<string, unknown> = { button: cid, phone: "+7 800 555 35 35", ticket: await ticketFor(address) };
  for (const field of ["button", "phone", "ticket", "lang", "consent", "at", "page"])
    if (chance.under(3) === 0) good[field] = hostileValue(chance);
  // What could be dialled by chance is not what is tested here.
  if (/^\D*[78]?\D*9(?:\D*\d){9}\D*$/.test(JSON.stringify(good.phone))) good.phone = "";
  const text = JSON.stringify(good);
  const at = chance.under(text.length);
  return chance.pick([
    () => text,
    () => text,
    () => text.slice(0, at),
    () => text.slice(0, at) + chance.pick(naughty) + text.slice(at),
    () => chance.pick(naughty),
    () => text + " ".repeat(chance.under(9_000)),
    () => `${"[".repeat(2_000)}`,
    () => Uint8Array.from({ length: chance.under(300) }, () => chance.under(256)),
    () => text.replace("{", '{"__proto__":{"phone":1},"constructor":null,'),
  ])();
}

function hostileValue(chance: Chance): unknown {
  const text = chance.pick(naughty);
  return chance.pick<unknown>([
    text,
    text,
    text,
    null,
    0,
    -1,
    1e308,
    true,
    [],
    {},
    [text],
    { toString: text },
    "9".repeat(50),
  ]);
}

/** Anything that a header can carry. */
function headerText(chance: Chance): string {
  return chance
    .pick(naughty)
    .replace(/[^\t\x20-\x7e\xa0-\xff]/g, "")
    .slice(0, 200);
}
