/** Which phones may ring: models of a few lines each, over what was seen from outside and the provider's own book. */
import type { Facts } from "./invariants.ts";
import { isRefused } from "./seen.ts";
import { buttonOf, isOwn, type Dial } from "./provider/sipnet.ts";
import { standingAt } from "./provider/phones.ts";
import { type CallLimits, wholeLimits } from "./limit-sets.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A model names what is wrong, or finds nothing. */
export type Model = (facts: Facts, nowMs: number) => string | undefined;

/** The stranger's phone of a dial. */
export function calledOf({ src, dst }: Dial): string {
  return [src, ...dst].find((phone) => !isOwn(phone)) ?? dst[0] ?? "";
}

export const parties = ({ src, dst }: Pick<Dial, "src" | "dst">) => [src, ...dst];
export const clock = (ms: number) => new Date(ms).toISOString().slice(5, 19);

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
    const { phone, askedMs, askedClockMs, atMs, cancelledMs, takenBackMs } = wish;
    const dueMs = askedMs + Math.max(0, (atMs ?? 0) - askedClockMs) - (atMs === null ? 0 : seen.steppedMs);
    const slack = 2 * seen.steppedMs + (seen.slackMs && hourMs);
    const latest = atMs === null ? minuteMs + seen.slackMs : patienceMs + 6 * minuteMs + slack;
    const retriedMs = wish.onItsWay > 0 ? Infinity : (wish.told.at(-1)?.ms ?? askedMs);
    const untilMs = Math.min(Math.max(dueMs, retriedMs) + latest, cancelledMs ?? Infinity, takenBackMs ?? Infinity);
    claim(phone, Math.max(askedMs, dueMs), untilMs);
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
  for (const { on, sentMs, ms } of seen.panic) {
    // One that was on its way at the same time may be the later one.
    const offMs = seen.panic.find((each) => !each.on && each.ms >= sentMs)?.sentMs ?? Infinity;
    const dial = on && provider.dials.find((each) => each.ms > ms + onItsWayMs && each.ms < offMs - onItsWayMs);
    if (dial) return `${calledOf(dial)} was dialled at ${clock(dial.ms)} while the panic switch was on`;
  }
  return undefined;
};

/** Nothing is dialled, not even for the owner, until they know what a restored backup lacks. */
export const restoredWaits: Model = ({ seen, provider }) => {
  const early = provider.dials.find((dial) =>
    seen.restored.some(({ ms, untilMs }) => dial.ms >= ms && dial.ms < (untilMs ?? Infinity)),
  );
  return early && `${calledOf(early)} was dialled at ${clock(early.ms)}, and the owner had not seen what was restored`;
};

/** At most so many dials in any window, under each key; refused ones give the number back. */
export const limitsHold: Model = ({ seen, provider, limits }) => {
  const { number, prefix, button, account } = wholeLimits(limits);
  const counted = provider.dials.filter(({ refused }) => !refused);
  const strangers = counted.filter(
    (dial) => !seen.callBacks.some(({ phone, askedMs }) => phone === calledOf(dial) && near(dial, askedMs)),
  );
  const byNumber = Map.groupBy(strangers, calledOf);
  const byPrefix = Map.groupBy(strangers, (dial) => calledOf(dial).slice(0, -4));
  const byButton = Map.groupBy(strangers, (dial) => buttonOf(parties(dial)));
  const windows: [what: string, groups: Iterable<Dial[]>, max: number, windowMs: number][] = [
    ["number.gapS", byNumber.values(), 1, number.gapS * 1_000],
    ["number.perHour", byNumber.values(), number.perHour, hourMs],
    ["number.perDay", byNumber.values(), number.perDay, dayMs],
    ["prefix.perHour", byPrefix.values(), prefix.perHour, hourMs],
    ["button.perHour", byButton.values(), button.perHour, hourMs],
    ["button.perDay", byButton.values(), button.perDay, dayMs],
    ["account.perMinute", [counted], account.perMinute, minuteMs],
    ["account.moneyPerDay", [counted], mostCalls(account), dayMs],
  ];
  for (const [what, groups, max, windowMs] of windows)
    for (const group of groups) {
      const shortMs = windowMs - Math.max(leavingMs, seen.slackMs);
      const over = group.find((dial, i) => {
        // By both clocks: one that was set back shows an hour twice.
        const within = (each: Dial) => dial.clockMs - each.clockMs < shortMs && dial.ms - each.ms < shortMs;
        return group.slice(0, i).filter(within).length >= max;
      });
      if (over) return `${what}: ${calledOf(over)} at ${clock(over.ms)} was one too many`;
    }
  return undefined;
};

/** A dial counts from when it was granted, where it left within a second of that. */
const leavingMs = 1_100;

function mostCalls({ moneyPerDay, pricePerMinute, reservedMinutes }: CallLimits["account"]): number {
  return moneyPerDay === null || pricePerMinute === null
    ? Infinity
    : Math.floor(moneyPerDay / (2 * pricePerMinute * reservedMinutes));
}

function near(dial: Dial, askedMs: number): boolean {
  return dial.ms >= askedMs && dial.ms < askedMs + minuteMs;
}

/** What the clock shows at home and on the street of a mobile number, which doesn't tell where it is. */
const moscow = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Moscow" });
const berlin = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });

/** Every set of hours that somebody may have had in mind for a button by then: records are kept half a minute. */
function hoursAt({ seen }: Facts, button: number, ms: number): unknown[] {
  const set = seen.hours.filter((each) => each.button === button && each.sentMs <= ms);
  const known = set.findLast((each) => each.ms + 35_000 + seen.slackMs < ms);
  // Of two that were on their way at once either may be the later one.
  const since = set.filter((each) => each === known || each.ms >= (known?.sentMs ?? 0));
  return [...(known ? [] : [null]), ...since.map(({ hours }) => hours)];
}

/** No stranger is rung at night, unless the owner sits there at that hour of their clock; nor while closed. */
export const nightsAreQuiet: Model = (facts) => {
  const { seen, provider, limits } = facts;
  for (const dial of provider.dials) {
    const phone = calledOf(dial);
    if (seen.callBacks.some((each) => each.phone === phone && near(dial, each.askedMs))) continue;
    const button = buttonOf(parties(dial));
    const slack = [-Math.max(2_000, seen.slackMs), 0, Math.max(2_000, seen.slackMs)];
    const mayRing = slack.some((offMs) =>
      hoursAt(facts, button, dial.ms).some((hours) => maySound(hours, dial.clockMs + offMs, "night" in limits)),
    );
    if (!mayRing) return `${phone} was rung at ${clock(dial.clockMs)}, at night or while the button was closed`;
  }
  return undefined;
};

function maySound(hours: unknown, ms: number, nightOff: boolean): boolean {
  if (hours === "always") return true;
  const [street, desk] = [moscow.format(ms), berlin.format(ms)];
  const day = nightOff || (street >= "09:00" && street < "21:00");
  if (hours === null) return day;
  const { zone, holidays } = hours as { zone: string; holidays: string[] };
  const covers = (time: string) => time >= "10:00" && time < "18:00";
  const isOpen = covers(zone === "Europe/Berlin" ? desk : street);
  return isOpen && (day || covers(street)) && !holidays.includes(new Date(ms).toISOString().slice(0, 10));
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
