/**
 * Every limit, its default and its form in one table; `LIMITS` and the owner's settings
 * override single entries. Unknown keys are an error: a misspelt limit must not be none.
 */
import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000));
const money = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000_000)));
/** Counters go back a day: a longer gap can't be held. */
export const longestGapS = 86_400;
const gap = v.pipe(
  count,
  v.transform((seconds) => Math.min(seconds, longestGapS)),
);
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const clock = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM"));

/** Counts are calls, unless the key says seconds (`S`), minutes (`Min`) or money (units of the account's currency). */
export const limitsSchema = v.strictObject({
  ticket: v.optional(
    v.strictObject({
      calls: v.optional(count, 2),
      numbers: v.optional(count, 1),
      live: v.optional(count, 1),
      perAddress10Min: v.optional(count, 20),
    }),
    {},
  ),
  ipv4: v.optional(v.strictObject({ per10Min: v.optional(count, 5), perDay: v.optional(count, 100) }), {}),
  ipv6_64: v.optional(v.strictObject({ per10Min: v.optional(count, 3), perDay: v.optional(count, 10) }), {}),
  ipv6_56: v.optional(v.strictObject({ perHour: v.optional(count, 10) }), {}),
  ipv6_48: v.optional(v.strictObject({ perHour: v.optional(count, 10) }), {}),
  number: v.optional(
    v.strictObject({
      inFlight: v.optional(count, 1),
      gapS: v.optional(gap, 120),
      perHour: v.optional(count, 3),
      perDay: v.optional(count, 5),
    }),
    {},
  ),
  prefix: v.optional(v.strictObject({ perHour: v.optional(count, 5) }), {}),
  button: v.optional(v.strictObject({ perHour: v.optional(count, 30), perDay: v.optional(count, 200) }), {}),
  account: v.optional(
    v.strictObject({
      perMinute: v.optional(count, 10),
      perDay: v.optional(count, 300),
      moneyPerDay: v.optional(money, null),
      pricePerMinute: v.optional(money, null),
      reservedMinutes: v.optional(count, 10),
    }),
    {},
  ),
  breaker: v.optional(
    v.strictObject({
      window: v.optional(count, 20),
      answered: v.optional(share, 0.2),
      medianTalkS: v.optional(count, 5),
      pauseMin: v.optional(count, 30),
    }),
    {},
  ),
  night: v.optional(
    v.strictObject({
      from: v.optional(clock, "21:00"),
      to: v.optional(clock, "09:00"),
      on: v.optional(v.boolean(), true),
    }),
    {},
  ),
  /** Calls for later that wait at a time; `buttonDuePerHour` are those of one button that are due within one hour. */
  waiting: v.optional(
    v.strictObject({
      ticket: v.optional(count, 2),
      ipv6_48: v.optional(count, 3),
      ipv4: v.optional(count, 10),
      buttonDuePerHour: v.optional(count, 10),
      button: v.optional(count, 60),
    }),
    {},
  ),
  /** Numbers that were refused to one address within an hour. */
  refusedNumbers: v.optional(v.strictObject({ ipv6_56: v.optional(count, 3), ipv4: v.optional(count, 20) }), {}),
  /** Opt-outs that take effect at once within a day; `queue` waits for the owner. */
  optOut: v.optional(
    v.strictObject({
      ipv6_56: v.optional(count, 5),
      ipv6_48: v.optional(count, 10),
      ipv4: v.optional(count, 20),
      perDay: v.optional(count, 1_000),
      queue: v.optional(count, 5_000),
    }),
    {},
  ),
});

export type CallLimits = v.InferOutput<typeof limitsSchema>;

/** Single limits to override, as `LIMITS` and the owner's settings hold them. */
export type LimitsOverride = v.InferInput<typeof limitsSchema>;

/** An override on its own; a list is an object to JavaScript, but not to an owner, nor is one of its groups. */
export const overrideSchema = v.pipe(
  v.custom<LimitsOverride>(
    (value) => typeof value === "object" && ![value, ...Object.values(value ?? {})].some(Array.isArray),
    "must be an object of objects",
  ),
  limitsSchema,
);

/** Checked whole but kept as it was sent: a default that is filled in now would hide a later one. */
export const keptOverride = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): LimitsOverride => {
    const result = v.safeParse(overrideSchema, dataset.value);
    if (result.success) return dataset.value as LimitsOverride;
    const [issue] = result.issues;
    addIssue({ message: `${v.getDotPath(issue) ?? ""} ${issue.message}`.trim() });
    return NEVER;
  }),
);

/** A button's own limits can only be tighter than everybody's. */
export function tightened(
  limits: CallLimits,
  own: { perHour?: number; perDay?: number } | null | undefined,
): CallLimits {
  const { perHour, perDay } = limits.button;
  const button = {
    perHour: Math.min(perHour, own?.perHour ?? perHour),
    perDay: Math.min(perDay, own?.perDay ?? perDay),
  };
  return own ? { ...limits, button } : limits;
}

/** The limits in force: defaults, then each override in turn. Throws with the path of what is wrong. */
export function limitsOf(...overrides: unknown[]): CallLimits {
  const parsed = overrides.map((override) => v.parse(overrideSchema, override) && (override as LimitsOverride));
  return v.parse(limitsSchema, parsed.reduce(mergeGroups, {}));
}

function mergeGroups(under: LimitsOverride, over: LimitsOverride): LimitsOverride {
  const merged: Record<string, object | undefined> = { ...under };
  for (const [name, entries] of Object.entries(over)) merged[name] = { ...merged[name], ...entries };
  return merged;
}
