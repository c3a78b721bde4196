/**
 * The pre-limiter: decides in memory whether an address may go on asking. A fixed set of
 * shards, picked by hash of the address, shares the load; a sweep keeps each one small.
 */
import { DurableObject } from "cloudflare:workers";
import { minuteMs } from "../time/durations.ts";
import { now } from "../time/clock.ts";
import { type Occurrence, SlidingWindow, type WindowRule } from "./sliding-window.ts";
import { readSettings, type Vars } from "../settings.ts";

export const shardCount = 16;

/** What an address wants to do; every kind but sign-in counts as a POST as well. */
export type ShieldedRequest = "post" | "ticket" | "sign-in";

/** POSTs of one address in a minute, whatever they ask for. */
const postsPerMinute = 60;
const signInsPer15Min = 5;
/** More addresses than this at once are a flood; newcomers are then refused. */
const mostKeys = 20_000;

export interface ShieldVerdict {
  rule: string;
  /** 0 admits. */
  waitS: number;
}

export class Shield extends DurableObject<Vars> {
  readonly #seen = new SlidingWindow<Occurrence>();
  readonly #ticketsPer10Min: number;
  #sweptMs = 0;

  constructor(ctx: DurableObjectState, env: Vars) {
    super(ctx, env);
    this.#ticketsPer10Min = readSettings(env).limits.ticket.perAddress10Min;
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
    const isNewcomer = keys.some((key) => !this.#seen.has(key));
    if (isNewcomer && this.#seen.size >= mostKeys) return { rule: "shield.full", waitS: 60 };
    const event = { atMs: nowMs };
    for (const key of keys) this.#seen.add(key, event);
    return { rule: "", waitS: 0 };
  }

  #sweep(nowMs: number): void {
    // In a flood a sweep for every request would cost more than the requests.
    if (nowMs - this.#sweptMs < (this.#seen.size < mostKeys ? minuteMs : 1_000)) return;
    this.#seen.forgetBefore(nowMs - 15 * minuteMs);
    this.#sweptMs = nowMs;
  }
}

function windowsFor(net: string, ask: ShieldedRequest, ticketsPer10Min: number): (WindowRule & { rule: string })[] {
  const post = { rule: "address.postsPerMinute", keys: [`post ${net}`], max: postsPerMinute, windowMs: minuteMs };
  const ticket = {
    rule: "ticket.perAddress10Min",
    keys: [`ticket ${net}`],
    max: ticketsPer10Min,
    windowMs: 10 * minuteMs,
  };
  const signIn = { rule: "owner.signIns", keys: [`sign-in ${net}`], max: signInsPer15Min, windowMs: 15 * minuteMs };
  return { post: [post], ticket: [post, ticket], "sign-in": [signIn] }[ask];
}

/** Which shard looks after an address: the same one every time, without asking anybody. FNV-1a. */
export function shardOf(net: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < net.length; i++) hash = Math.imul(hash ^ net.charCodeAt(i), 0x01000193);
  return `shield-${(hash >>> 0) % shardCount}`;
}
