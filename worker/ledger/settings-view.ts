/** What the owner is shown of the Ledger: nothing of it holds a visitor's number or address. */
import type { Address } from "../http/client-address.ts";
import type { Verdict } from "../safety/call-limits.ts";
import type { ButtonExtras, Hours } from "../buttons/button.ts";
import { callView } from "./call-view.ts";
import { type Gate, looserThan, type OwnerSettings } from "../safety/safety-switches.ts";
import type { CallRow, DialState } from "./call-table.ts";
import type { Limits } from "../contract/limits.ts";
import type { Call } from "../contract/visitor.ts";

/** `GET /v1/owner/settings` */
export interface SettingsView extends OwnerSettings {
  /** The limits in force: `LIMITS`, then the owner's own. */
  inForce: Limits;
  breaker: { open: boolean; why?: string; until?: string };
  /** Entries looser than this installation's own, and what is not protected. */
  warnings: string[];
}

export type SettingsChange = Partial<OwnerSettings> & { breaker?: "closed" };

/** An entry of `GET /v1/owner/calls`. */
export interface CallSummary extends Omit<Call, "at"> {
  button: string;
  /** `+7916***4567` */
  phone: string;
  at: string;
  dial: DialState;
  page?: string;
  flag?: string;
  /** Reserved while the call is open, charged afterwards; units of the account's currency. */
  money: number;
}

/** A number, an address and a button to ask about. */
export interface Question {
  phone: string;
  button: string;
  address: Address;
  zone: string | null;
  hours: Hours | null;
  buttonLimits?: ButtonExtras["limits"];
}

export type Explanation = { verdict: "call" } | ({ verdict: "refuse" } & Verdict);

export function settingsView(gate: Gate, base: Limits, nowMs: number): SettingsView {
  const { settings, limits } = gate;
  const trip = gate.tripAt(nowMs);
  const priceless = limits.account.moneyPerDay !== null && limits.account.pricePerMinute === null;
  return {
    ...settings,
    inForce: limits,
    breaker: trip ? { open: true, why: trip.why, until: new Date(trip.untilMs).toISOString() } : { open: false },
    warnings: [
      ...looserThan(base, limits).map((entry) => `${entry} is looser than this installation's own`),
      ...(priceless ? ["account.moneyPerDay needs account.pricePerMinute; only the counts hold"] : []),
    ],
  };
}

export function summaryOf(row: CallRow): CallSummary {
  return {
    ...callView(row),
    button: row.button,
    phone: row.mask,
    at: new Date(row.createdMs).toISOString(),
    dial: row.dial,
    money: row.kopecks / 100,
    ...(row.page === null ? {} : { page: row.page }),
    ...(row.flag === null ? {} : { flag: row.flag }),
  };
}
