/**
 * The pre-limiter: decides in memory whether an address may go on asking. A fixed set of
 * shards, picked by hash of the address, shares the load; a sweep keeps each one small.
 */
import { DurableObject } from "cloudflare:workers";
import { minuteMs } from "../../time/durations.ts";
import { now } from "../../time/clock.ts";
import { Neighbourhoods } from "./neighbourhoods.ts";
import { type Occurrence, SlidingWindow, type WindowRule } from "../sliding-window.ts";
import { readSettings, type Vars } from "../../settings.ts";

const shardCount = 16;

/** What an address wants to do. A ticket counts as a POST as well; reads have a count of their own. */
export type ShieldedRequest = "post" | "ticket" | "read";

/** POSTs of one address in a minute, whatever they ask for. */
const postsPerMinute = 60;
/** Looks at calls and at times for a call: thousands of phones may share an address. */
const readsPerMinute = 300;
/** More addresses than this at once are a flood: the oldest are then forgotten. */
const mostKeys = 20_000;

export interface ShieldVerdict {
  rule: string;
  /** 0 admits. */
  waitS: number;
}

export class Shield extends DurableObject<Vars> {
  readonly #seen = new SlidingWindow<Occurrence>();
  readonly #neighbourhoods = new Neighbourhoods(mostKeys / 4);
  readonly #ticketsPer10Min: number;
  #sweptMs = 0;

  constructor(ctx: DurableObjectState, env: Vars) {
    super(ctx, env);
    this.#ticketsPer10Min = readSettings(env).limits.ticket.perAddress10Min;
  }

  health(): true {
    return true;
  }

  /** Counts one request of the address; says how long to wait if it is one too many. */
  admit(net: string, ask: ShieldedRequest): ShieldVerdict {
    const nowMs = now();
    this.#sweep(nowMs);
    const windows = windowsFor(net, ask, this.#ticketsPer10Min);
    for (const { rule, ...window } of windows) {
      const waitS = this.#seen.waitS(window, nowMs);
      if (waitS > 0) return { rule, waitS };
    }
    const keys = windows.flatMap((window) => window.keys);
    if (!this.#makeRoom(net, keys)) return { rule: "shield.full", waitS: 60 };
    const event = { atMs: nowMs };
    for (const key of keys) this.#seen.add(key, event);
    return { rule: "", waitS: 0 };
  }

  /** Memory is bounded: a neighbourhood that has its share gets no more, and otherwise the oldest key goes. */
  #makeRoom(net: string, keys: readonly string[]): boolean {
    const fresh = keys.filter((key) => !this.#seen.has(key));
    if (!this.#neighbourhoods.take(net, fresh.length)) return false;
    while (fresh.length > 0 && this.#seen.size + fresh.length > mostKeys) {
      const oldest = this.#seen.oldestKey();
      if (oldest === undefined) break;
      this.#seen.forget(oldest);
      this.#neighbourhoods.giveBack(netOf(oldest));
    }
    return true;
  }

  #sweep(nowMs: number): void {
    // In a flood a sweep for every request would cost more than the requests.
    if (nowMs - this.#sweptMs < (this.#seen.size < mostKeys ? minuteMs : 1_000)) return;
    this.#seen.forgetBefore(nowMs - 15 * minuteMs);
    this.#neighbourhoods.countAnew([...this.#seen.keys()].map(netOf));
    this.#sweptMs = nowMs;
  }
}

function windowsFor(net: string, ask: ShieldedRequest, ticketsPer10Min: number): (WindowRule & { rule: string })[] {
  const window = (rule: string, kind: ShieldedRequest, max: number, minutes: number) => ({
    rule,
    keys: [`${kind} ${net}`],
    max,
    windowMs: minutes * minuteMs,
  });
  const post = window("address.postsPerMinute", "post", postsPerMinute, 1);
  const ticket = window("ticket.perAddress10Min", "ticket", ticketsPer10Min, 10);
  const read = window("address.readsPerMinute", "read", readsPerMinute, 1);
  return { post: [post], ticket: [post, ticket], read: [read] }[ask];
}

function netOf(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}

/** Which shard looks after an address: the same one every time, without asking anybody. FNV-1a. */
export function shardOf(net: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < net.length; i++) hash = Math.imul(hash ^ net.charCodeAt(i), 0x01000193);
  return `shield-${(hash >>> 0) % shardCount}`;
}
