/**
 * One provider: its accounts, its calls, what was asked of it. A reset throws the whole of it away
 * and opens another, so nothing may live outside.
 */
import { type Account, openDemoAccounts } from "./account.ts";
import type { Assumed } from "./assumed.ts";
import { closeBooks, payerOf } from "./network/books.ts";
import type { Call } from "./network/call.ts";
import { type Clock, mortalClock } from "./network/clock.ts";
import { FaultList } from "./faults.ts";
import { rememberWeek } from "./network/history.ts";
import { Network } from "./network/network.ts";
import { type ShapeName, shaped } from "./shapes/shapes.ts";
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
  /** Shapes of answers that were switched on, one on top of another. */
  worn: readonly ShapeName[];
  wear(names: readonly ShapeName[]): void;
  close(): void;
}

export function openProvider(surroundings: Surroundings): Provider {
  const { random, post, assumed, changed } = surroundings;
  const clock = mortalClock(surroundings.clock);
  const accounts = new Map(openDemoAccounts(clock.now()).map((account) => [account.login, account]));
  const faults = new FaultList();
  const hooks = new Webhooks(post, faults, clock, assumed.hooksInOrder);
  const network = new Network(clock, assumed, (before, after) => {
    const isEnd = after.state === "completed" && before?.state !== "completed";
    const kept = isEnd ? closeBooks({ accounts, tariff: assumed.tariff, random }, after) : after;
    tellHooks(provider, hooks, before, kept);
    changed();
    return kept;
  });
  const provider: Provider = {
    ...surroundings,
    clock,
    close: clock.end,
    accounts,
    network,
    faults,
    requests: [],
    messages: [],
    cabinetKeys: new Map(),
    worn: [],
    wear(names) {
      provider.worn = names;
      provider.assumed = shaped(assumed, ...names);
    },
  };
  rememberWeek(network, accounts, assumed.tariff, clock.now());
  return provider;
}

function tellHooks(provider: Provider, hooks: Webhooks, before: Call | undefined, after: Call): void {
  const account = provider.accounts.get(after.account);
  if (account === undefined) return;
  const urls = new Set(
    [account.webhook, payerOf(provider.accounts, account).webhook].filter((url) => url !== undefined),
  );
  if (urls.size === 0) return;
  for (const [index, leg] of after.legs.entries()) {
    const state = hookState(before?.legs[index], leg);
    if (state === undefined) continue;
    for (const url of urls) {
      hooks.send(url, { call: after, leg, state, sipid: account.sipid, atMs: provider.clock.now() });
    }
  }
}
