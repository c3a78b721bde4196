/**
 * One provider: its accounts, its calls, what was asked of it. A reset throws the whole of it away
 * and opens another, so nothing may live outside.
 */
import { randomUUID } from "node:crypto";
import { type Account, openDemoAccounts } from "./account.ts";
import type { Assumed } from "./assumed.ts";
import { costOf, priceCall } from "./billing.ts";
import type { Call, Leg } from "./call.ts";
import type { Clock } from "./clock.ts";
import { FaultList } from "./faults.ts";
import { rememberWeek } from "./history.ts";
import { Network } from "./network.ts";
import { shouldRecord } from "./recordings.ts";
import { hookState, type Post, Webhooks } from "./webhooks.ts";

/** A request as `/sim/requests` shows it: without credentials. */
export interface SeenRequest {
  operation: string;
  params: Record<string, string>;
  at: string;
}

/** A text message, or a voice that reads it out. */
export interface Message {
  number: string;
  text: string;
  at: string;
}

export interface Surroundings {
  clock: Clock;
  random: () => number;
  /** Counts on through resets: an id is never given twice. */
  nextId: () => number;
  post: Post;
  assumed: Assumed;
  /** Where the provider can be reached. */
  url: string;
  changed: () => void;
}

export interface Provider extends Surroundings {
  accounts: Map<string, Account>;
  network: Network;
  faults: FaultList;
  requests: SeenRequest[];
  messages: Message[];
  /** One-time keys of the cabinet, by login. */
  cabinetKeys: Map<string, string>;
}

export function openProvider(surroundings: Surroundings): Provider {
  const { clock, post, assumed, changed } = surroundings;
  const accounts = new Map(openDemoAccounts(clock.now()).map((account) => [account.login, account]));
  const faults = new FaultList();
  const hooks = new Webhooks(post, faults, clock, assumed.hooksInOrder);
  const network = new Network(clock, assumed, (before, after) => {
    const isEnd = after.state === "completed" && before?.state !== "completed";
    const kept = isEnd ? closeBooks(provider, after) : after;
    tellHooks(provider, hooks, before, kept);
    changed();
    return kept;
  });
  const provider: Provider = {
    ...surroundings,
    accounts,
    network,
    faults,
    requests: [],
    messages: [],
    cabinetKeys: new Map(),
  };
  rememberWeek(provider);
  return provider;
}

/** A parent pays for its children and hears of their calls. */
export function payerOf(provider: Provider, account: Account): Account {
  const parent = account.kind === "child" ? provider.accounts.get(account.parent ?? "") : undefined;
  return parent ?? account;
}

export function closeBooks(provider: Provider, call: Call): Call {
  const account = provider.accounts.get(call.account);
  if (account === undefined) return call;
  const priced = priceCall(call, provider.assumed.tariff);
  payerOf(provider, account).kopecks -= costOf(priced);
  return { ...priced, legs: priced.legs.map((leg) => keepRecording(provider, account, priced, leg)) };
}

function keepRecording(provider: Provider, account: Account, call: Call, leg: Leg): Leg {
  const rules = payerOf(provider, account).recording;
  if (!shouldRecord(rules, account, call, leg)) return leg;
  account.recorded += 1;
  return { ...leg, recording: makeUuid(provider.random) };
}

function tellHooks(provider: Provider, hooks: Webhooks, before: Call | undefined, after: Call): void {
  const account = provider.accounts.get(after.account);
  if (account === undefined) return;
  const urls = new Set([account.webhook, payerOf(provider, account).webhook].filter((url) => url !== undefined));
  if (urls.size === 0) return;
  for (const [index, leg] of after.legs.entries()) {
    const state = hookState(before?.legs[index], leg);
    if (state === undefined) continue;
    for (const url of urls) {
      hooks.send(url, { call: after, leg, state, sipid: account.sipid, atMs: provider.clock.now() });
    }
  }
}

/** A version 4 UUID out of a chance that may be the same every time. */
export function makeUuid(random: () => number): string {
  if (random === Math.random) return randomUUID();
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}
