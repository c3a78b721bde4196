/** Hostile input by the hundred thousand, in method, path, header and body. */
import naughty from "big-list-of-naughty-strings" with { type: "json" };
import { type Chance, chanceFrom } from "../../support/chance.ts";
import { NodeWorker, origin, secrets } from "../../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../../stand-ins/paper-provider.ts";
import { addressOf, phoneOf } from "../../stand-ins/paper-people.ts";
import { ticketFor } from "../../stand-ins/paper-visitor.ts";
import { hookPath } from "../provider/webhooks.ts";
import { bearable, noAddresses, noKeys, noOrigins, noTypes, oddTimes, sameTimes, unbearable } from "./odd-inputs.ts";

export interface Fuzzed {
  requests: number;
  serverErrors: string[];
  /** Phones that rang although no answer had granted them a call. */
  unasked: string[];
  granted: number;
  slowestMs: number;
  /** How often each way, status and problem was reached, such as `POST /v1/calls 422 phone-not-allowed`. */
  reached: Map<string, number>;
}

export interface Hostile {
  path: string;
  init: RequestInit;
  /** The number that a granted call may ring. */
  phone?: string;
}

const paths = ["/v1/tickets", "/v1/opt-outs", `/v1/buttons/${cid}`, "/v1/calls/x", hookPath];
const rarePaths = ["/", "/healthz", "/opt-out", "/widget.js", "/v1/owner/session", "/v1/owner/settings", "/problems/x"];
const methods = ["POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"];

const many = 1_000_000;
/** So loose that most of what is well-formed comes as far as the Ledger. */
const LIMITS = JSON.stringify({
  account: { perMinute: many, perDay: many },
  button: { perHour: many, perDay: many },
  prefix: { perHour: many },
  breaker: { window: 0 },
  night: { on: false },
});

/** Half of the requests ask for a call, and in each only one or two things are hostile. */
export async function fuzz(requests: number, seed: number): Promise<Fuzzed> {
  const chance = chanceFrom(seed);
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider, vars: { LIMITS } });
  const result: Fuzzed = {
    requests,
    serverErrors: [],
    unasked: [],
    granted: 0,
    slowestMs: 0,
    reached: new Map(),
  };
  const granted = new Map<string, number>();
  for (let i = 0; i < requests; i++) {
    const hostile = chance.under(2) === 0 ? await hostileCall(chance, i) : await hostileRequest(chance, i);
    const { path, init, phone = "" } = hostile;
    const startedMs = performance.now();
    const answer = await worker.request(path, init);
    result.slowestMs = Math.max(result.slowestMs, performance.now() - startedMs);
    await note(result.reached, hostile, answer);
    const { status } = answer;
    if (status >= 500) result.serverErrors.push(`${status} ${init.method} ${path} ${String(init.body).slice(0, 500)}`);
    if (status === 202 && path === "/v1/calls") granted.set(phone, (granted.get(phone) ?? 0) + 1);
    if (i % 100 === 0) await worker.passTime(60_000);
  }
  await worker.passTime(60_000);
  result.granted = granted.values().reduce((sum, each) => sum + each, 0);
  for (const { dst } of provider.placed) {
    const left = granted.get(`+${dst}`) ?? 0;
    if (left === 0) result.unasked.push(dst);
    else granted.set(`+${dst}`, left - 1);
  }
  return result;
}

export async function note(reached: Map<string, number>, { path, init }: Hostile, answer: Response): Promise<void> {
  const { type } = answer.ok ? {} : ((await answer.json().catch(() => ({}))) as { type?: string });
  const known = path.split("?", 1)[0] ?? "";
  const what = [init.method, known, answer.status, type?.replace("/problems/", "")].filter(Boolean).join(" ");
  reached.set(what, (reached.get(what) ?? 0) + 1);
}

/** A visitor's good request for a call, in which one or two things are not what they should be, or none. */
export async function hostileCall(chance: Chance, n: number): Promise<Hostile> {
  const address = addressOf(n % 200_000);
  const phone = phoneOf(wave(n) + chance.under(perWave));
  const body: Record<string, unknown> = {
    button: cid,
    phone,
    ticket: await ticketFor(address, chance.pick([0, 5_000, 5_000, 5_000, 4_000_000])),
  };
  const headers: Record<string, string> = {
    "content-type": "application/json",
    origin,
    "cf-connecting-ip": address,
    "idempotency-key": `key-of-a-stranger-${chance.under(4) === 0 ? chance.under(20) : n}-0000`,
  };
  for (let times = chance.under(3); times > 0; times--) {
    const field = chance.pick([...Object.keys(body), "lang", "consent", "at", "page", "header", "phone"]);
    if (field === "header") spoilHeader(chance, headers);
    else if (field === "at") body.at = chance.pick([...oddTimes, ...sameTimes, hostileValue(chance)]);
    else body[field] = field === "phone" ? hostilePhone(chance, phone) : hostileValue(chance);
  }
  const written = chance.under(12) === 0 ? chance.pick(writings)(JSON.stringify(body)) : JSON.stringify(body);
  const ringing = { path: "/v1/calls", init: { method: "POST", headers, body: written } };
  return body.phone === phone || meant(body.phone) === phone ? { ...ringing, phone } : ringing;
}

const perWave = 40;

/** So many that in a million requests, a week, no number has had all calls of its day for long. */
const waves = 40;

/** A hundred requests, which all come before time passes, are about few numbers: one of them often has its call already. */
function wave(n: number): number {
  return perWave * (Math.floor(n / 100) % waves);
}

const writings = [...Object.values(bearable), ...Object.values(unbearable)];

const oddHeaders: Record<string, readonly string[]> = {
  "content-type": noTypes,
  origin: noOrigins(origin),
  "cf-connecting-ip": noAddresses,
  "idempotency-key": noKeys,
};

function spoilHeader(chance: Chance, headers: Record<string, string>): void {
  const name = chance.pick(Object.keys(oddHeaders));
  headers[name] = chance.under(2) === 0 ? headerText(chance) : chance.pick(oddHeaders[name] ?? [""]);
}

/** Another writing of the same number, one that must not be rung, or anything. */
function hostilePhone(chance: Chance, phone: string): unknown {
  return chance.pick<unknown>([
    `8 (${phone.slice(2, 5)}) ${phone.slice(5)}`,
    "+7 800 555 35 35",
    "+7 809 555 35 35",
    "+7 954 100 20 30",
    "+1 212 555 01 00",
    `${phone} доб. 12`,
    `${phone},${phone}`,
    `${phone}@sip.example`,
    hostileValue(chance),
  ]);
}

/** The number that a writing with Russia's trunk prefix stands for. */
function meant(phone: unknown): string {
  if (typeof phone !== "string") return "";
  return phone.replace(/^8 \((\d{3})\) (\d{7})$/, "+7$1$2");
}

/** Anything at any door: hardly a thing in it is what it should be. */
export async function hostileRequest(chance: Chance, n: number): Promise<Hostile> {
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

export function hostileValue(chance: Chance): unknown {
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
