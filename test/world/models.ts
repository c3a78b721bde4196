/** The promises as small models, each over what was seen from outside and the provider's own book. */
import type { Facts } from "./invariants.ts";
import { granted, isRefused } from "./seen.ts";
import { ownerPhones, type Dial } from "./provider.ts";
import { hasRung, standingAt } from "./phones.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A model names what is wrong, or finds nothing. */
export type Model = (facts: Facts, nowMs: number) => string | undefined;

/** The stranger's phone of a dial. */
export function calledOf({ src, dst }: Dial): string {
  return [src, ...dst].find((phone) => !(ownerPhones as readonly string[]).includes(phone)) ?? dst[0] ?? "";
}

const parties = ({ src, dst }: Pick<Dial, "src" | "dst">) => [src, ...dst];
const clock = (ms: number) => new Date(ms).toISOString().slice(5, 19);

/** How long after its time a call may still be dialled. */
const patienceMs = 15 * minuteMs;

interface Claim {
  fromMs: number;
  untilMs: number;
  used: boolean;
}

/** Every dial is somebody's wish, granted and not taken back, and nobody else's; later dials go to later wishes. */
export const onceForEachWish: Model = ({ seen, provider }) => {
  const claims = new Map<string, Claim[]>();
  const claim = (phone: string, fromMs: number, untilMs: number) =>
    void claims.set(phone, [...(claims.get(phone) ?? []), { fromMs, untilMs, used: false }]);
  for (const wish of seen.wishes.filter((each) => !isRefused(each))) {
    const { phone, askedMs, askedClockMs, atMs, cancelledMs } = wish;
    const dueMs = askedMs + Math.max(0, (atMs ?? 0) - askedClockMs) - (atMs === null ? 0 : seen.slackMs && hourMs);
    const latest = atMs === null ? minuteMs + seen.slackMs : patienceMs + 6 * minuteMs + (seen.slackMs && 2 * hourMs);
    const retriedMs = wish.told.at(-1)?.ms ?? askedMs;
    claim(phone, Math.max(askedMs, dueMs), Math.min(Math.max(dueMs, retriedMs) + latest, cancelledMs ?? Infinity));
  }
  for (const { phone, askedMs } of seen.callBacks) claim(phone, askedMs, askedMs + minuteMs + seen.slackMs);
  for (const dial of provider.dials) {
    const phone = calledOf(dial);
    const free = (claims.get(phone) ?? []).filter(
      ({ fromMs, untilMs, used }) => !used && fromMs <= dial.ms && dial.ms <= untilMs,
    );
    const [mine] = free.sort((a, b) => a.untilMs - b.untilMs);
    if (!mine) return `${phone} was dialled at ${clock(dial.ms)} for no wish that was left`;
    mine.used = true;
  }
  return undefined;
};

/** An opted-out number rests: a dial on its way when that was said may still arrive. */
export const leftInPeace: Model = ({ seen, provider }) => {
  const onItsWayMs = 2_000 + seen.slackMs;
  const rung = provider.dials.find((dial) =>
    seen.optOuts.some(({ phone, ms }) => phone === calledOf(dial) && dial.ms > ms + onItsWayMs),
  );
  return rung && `${calledOf(rung)} had opted out and was dialled at ${clock(rung.ms)}`;
};

/** Nothing is dialled while the owner's panic switch is known to be on. */
export const panicHolds: Model = ({ seen, provider }) => {
  const onItsWayMs = 2_000 + seen.slackMs;
  for (const [i, { on, ms }] of seen.panic.entries()) {
    const offMs = seen.panic.slice(i + 1).find((each) => !each.on)?.sentMs ?? Infinity;
    const dial = on && provider.dials.find((each) => each.ms > ms + onItsWayMs && each.ms < offMs - onItsWayMs);
    if (dial) return `${calledOf(dial)} was dialled at ${clock(dial.ms)} while the panic switch was on`;
  }
  return undefined;
};

/** At most so many dials in any window, under each key; refused ones give the number back. */
export const limitsHold: Model = ({ seen, provider, limits }) => {
  const { number, prefix, account, ...rest } = { ...defaults, ...limits };
  const counted = provider.dials.filter(({ refused }) => !refused);
  const strangers = counted.filter(
    (dial) => !seen.callBacks.some(({ phone, askedMs }) => phone === calledOf(dial) && near(dial, askedMs)),
  );
  const byNumber = Map.groupBy(strangers, calledOf);
  const byPrefix = Map.groupBy(strangers, (dial) => calledOf(dial).slice(0, -4));
  const byButton = Map.groupBy(
    strangers,
    (dial) => ownerPhones.find((phone) => [dial.src, ...dial.dst].includes(phone)) ?? "",
  );
  const windows: [what: string, groups: Iterable<Dial[]>, max: number, windowMs: number][] = [
    ["number.gapS", byNumber.values(), 1, number.gapS * 1_000],
    ["number.perHour", byNumber.values(), number.perHour, hourMs],
    ["number.perDay", byNumber.values(), number.perDay, dayMs],
    ["prefix.perHour", byPrefix.values(), prefix.perHour, hourMs],
    ["button.perHour", byButton.values(), rest.button.perHour, hourMs],
    ["account.perMinute", [counted], account.perMinute ?? 10, minuteMs],
    ["account.moneyPerDay", [counted], mostCalls(account), dayMs],
  ];
  for (const [what, groups, max, windowMs] of windows)
    for (const group of groups) {
      const over = group.find((dial, i) => {
        const earlier = group[i - max];
        return earlier !== undefined && dial.clockMs - earlier.clockMs < windowMs - Math.max(100, seen.slackMs);
      });
      if (over) return `${what}: ${calledOf(over)} at ${clock(over.ms)} was one too many`;
    }
  return undefined;
};

