/** Limits that refuse no visitor of their own: what is measured is a call that is granted, so many a day. */
import type { CallLimits } from "../../worker/contract/limits.ts";
import { defaults } from "../worker/wishes.ts";

const most = 1_000_000_000;

export function loosened({ perDay }: { perDay: number }): CallLimits {
  return {
    ...defaults,
    account: { ...defaults.account, perMinute: most, perDay },
    button: { perHour: most, perDay: most },
    prefix: { perHour: most },
    number: { ...defaults.number, perDay: most, perHour: most, gapS: 0 },
  };
}
