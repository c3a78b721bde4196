/** One request on its way through an operation: who asks, for which account, with what. */
import type { Account } from "../account.ts";
import type { Row } from "../assumed.ts";
import { type Range, readRange } from "../dates.ts";
import { choose, type Params } from "./params.ts";
import type { Provider } from "../provider.ts";

export interface Visit {
  provider: Provider;
  /** The account acted for: the one that signed in, or its `foruser`. */
  account: Account;
  params: Params;
  /** How wrong the provider's clock is just now. */
  shiftMs: number;
}

/** What an operation adds to status, apiVersion, operation, account and sipid. */
export type Fields = Row;

/** What `getrec` gives instead of fields; no bytes when there is no such recording. */
export class Audio {
  readonly bytes: Uint8Array | undefined;
  constructor(bytes: Uint8Array | undefined) {
    this.bytes = bytes;
  }
}

export type Operation = (visit: Visit) => Fields | Audio;

/** `d1` and `d2` in real time, whatever the provider's clock says. */
export function rangeOf({ provider, params, shiftMs }: Visit): Range {
  const { fromMs, toMs } = readRange(params.get("d1"), params.get("d2"), provider.clock.now() + shiftMs);
  return { fromMs: fromMs - shiftMs, toMs: toMs - shiftMs };
}

/** The account, and its children where `showchild=1` asks for them. */
export function accountsShown({ provider, account, params }: Visit): Account[] {
  if (choose(params, "showchild", ["0", "1"], "0") === "0") return [account];
  return [account, ...childrenOf(provider, account)];
}

export function childrenOf(provider: Provider, { login }: Account): Account[] {
  return [...provider.accounts.values()].filter((one) => one.kind === "child" && one.parent === login);
}