const defaults = {
  number: { gapS: 120, perHour: 3, perDay: 5 },
  prefix: { perHour: 5 },
  button: { perHour: 30 },
  account: { perMinute: 10, moneyPerDay: null, pricePerMinute: null, reservedMinutes: 10 },
};

type Account = {
  perMinute?: number;
  moneyPerDay: number | null;
  pricePerMinute: number | null;
  reservedMinutes: number;
};

function mostCalls({ moneyPerDay, pricePerMinute, reservedMinutes }: Account): number {
  return moneyPerDay === null || pricePerMinute === null
    ? Infinity
    : Math.floor(moneyPerDay / (2 * pricePerMinute * reservedMinutes));
}

function near(dial: Dial, askedMs: number): boolean {
  return dial.ms >= askedMs && dial.ms < askedMs + minuteMs;
}

/** A phone that rings or is talked on is not dialled a second time. */
export const oneCallAtATime: Model = ({ provider }) => {
  const second = provider.dials.find((dial) =>
    provider.calls.some((call) => {
      const busy = call.dst.includes(calledOf(dial)) || call.src === calledOf(dial);
      return busy && call.placedMs < dial.ms && standingAt(call, dial.ms).state !== "completed";
    }),
  );
  return second && `${calledOf(second)} was dialled at ${clock(second.ms)} while it had a call`;
};

/** No page says that a call is over while its phones ring or talk. */
export const liveCallsLive: Model = ({ seen, provider }) => {
  for (const { phone, shown, askedMs } of seen.wishes) {
    if (!shown || !["ended", "no-answer", "busy"].includes(shown.state)) continue;
    const mine = provider.calls.filter((call) => parties(call).includes(phone) && call.placedMs >= askedMs);
    const live = mine.length === 1 && mine.find((call) => standingAt(call, shown.ms).state !== "completed");
    if (live) return `the page of ${phone} said ${shown.state} at ${clock(shown.ms)} while the call went on`;
  }
  return undefined;
};

/** One key, one answer. */
export const oneAnswerForAKey: Model = ({ seen }) => {
  const other = seen.wishes.find(({ told }) => new Set(told.flatMap(({ id }) => id ?? [])).size > 1);
  if (other) return `the key of step ${other.step} was given two calls`;
  const taken = seen.wishes.find((wish) => {
    const yes = wish.told.findIndex(({ status }) => status === 202);
    return yes >= 0 && wish.told.slice(yes).some(({ status }) => status >= 400 && status < 500 && status !== 429);
  });
  return taken && `the key of step ${taken.step} was good for a call and then refused`;
};

/** In the end: every call that was granted is over, and what its page shows is what became of it. */
export const everyCallEnds: Model = ({ seen, provider }) => {
  for (const wish of seen.wishes) {
    if (granted(wish) === undefined) continue;
    const { phone, shown, cancelledMs } = wish;
    if (!shown) return `the page of ${phone} (step ${wish.step}) was shown nothing in the end`;
    if (!["ended", "no-answer", "busy", "failed", "cancelled"].includes(shown.state))
      return `the call of ${phone} (step ${wish.step}) still says ${shown.state} in the end`;
    if (cancelledMs !== null && shown.state !== "cancelled")
      return `the cancelled call of ${phone} says ${shown.state}`;
    const talked = provider.calls.filter(
      (call) => parties(call).includes(phone) && standingAt(call, Infinity).talkedS > 0,
    );
    if (shown.state === "ended" && talked.length === 0) return `the page of ${phone} says ended, and nobody talked`;
  }
  return undefined;
};

/** What was denied ("not placed") did not ring. */
export const nothingDenied: Model = ({ seen, provider }) => {
  const denied = seen.wishes.find(({ phone, shown, askedMs, atMs }) => {
    if (shown?.reason !== "not-placed" && shown?.reason !== "refused") return false;
    const later = seen.wishes.some((each) => each.phone === phone && each.askedMs !== askedMs);
    return (
      !later &&
      atMs === null &&
      provider.calls.some((call) => call.placedMs >= askedMs && parties(call).includes(phone) && hasRung(call, phone))
    );
  });
  return denied && `${denied.phone} rang, and its page says ${denied.shown?.reason}`;
};
