/** One hour of a shop, with something of everything that an object keeps. */
import type { DatabaseSync } from "node:sqlite";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets, origin } from "../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { noon } from "../worker/wishes.ts";

const minute = 60_000;

export interface Hour {
  databases: ReadonlyMap<string, DatabaseSync>;
  /** Every statement that each object used. */
  statements: Record<string, string[]>;
}

export async function liveAnHour(): Promise<Hour> {
  startOver();
  const provider = new PaperProvider();
  const used = new Map<string, Set<string>>();
  const watch = (use: string, object = "") => {
    if (/^[A-Z]+ /.test(use)) used.set(object, (used.get(object) ?? new Set()).add(use));
  };
  const worker = new NodeWorker({ provider, breaker: watch });
  const own = (method: string, path: string, body?: object) => ask(worker, method, path, body, "owner");
  await own("PUT", `/v1/owner/buttons/${cid}`, { hours: "always" });
  await own("PUT", "/v1/owner/settings", { limits: { account: { moneyPerDay: 500, pricePerMinute: 1 } } });
  await ask(worker, "POST", "/v1/owner/session", { token: secrets.ownerToken }, "page");
  await ask(worker, "POST", "/v1/owner/session", { token: "wrong".repeat(9) }, "page");
  const talked = await idOf(await askForCall(worker, { phone: "+79161110001" }));
  await askForCall(worker, { phone: "+79161110002", at: new Date(noon + 30 * minute).toISOString() });
  await askForCall(worker, { phone: "+79161110003", at: new Date(noon + 26 * 60 * minute).toISOString() });
  const cancelled = await idOf(await askForCall(worker, { at: new Date(noon + 60 * minute).toISOString() }));
  await ask(worker, "DELETE", `/v1/calls/${cancelled}`, undefined, "visitor");
  await worker.passTime(2 * minute);
  await ask(worker, "PUT", `/v1/calls/${talked}/rating`, { score: 5 }, "visitor");
  provider.talkS = 0;
  const missed = await idOf(await askForCall(worker, { phone: "+79161110004" }));
  provider.list = "down";
  provider.faults.push({ name: "silence", placed: false, answer: null });
  await askForCall(worker, { phone: "+79161110005" });
  await worker.passTime(2 * minute);
  provider.list = "whole";
  await own("POST", `/v1/owner/missed/${missed}/done`);
  await ask(worker, "POST", "/v1/opt-outs", { phone: "+79161110006" }, "visitor");
  await askForCall(worker, { phone: "+79161110006" });
  await worker.passTime(minute);
  await own("GET", "/v1/owner/blocked");
  await own("GET", "/v1/owner/history");
  await own("GET", "/v1/owner/statistics");
  await own("GET", "/v1/owner/missed");
  await askForCall(worker, { phone: "+79161110007" });
  await worker.passTime(100);
  const statements = Object.fromEntries([...used].map(([object, texts]) => [object, [...texts].sort()]));
  return { databases: worker.databases, statements };
}

/** As the owner with the token, as the owner's page, or as a visitor. */
function ask(worker: NodeWorker, method: string, path: string, body: object | undefined, who: string) {
  const page = { origin: who === "page" ? "https://calls.example" : origin, "sec-fetch-site": "same-origin" };
  const headers = {
    "content-type": "application/json",
    "cf-connecting-ip": "203.0.113.7",
    ...(who === "owner" ? { authorization: `Bearer ${secrets.ownerToken}` } : page),
  };
  return worker.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

async function idOf(answer: Response): Promise<string> {
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
