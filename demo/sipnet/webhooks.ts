/** Tells an account's hook what its phones do (API document, section 6.9). A hint: never waited for, never sent again. */
import type { Call, Leg } from "./network/call.ts";
import { talkS } from "./network/call.ts";
import type { Clock } from "./network/clock.ts";
import type { FaultList, TakenFault } from "./faults.ts";

export type HookState = "INVITE" | "CONNECTED" | "BYE";

/** One POST to somebody's address. Resolves when it was answered or given up. */
export type Post = (url: string, body: string) => Promise<void>;

export interface HookNews {
  call: Call;
  leg: Leg;
  state: HookState;
  sipid: string;
  atMs: number;
}

/** What happened to a leg between two steps of its call, or nothing that a hook is told. */
export function hookState(before: Leg | undefined, after: Leg): HookState | undefined {
  if (before?.state === after.state) return undefined;
  if (after.state === "waiting") return undefined;
  if (after.state === "ringing") return "INVITE";
  return after.state === "answered" ? "CONNECTED" : "BYE";
}

export function hookBody({ call, leg, state, sipid, atMs }: HookNews, shiftMs = 0): Record<string, unknown> {
  return {
    call_id: leg.uuid,
    cid: leg.cid,
    callee_id: leg.number,
    caller_id: call.cli,
    created: new Date((leg.ringingAt ?? call.placedAt) + shiftMs).toISOString(),
    direction: call.operation === "incoming" ? "in" : "out",
    event_created: new Date(atMs + shiftMs).toISOString(),
    sip_id: sipid,
    state,
    duration: state === "BYE" ? talkS(leg) : 0,
  };
}

export class Webhooks {
  readonly #post: Post;
  readonly #faults: FaultList;
  readonly #clock: Clock;
  readonly #inOrder: boolean;
  /** The last delivery of each live call: the next one waits for it. */
  readonly #queues = new Map<string, Promise<void>>();
  /** Held back by `webhook-reordered` until the call's next one has gone. */
  readonly #held = new Map<string, () => void>();

  constructor(post: Post, faults: FaultList, clock: Clock, inOrder: boolean) {
    this.#post = post;
    this.#faults = faults;
    this.#clock = clock;
    this.#inOrder = inOrder;
  }

  send(url: string, news: HookNews): void {
    const shiftMs = clockShiftMs(this.#faults.take("clock", "webhook"));
    const bodies = [hookBody(news, shiftMs)];
    const fault = this.#faults.take("webhook", "webhook");
    if (fault?.name === "webhook-lost") return;
    if (fault?.name === "webhook-duplicated") bodies.push(...bodies);
    if (fault?.name === "webhook-forged") bodies.push(...forge(news));
    const key = `${url} ${news.call.id}`;
    const deliver = () => {
      for (const body of bodies) this.#enqueue(key, url, JSON.stringify(body));
    };
    if (fault?.name === "webhook-late") this.#clock.after(fault.delayMs, deliver);
    else if (fault?.name === "webhook-reordered") this.#hold(key, fault.delayMs, deliver);
    else {
      deliver();
      this.#held.get(key)?.();
    }
  }

  #hold(key: string, delayMs: number, deliver: () => void): void {
    const release = () => {
      if (this.#held.get(key) !== release) return;
      this.#held.delete(key);
      deliver();
    };
    this.#held.set(key, release);
    this.#clock.after(delayMs, release);
  }

  #enqueue(key: string, url: string, body: string): void {
    const last = (this.#inOrder && this.#queues.get(key)) || Promise.resolve();
    const next = last.then(() => this.#post(url, body));
    this.#queues.set(key, next);
    void next.finally(() => {
      if (this.#queues.get(key) === next) this.#queues.delete(key);
    });
  }
}

export function clockShiftMs(fault: TakenFault | undefined): number {
  if (fault === undefined) return 0;
  return fault.name === "clock-ahead" ? 3_600_000 : -3_600_000;
}

/** What somebody would send who knows the address and the number but not the call. */
function forge(news: HookNews): Record<string, unknown>[] {
  const stranger = { ...news.leg, uuid: "00000000-0000-4000-8000-000000000000", cid: 1 };
  return [
    { ...hookBody({ ...news, state: "BYE" }), duration: 3_600 },
    hookBody({ ...news, leg: stranger, state: "CONNECTED" }),
  ];
}
