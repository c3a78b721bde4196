/** What the owner is shown of the Ledger: nothing of it holds a visitor's number or address. */
import type { Address } from "../../http/client-address.ts";
import type { ButtonExtras, Hours } from "../../contract/button.ts";
import { looserThan } from "../../safety/looser.ts";
import type { SafetySwitches } from "../../safety/safety-switches.ts";
import type { SettingsView } from "../../contract/owner-safety.ts";
import type { CallLimits } from "../../contract/limits.ts";

/** A number, an address and a button to ask about. */
export interface Question {
  phone: string;
  button: string;
  address: Address;
  zone: string | null;
  forbidden: string | null;
  hours: Hours | null;
  buttonLimits?: ButtonExtras["limits"];
}

export function settingsView(switches: SafetySwitches, base: CallLimits, nowMs: number): Omit<SettingsView, "version"> {
  const { settings, limits } = switches;
  const trip = switches.tripAt(nowMs);
  const priceless = limits.account.moneyPerDay !== null && limits.account.pricePerMinute === null;
  return {
    ...settings,
    inForce: limits,
    breaker: trip ? { open: true, why: trip.why, until: new Date(trip.untilMs).toISOString() } : { open: false },
    warnings: [
      ...switches.doubts,
      ...looserThan(base, limits).map((entry) => `${entry} is looser than this installation's own`),
      ...(priceless ? ["account.moneyPerDay needs account.pricePerMinute; only the counts hold"] : []),
    ],
  };
}
