/** The same for whoever is signed in: every owner's route, with values that a broken console or a curious owner might send. */
import { type Chance, chanceFrom } from "../../support/chance.ts";
import { logged, NodeWorker, secrets } from "../../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../../stand-ins/paper-provider.ts";
import { phoneOf } from "../../stand-ins/paper-people.ts";
import { type Hostile, hostileValue, note } from "./input.ts";
import { oddTimes, sameTimes } from "./odd-inputs.ts";

export interface OwnerFuzzed {
  /** Answers that no rule gave: the Worker broke, and said so in its log. */
  broken: string[];
  /** Phones that rang without an answer that says so. */
  unasked: number;
  reached: Map<string, number>;
}

const phone = "+79161234567";
const week = { zone: "Europe/Moscow", week: { mon: [["09:00", "18:00"]] }, holidays: ["2027-01-01"] };
const record = { phone: "74951234567", color: "#008735", text: "Sales", descr: "x", btntype: 2, dtmf: false };
const settings = { limits: { number: { perHour: 2 } }, zone: "Europe/Moscow" };
const button = {
  ...record,
  hours: week,
  agents: [{ name: "Ann", phone: "74957770101", away: "2026-11-24T12:00:00Z" }],
  consent: "yes?",
  origins: [],
};
const hourOfDay = { from: "2026-11-24T09:00:00Z", to: "2026-11-24T10:00:00Z" };

/** Every route that is asked with a body or a parameter, with what a good request holds. */
const routes: [method: string, path: string, body?: Record<string, unknown>][] = [
  ["GET", "/settings"],
  ["PUT", "/settings", settings],
  ["GET", "/buttons"],
  ["POST", "/buttons", record],
  ["POST", "/buttons/import", { buttons: [{ ...button, cid }] }],
  ["GET", `/buttons/${cid}`],
  ["PUT", `/buttons/${cid}`, button],
  ["POST", "/suppressions", { phone, kind: "block" }],
  ["POST", "/suppressions/lift", { phone }],
  ["POST", "/suppressions/lift", { ...hourOfDay, kind: "block" }],
  ["POST", "/suppressions/accept", hourOfDay],
  ["PUT", "/away", { phone: "74957770101", away: "2026-11-24T12:00:00Z" }],
  ["POST", "/forget", { phone }],
  ["POST", "/explain", { phone, button: cid, address: "192.0.2.1" }],
  ["GET", "/history?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z"],
  ["GET", "/missed"],
  ["POST", "/missed/x/call", {}],
  ["POST", "/missed/x/done", {}],
  ["GET", "/calls"],
  ["GET", "/blocked"],
  ["GET", "/status"],
  ["POST", "/sync", {}],
  ["POST", "/webhook", {}],
  ["POST", "/sipnet/gencall", { srcphone: "74951234567", dstphone: "79161234567" }],
  ["POST", "/sipnet/genmulticall", { srcphone: "79161234567", dstphone: "74957770101,74957770102" }],
  ["POST", "/sipnet/calls2", { id: "1001" }],
  ["POST", "/sipnet/webbuttons", { action: "list" }],
  ["POST", "/sipnet/getrec", { uuid: "u" }],
];

export async function fuzzAsOwner(requests: number, seed: number): Promise<OwnerFuzzed> {
  const chance = chanceFrom(seed);
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider });
  const result: OwnerFuzzed = { broken: [], unasked: 0, reached: new Map() };
  let granted = 0;
  for (let i = 0; i < requests; i++) {
    const hostile = hostileWish(chance, i);
    const { path, init } = hostile;
    const answer = await worker.request(path, init);
    const { status } = answer;
    const isBroken = logged.splice(0).some((line) => line.includes('"event":"broken"'));
    if (isBroken) result.broken.push(`${status} ${init.method} ${path} ${String(init.body).slice(0, 500)}`);
    if (/\/sipnet\/gen|\/missed\//.test(path) && (status < 300 || status === 502)) granted += 1;
    await note(result.reached, hostile, answer);
    if (i % 20 === 0) await worker.passTime(10 * 60_000);
  }
  await worker.passTime(60_000);
  result.unasked = Math.max(0, provider.placed.length - granted);
  return result;
}

function hostileWish(chance: Chance, n: number): Hostile {
  const [method, path, good] = chance.pick(routes);
  const headers = {
    authorization: `Bearer ${secrets.ownerToken}`,
    "content-type": "application/json",
    "cf-connecting-ip": "192.0.2.7",
    "idempotency-key": `key-of-an-owner-${n}-000000`,
  };
  if (!good) return { path: `/v1/owner${path}`, init: { method, headers } };
  const body = spoil(chance, structuredClone(good));
  // Everything else would be refused from then on.
  if (path === "/settings") delete (body as { panic?: unknown }).panic;
  if (path.startsWith("/sipnet/gencall") && chance.under(2) === 0)
    Object.assign(body, { dstphone: phoneOf(n).slice(1) });
  return { path: `/v1/owner${path}`, init: { method, headers, body: JSON.stringify(body) } };
}

/** Puts something hostile into one place, however deep, now and then. */
function spoil(chance: Chance, value: Record<string, unknown>): Record<string, unknown> {
  if (chance.under(3) === 0) return value;
  const name = chance.pick([...Object.keys(value), "extra"]);
  const inner = value[name];
  const odd = () =>
    /^(?:at|away|from|to)$/.test(name) ? chance.pick([...oddTimes, ...sameTimes]) : hostileValue(chance);
  const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
  value[name] = isObject && chance.under(2) === 0 ? spoil(chance, inner as Record<string, unknown>) : odd();
  return value;
}
