/**
 * Addresses that the pre-limiter has told to wait, as this isolate remembers them: until then they are
 * refused here, so that one address that floods costs its shard no more than what is allowed.
 */
import { now } from "../../time/clock.ts";
import { isFresh } from "../../time/freshness.ts";
import type { ShieldVerdict } from "./shield.ts";

/** In a flood from more addresses than this the shards are asked again; they hold more. */
const mostKept = 2_000;

export class KnownRefusals {
  readonly #kept = new Map<string, { rule: string; waitMs: number; untilMs: number }>();

  /** What is left of an earlier refusal; null where the shard must be asked. */
  get(net: string, request: string): ShieldVerdict | null {
    const kept = this.#kept.get(`${request} ${net}`);
    if (!kept || !isFresh(kept.untilMs, kept.waitMs, now())) return null;
    return { rule: kept.rule, waitS: Math.ceil((kept.untilMs - now()) / 1000) };
  }

  put(net: string, request: string, { rule, waitS }: ShieldVerdict): void {
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const waitMs = waitS * 1000;
    this.#kept.set(`${request} ${net}`, { rule, waitMs, untilMs: now() + waitMs });
  }
}
