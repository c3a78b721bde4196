/** The limits that a world may have: the usual ones, with money, and wide ones under which more happens. */
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
] as const;
