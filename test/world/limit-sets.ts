/**
 * The limits that a world may have: the usual ones, with money, wide ones under which more happens, and such as
 * are wide for the number called and narrow for the addresses that ask.
 */
export const limitSets = [
  {},
  { account: { moneyPerDay: 100, pricePerMinute: 1, reservedMinutes: 10 } },
  {
    number: { gapS: 20, perHour: 30, perDay: 100 },
    prefix: { perHour: 60 },
    ipv4: { per10Min: 40, perDay: 1_000 },
    ipv6_64: { per10Min: 40, perDay: 1_000 },
    ipv6_56: { perHour: 100 },
    ipv6_48: { perHour: 100 },
    ticket: { perAddress10Min: 200 },
    breaker: { window: 0 },
    night: { on: false },
  },
  {
    number: { gapS: 20, perHour: 30, perDay: 100 },
    prefix: { perHour: 60 },
    ipv4: { per10Min: 4, perDay: 6 },
    ipv6_64: { per10Min: 2, perDay: 5 },
    ipv6_56: { perHour: 4 },
    ipv6_48: { perHour: 5 },
    button: { perHour: 12, perDay: 16 },
    ticket: { perAddress10Min: 200 },
    breaker: { window: 0 },
    night: { on: false },
  },
] as const;

/** What the models judge by. */
export interface CallLimits {
  number: { gapS: number; perHour: number; perDay: number };
  prefix: { perHour: number };
  button: { perHour: number; perDay: number };
  ipv4: { per10Min: number; perDay: number };
  ipv6_64: { per10Min: number; perDay: number };
  ipv6_56: { perHour: number };
  ipv6_48: { perHour: number };
  account: { perMinute: number; moneyPerDay: number | null; pricePerMinute: number | null; reservedMinutes: number };
}

/** As the product's documents have them. */
const defaults: CallLimits = {
  number: { gapS: 120, perHour: 3, perDay: 5 },
  prefix: { perHour: 5 },
  button: { perHour: 30, perDay: 200 },
  ipv4: { per10Min: 5, perDay: 100 },
  ipv6_64: { per10Min: 3, perDay: 10 },
  ipv6_56: { perHour: 10 },
  ipv6_48: { perHour: 10 },
  account: { perMinute: 10, moneyPerDay: null, pricePerMinute: null, reservedMinutes: 10 },
};

export function wholeLimits(limits: (typeof limitSets)[number]): CallLimits {
  const account = "account" in limits ? limits.account : {};
  return { ...defaults, ...limits, account: { ...defaults.account, ...account } };
}
