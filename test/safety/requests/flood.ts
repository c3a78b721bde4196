/**
 * A flood of requests that are refused, a million a day: made-up buttons and calls, forged
 * origins and tickets, bodies that are none. What each costs in rows is what it costs the owner.
 */
import { MacKey } from "../../../worker/crypto.ts";
import type { DatabaseSync } from "node:sqlite";
import { issueTicket } from "../../../worker/visitor/ticket.ts";
import type { Chance } from "../../support/chance.ts";
import { hand } from "../../stand-ins/hand-clock.ts";
import { NodeWorker, origin } from "../../stand-ins/node-worker.ts";
import { addressOf } from "../../stand-ins/paper-people.ts";
import { cid, PaperProvider } from "../../stand-ins/paper-provider.ts";

export interface Flood {
  requests: number;
  /** Rows written by all objects together. */
  rows: number;
  /** What the Ledger counted in the end. */
  counted: number;
  /** Verbs of objects that were asked, and how often. */
  asked: Map<string, number>;
  /** Statuses that were answered. */
  statuses: Set<number>;
}

/** A million a day: so long do a hundred of them take. */
const hundredMs = 8_640;
const forger = new MacKey(crypto.getRandomValues(new Uint8Array(32)));

/** So many refused requests from so many addresses. */
export async function flood(requests: number, chance: Chance, addresses = 100_000): Promise<Flood> {
  const asked = new Map<string, number>();
  const breaker = (use: string) => void (/^[A-Z]+\./.test(use) && asked.set(use, (asked.get(use) ?? 0) + 1));
  const worker = new NodeWorker({ provider: new PaperProvider(), breaker });
  await worker.request(`/v1/buttons/${cid}`);
  const before = rowsOf(worker);
  const statuses = new Set<number>();
  for (let sent = 1; sent <= requests; sent++) {
    const answer = await refusedRequest(worker, addressOf(chance.under(addresses)), chance);
    statuses.add(answer.status);
    await answer.body?.cancel();
    if (sent % 100 === 0) await worker.passTime(hundredMs);
  }
  await worker.passTime(60_000);
  return { requests, rows: rowsOf(worker) - before, counted: countedBy(worker), asked, statuses };
}

/** Each kind is refused by another rule. */
async function refusedRequest(worker: NodeWorker, address: string, chance: Chance): Promise<Response> {
  const madeUp = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => (byte % 36).toString(36)).join("");
  const headers = { "cf-connecting-ip": address, origin, "content-type": "application/json" };
  const send = (path: string, body: object, more: Record<string, string> = {}) =>
    worker.request(path, { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const get = (path: string) => worker.request(path, { headers });
  const forged = issueTicket(forger, { button: cid, origin, net: "" }, hand.nowMs, new Uint8Array(12));
  const call = { button: cid, phone: "+79161234567", ticket: forged };
  const key = { "idempotency-key": `${madeUp}-0123456789` };
  const kinds: (() => Promise<Response>)[] = [
    () => get(`/v1/buttons/${madeUp}`),
    () => get(`/v1/calls/${madeUp}`),
    () => get(`/v1/calls/${madeUp.padEnd(32, "x")}`),
    () => get(`/v1/calls/${madeUp.padEnd(32, "x")}/events`),
    () => get(`/v1/${madeUp}`),
    () => worker.request(`/v1/calls/${madeUp.padEnd(32, "x")}`, { method: "DELETE", headers }),
    () => send("/v1/tickets", { button: madeUp }),
    () => send("/v1/tickets", { button: cid }, { origin: "https://elsewhere.example" }),
    () => send("/v1/calls", call, key),
    () => send("/v1/calls", call),
    () => send("/v1/calls", {}),
    () => send(`/v1/hooks/sipnet/${madeUp}`, {}),
    () => worker.request("/v1/owner/calls", { headers: { ...headers, authorization: `Bearer ${madeUp}` } }),
  ];
  return chance.pick(kinds)();
}

function rowsOf(worker: NodeWorker): number {
  const written = (database: DatabaseSync) => Number(database.prepare("SELECT total_changes() AS n").get()?.["n"]);
  return [...worker.databases.values()].reduce((sum, database) => sum + written(database), 0);
}

function countedBy(worker: NodeWorker): number {
  const ledger = worker.databases.get("LEDGER ledger");
  return Number(ledger?.prepare("SELECT SUM(count) AS n FROM refusalSums").get()?.["n"] ?? 0);
}
