/** Who pays for a call, and what is written down when it has ended: its price and its recording. */
import type { Account } from "../account.ts";
import { costOf, priceCall, type Tariff } from "./billing.ts";
import type { Call } from "./call.ts";
import { shouldRecord } from "./recordings.ts";

export interface Books {
  accounts: ReadonlyMap<string, Account>;
  tariff: Tariff;
  random: () => number;
}

/** A parent pays for its children and hears of their calls. */
export function payerOf(accounts: ReadonlyMap<string, Account>, account: Account): Account {
  const parent = account.kind === "child" ? accounts.get(account.parent ?? "") : undefined;
  return parent ?? account;
}

export function closeBooks({ accounts, tariff, random }: Books, call: Call): Call {
  const account = accounts.get(call.account);
  if (account === undefined) return call;
  const payer = payerOf(accounts, account);
  const priced = priceCall(call, tariff);
  payer.kopecks -= costOf(priced);
  const legs = priced.legs.map((leg) => {
    if (!shouldRecord(payer.recording, account, priced, leg)) return leg;
    account.recorded += 1;
    return { ...leg, recording: makeUuid(random) };
  });
  return { ...priced, legs };
}

/** A version 4 UUID, out of a chance that a test may repeat. */
export function makeUuid(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}
