/** Numbers and tickets that have a call in progress: a number that rings is not rung a second time, whoever asks. */
import type { CallLimits } from "../contract/limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import type { CountedCall } from "./counted-call.ts";

type Lock = Pick<CountedCall, "id" | "number" | "ticket" | "lockedUntilMs">;

export class NumberLocks {
  readonly #locks = new Map<string, Lock>();
  readonly #byNumber = new Map<string, Set<string>>();
  readonly #byTicket = new Map<string, Set<string>>();

  judge(limits: CallLimits, { number, ticket }: Pick<CountedCall, "number" | "ticket">, nowMs: number): Verdict | null {
    const refuse = (rule: string): Verdict => ({ problem: "call-in-progress", rule, retryAfterS: 30 });
    if (this.#count(this.#byNumber, number, nowMs) >= limits.number.inFlight) return refuse("number.inFlight");
    if (ticket !== null && this.#count(this.#byTicket, ticket, nowMs) >= limits.ticket.live)
      return refuse("ticket.live");
    return null;
  }

  follow(call: Lock): void {
    const { id, number, ticket, lockedUntilMs } = call;
    if (lockedUntilMs <= 0) return this.#remove(id);
    if (!this.#locks.has(id)) {
      put(this.#byNumber, number, id);
      if (ticket !== null) put(this.#byTicket, ticket, id);
    }
    this.#locks.set(id, { id, number, ticket, lockedUntilMs });
  }

  forget(nowMs: number): void {
    for (const { id, lockedUntilMs } of this.#locks.values()) if (lockedUntilMs <= nowMs) this.#remove(id);
  }

  #count(index: ReadonlyMap<string, ReadonlySet<string>>, key: string, nowMs: number): number {
    const ids = [...(index.get(key) ?? [])];
    return ids.filter((id) => (this.#locks.get(id)?.lockedUntilMs ?? 0) > nowMs).length;
  }

  #remove(id: string): void {
    const lock = this.#locks.get(id);
    if (!lock) return;
    this.#locks.delete(id);
    drop(this.#byNumber, lock.number, id);
    if (lock.ticket !== null) drop(this.#byTicket, lock.ticket, id);
  }
}

function put(index: Map<string, Set<string>>, key: string, id: string): void {
  index.set(key, (index.get(key) ?? new Set()).add(id));
}

function drop(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
