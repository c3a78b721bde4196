/** Every fault under every state of the provider's list: is each call placed once, kept, and settled? */
import { readText } from "../../../worker/http/body.ts";
import { hand } from "../../stand-ins/hand-clock.ts";
import { NodeWorker, settle } from "../../stand-ins/node-worker.ts";
import { hour, minute } from "../limiter/oracle.ts";
import { lists, paperFaults } from "./paper-faults.ts";
import { type Fault, PaperProvider } from "../../stand-ins/paper-provider.ts";
import { addressOf, phoneOf } from "../../stand-ins/paper-people.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";

export interface Outcomes {
  keys: number;
  /** Keys for which the provider was asked to dial more than once. */
  doubled: number;
  /** Calls that rang and that the ledger says were never placed, or does not know. */
  lost: number;
  /** Calls that never rang and that the ledger says were placed. */
  invented: number;
  /** Keys whose call is still open after half an hour and more. */
  unresolved: number;
  /** Of the resolved ones: handed to the owner. */
  manual: number;
  /** Second visitors who were let through while the first one's outcome was not known. */
  lockedOpen: number;
  /** Work that failed where nobody waited for it. */
  failures: number;
}

const none: Outcomes = {
  keys: 0,
  doubled: 0,
  lost: 0,
  invented: 0,
  unresolved: 0,
  manual: 0,
  lockedOpen: 0,
  failures: 0,
};

/** How often each fault struck, each state of the list was looked at, and each end was come to. */
export type Reached = Record<"faults" | "lists" | "ends", Map<string, number>>;
const loose = { breaker: { window: 0 }, night: { on: false }, button: { perDay: 1_000 }, account: { perDay: 10_000 } };

/** So many keys under each fault, each pressed again and again by a visitor who sees no answer. */
export async function sufferFaults(keysPerFault: number): Promise<Outcomes & { reached: Reached }> {
  let sum = none;
  const reached: Reached = { faults: new Map(), lists: new Map(), ends: new Map() };
  for (const [k, fault] of paperFaults.entries()) {
    const provider = new PaperProvider();
    const worker = new NodeWorker({ provider, vars: { LIMITS: JSON.stringify(loose) } });
    for (let i = 0; i < keysPerFault; i++) {
      provider.list = lists[(i + k) % lists.length] ?? "whole";
      const { end, ...outcomes } = await sufferOnce(worker, provider, fault, i);
      sum = plus(sum, outcomes);
      add(reached.ends, end);
    }
    sum = { ...sum, failures: sum.failures + worker.failures.length };
    for (const { name } of provider.struck) add(reached.faults, name);
    for (const [list, looks] of provider.looks) add(reached.lists, list, looks);
  }
  return { ...sum, reached };
}

function add(counts: Map<string, number>, what: string, times = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + times);
}

async function sufferOnce(
  worker: NodeWorker,
  provider: PaperProvider,
  fault: Fault,
  n: number,
): Promise<Outcomes & { end: string }> {
  const visit = { phone: phoneOf(n), address: addressOf(n), key: `key-under-a-fault-${n}-0000` };
  const [before, ringing] = [asksIn(provider), provider.placed.length];
  provider.faults.push(fault);
  await askForCall(worker, visit);
  await worker.passTime(9_000);
  await askForCall(worker, visit);
  const open = rowOf(worker)?.state === "unknown";
  const stranger = open ? await askForCall(worker, { phone: visit.phone, address: addressOf(n + 5_000) }) : null;
  if (n % 3 === 0) worker.crash();
  await askForCall(worker, visit);
  await worker.passTime(20 * minute);
  const row = rowOf(worker);
  const rang = provider.placed.length > ringing;
  provider.list = "whole";
  provider.faults.length = 0;
  hand.nowMs += 25 * hour;
  await worker.passTime(minute);
  return {
    end: String(row?.dial),
    failures: 0,
    keys: 1,
    doubled: Number(asksIn(provider) - before > 1),
    lost: Number(rang && (!row || row.dial === "not-placed" || row.dial === "refused")),
    invented: Number(!rang && row?.dial === "started"),
    unresolved: Number(
      !["started", "refused", "not-placed", "manual"].includes(String(row?.dial)) || row?.pollMs !== null,
    ),
    manual: Number(row?.dial === "manual"),
    lockedOpen: Number(stranger !== null && stranger.status !== 409),
  };
}

function rowOf(worker: NodeWorker) {
  const query = "SELECT dial, state, pollMs FROM calls ORDER BY createdMs DESC LIMIT 1";
  return worker.databases.get("LEDGER ledger")?.prepare(query).get();
}

function asksIn({ heard }: PaperProvider): number {
  return heard.filter((each) => each.includes("operation=gen")).length;
}

function plus(a: Outcomes, b: Outcomes): Outcomes {
  const names = Object.keys(none) as (keyof Outcomes)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Outcomes;
}

/** The control: a client that tries again when it gets no good answer, as most do. */
export async function doubleNaively(): Promise<{ keys: number; doubled: number }> {
  let doubled = 0;
  for (const fault of paperFaults) {
    const provider = new PaperProvider();
    provider.faults.push(fault);
    if (!(await understood(provider))) await understood(provider);
    doubled += Number(provider.placed.length > 1);
  }
  return { keys: paperFaults.length, doubled };
}

async function understood(provider: PaperProvider): Promise<boolean> {
  const limit = new AbortController();
  const body = "operation=gencall&srcphone=1&dstphone=2";
  const read = async () => {
    const answer = await provider.answer("https://provider.example", { body, signal: limit.signal });
    return answer.ok && (await readText(answer.body, 65_536)).includes('"id"');
  };
  const patience = settle().then(() => (limit.abort(), false));
  return Promise.race([read().catch(() => false), patience]);
}
