/**
 * Agents' phones that were proved by a code: one proof at a time, for SIPNET knows one code of an account; and few
 * codes a day for a number, for it may be a stranger's.
 */
import { RpcTarget } from "cloudflare:workers";
import type { ProofsReply } from "../contract/owner-proofs.ts";
import type { StoredValues } from "../storage.ts";
import { now } from "../time/clock.ts";
import { dayMs, minuteMs } from "../time/durations.ts";

export const codesADay = 3;
const waitsMs = 15 * minuteMs;
const mostTries = 5;
const mostProved = 500;

/** A number whose code is on its way, E.164. */
export interface AwaitedProof {
  phone: string;
  sentMs: number;
  tries: number;
  /** It is to stay among the account's numbers. */
  keep: boolean;
}

type At = { phone: string; atMs: number };

export class PhoneProofs extends RpcTarget {
  readonly #values: StoredValues;

  constructor(values: StoredValues) {
    super();
    this.#values = values;
  }

  reply(): ProofsReply {
    const awaited = this.#awaited();
    const proved = this.#values.get<At[]>("provedPhones", []);
    return {
      proved: proved.map(({ phone, atMs }) => ({ phone, at: new Date(atMs).toISOString() })),
      ...(awaited && { awaited: { phone: awaited.phone, until: new Date(awaited.sentMs + waitsMs).toISOString() } }),
    };
  }

  /** Counts a code before it is sent. @returns the number that is waited for already, or seconds to wait */
  begin(phone: string, keep: boolean): { another: string } | { waitS: number } | null {
    const awaited = this.#awaited();
    if (awaited && awaited.phone !== phone) return { another: awaited.phone };
    const codes = this.#values.get<At[]>("proofCodes", []).filter(({ atMs }) => atMs > now() - dayMs);
    const ofPhone = codes.filter((each) => each.phone === phone);
    const [oldest] = ofPhone;
    if (oldest && ofPhone.length >= codesADay) return { waitS: Math.ceil((oldest.atMs + dayMs - now()) / 1000) };
    this.#values.set("proofCodes", [...codes, { phone, atMs: now() }]);
    this.#values.set("awaitedProof", { phone, sentMs: now(), tries: 0, keep } satisfies AwaitedProof);
    return null;
  }

  /** Counts a try to type the code; null where none is waited for, or there were too many. */
  tryCode(): AwaitedProof | null {
    const awaited = this.#awaited();
    if (!awaited || awaited.tries >= mostTries) return null;
    this.#values.set("awaitedProof", { ...awaited, tries: awaited.tries + 1 });
    return awaited;
  }

  prove(phone: string): void {
    const others = this.#values.get<At[]>("provedPhones", []).filter((each) => each.phone !== phone);
    this.#values.set("provedPhones", [...others, { phone, atMs: now() }].slice(-mostProved));
    if (this.#awaited()?.phone === phone) this.giveUp();
  }

  /** Codes that were sent count all the same. */
  giveUp(): void {
    this.#values.set("awaitedProof", null);
  }

  #awaited(): AwaitedProof | null {
    const awaited = this.#values.get<AwaitedProof | null>("awaitedProof", null);
    return awaited && awaited.sentMs + waitsMs > now() ? awaited : null;
  }
}
