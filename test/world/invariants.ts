/** When which promise is judged, and those that need a look at rows, at the owner's lists or at one more call. */
import type { Cloud } from "./platform/cloud.ts";
import type { limitSets } from "./limit-sets.ts";
import * as nets from "./address-models.ts";
import * as dials from "./dial-models.ts";
import * as tales from "./told-models.ts";
import type { World } from "./play.ts";
import { addresses, phones } from "./history.ts";
import type { Button, Provider } from "./provider/sipnet.ts";
import { standingAt } from "./provider/phones.ts";
import { granted, type Seen } from "./seen.ts";

export interface Facts {
  seen: Seen;
  provider: Provider;
  cloud: Cloud;
  limits: (typeof limitSets)[number];
  startMs: number;
}

export interface Broken {
  promise: string;
  how: string;
}

const always = {
  "one dial for one wish, none after a cancel": dials.onceForEachWish,
  "who opted out is left in peace": dials.leftInPeace,
  "the panic switch holds": dials.panicHolds,
  "a restored backup waits for its owner": dials.restoredWaits,
  "limits, gap and money hold": dials.limitsHold,
  "an address is granted so many calls": nets.addressesHold,
  "a ticket is good for two calls": nets.ticketsHold,
  "who asks often leaves room for others": nets.othersHaveRoom,
  "colleagues do what their role allows": tales.rolesHold,
  "nights and closed hours are quiet": dials.nightsAreQuiet,
  "one call at a time for a number": dials.oneCallAtATime,
  "no live call is said to be over": tales.liveCallsLive,
  "one answer for a key": tales.oneAnswerForAKey,
  "alarms and polls rest": restful,
  "nothing breaks unseen": ({ seen }) => seen.troubles[0],
} satisfies Record<string, dials.Model>;

const inTheEnd = {
  "every call ends in what became of it": tales.everyCallEnds,
  "a booked call is dialled at its time": tales.bookingsAreKept,
  "what rang is not denied": tales.nothingDenied,
  "what the provider's list tells is told": tales.whatIsKnownIsTold,
} satisfies Record<string, dials.Model>;

const lastPromises = [
  "who was promised a call and had none is on the owner's list",
  "both books of buttons agree",
  "after everything a visitor is called",
  "no number rests in the open",
] as const;

/** The names of all promises. */
export const promises = [...Object.keys(always), ...Object.keys(inTheEnd), ...lastPromises];

export function checkNow(facts: Facts, nowMs: number): Broken | null {
  return firstBroken(always, facts, nowMs);
}

export async function checkAtTheEnd(world: World): Promise<Broken | null> {
  const { facts, scheduler } = world;
  return (
    firstBroken(inTheEnd, facts, scheduler.trueMs) ??
    brokenBy(lastPromises[0], await nothingLostUnseen(world)) ??
    brokenBy(lastPromises[1], await booksAgree(world)) ??
    brokenBy(lastPromises[2], await stillAlive(world))
  );
}

/** Of every row that there is: what is written once stays long enough to be found in the end. */
export function checkRows(facts: Facts): Broken | null {
  return brokenBy(lastPromises[3], noRawNumbers(facts));
}

function firstBroken(of: Record<string, dials.Model>, facts: Facts, nowMs: number): Broken | null {
  for (const [promise, model] of Object.entries(of)) {
    const how = model(facts, nowMs);
    if (how !== undefined) return { promise, how };
  }
  return null;
}

/** In no column of any object's tables. */
function noRawNumbers({ cloud }: Facts): string | undefined {
  for (const [name, { database }] of cloud.objects.disks()) {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    for (const { name: table } of tables) {
      const text = JSON.stringify(database.prepare(`SELECT * FROM "${String(table)}"`).all());
      const found = phones.find((phone) => text.includes(phone.slice(1)));
      if (found !== undefined) return `${found} rests in ${name}, table ${String(table)}`;
    }
  }
  return undefined;
}

/** At most so many within any minute, whatever breaks: rings of an object's alarm, and look-ups of all calls. */
const mostAMinute = 30;

function restful({ cloud, provider }: Facts): string | undefined {
  for (const [name, alarms] of Map.groupBy(cloud.objects.alarms, (each) => each.name)) {
    if (isHasty(alarms.map(({ ms }) => ms))) return `the alarm of ${name} rang more than ${mostAMinute} times a minute`;
  }
  return isHasty(provider.polls) ? `more than ${mostAMinute} look-ups a minute` : undefined;
}

function isHasty(times: readonly number[]): boolean {
  return times.some((ms, i) => ms - (times[i - mostAMinute] ?? -Infinity) < 60_000);
}

function brokenBy(promise: string, how: string | undefined): Broken | null {
  return how === undefined ? null : { promise, how };
}

/** Nobody who was granted a call and never talked since is missing from the list. */
async function nothingLostUnseen(world: World): Promise<string | undefined> {
  const { people, facts } = world;
  let missed: { id: string }[] | undefined;
  await world.finish(4, async () => (missed = (await people.owner("GET", "/missed")).body.missed as typeof missed));
  const { wishes, callBacks } = facts.seen;
  const phoneOf = new Map(wishes.map((wish) => [granted(wish), wish.phone]));
  const listed = new Set(missed?.map(({ id }) => phoneOf.get(id)));
  const lost = wishes.find((wish) => {
    const { phone, askedMs, cancelledMs, cancelAsked, shown } = wish;
    const talked = facts.provider.calls.some((call) => {
      return (
        [call.src, ...call.dst].includes(phone) && standingAt(call, Infinity).talkedS > 0 && call.placedMs >= askedMs
      );
    });
    const calledBack = callBacks.some((each) => each.phone === phone && each.askedMs >= askedMs);
    // The answer to a cancel may have been lost, and the cancel was done.
    const takenBack = cancelledMs !== null || (cancelAsked && shown?.state === "cancelled");
    const dealtWith = facts.seen.dealtWith.some((each) => each.phone === phone && each.ms >= askedMs);
    return granted(wish) !== undefined && !takenBack && !talked && !calledBack && !dealtWith && !listed.has(phone);
  });
  return lost && `${lost.phone} (step ${lost.step}) was promised a call, had none, and is on no list`;
}

/** Once the weather has cleared and both have been read again. */
async function booksAgree(world: World): Promise<string | undefined> {
  const { people, facts } = world;
  let [mine, adding]: [Button[], Button[]] = [[], []];
  await world.finish(5, async () => {
    await people.owner("POST", "/sync", {});
    ({ buttons: mine, adding } = (await people.owner("GET", "/buttons")).body as {
      buttons: Button[];
      adding: Button[];
    });
  });
  const { buttons } = facts.provider;
  const lines = (of: Iterable<Button>) => [...of].map(({ cid, text }) => `${cid} ${text}`).toSorted();
  const [here, there] = [lines(mine), lines(buttons.values())];
  if (here.join() !== there.join()) return `ours: ${here.join()}; SIPNET's: ${there.join()}`;
  for (const { cid, text, sentMs, status } of facts.seen.texts) {
    const found = [...buttons.values()].filter((button) => button.text === text).length;
    if (cid === null && (found > 1 || (status === 201 && found === 0))) return `"${text}" was added ${found} times`;
    // Of two that were on their way at once either may be the later one.
    const others = facts.seen.texts.filter((each) => each.cid === cid && each.text !== text);
    const isLatest = others.every(({ ms }) => ms < sentMs);
    if (cid === null && found === 1 && adding.some((each) => each.text === text))
      return `"${text}" is there, and its owner is asked whether it was added`;
    if (cid !== null && (status === 200 || status === 202) && isLatest && buttons.get(cid)?.text !== text)
      return `"${text}" was said saved and is lost`;
  }
  return undefined;
}

/** The owner sets everything to rights; a new visitor with a new number is then called. */
async function stillAlive(world: World): Promise<string | undefined> {
  const { people, facts } = world;
  if ("account" in facts.limits || "button" in facts.limits) return undefined;
  const step = { id: 7, waitMs: 0, button: 0 };
  const visit = { ...step, do: "visit", phone: phones.length - 1, from: addresses.length - 1, laterMin: null } as const;
  await world.finish(6, async () => {
    await people.confirm();
    await people.owner("PUT", "/settings", { breaker: "closed" });
    await people.panic({ ...step, do: "panic", on: false });
    await people.hours({ ...step, do: "hours", hours: 1 });
  });
  await world.pass(61 * 60_000);
  const before = facts.provider.dials.length;
  await world.finish(7, () => people.visit(visit));
  await world.pass(60_000);
  const told = facts.seen.wishes.at(-1)?.told.at(-1);
  if (facts.provider.dials.length > before) return undefined;
  return `the last visitor was told ${told?.status ?? "nothing"} ${told?.problem ?? ""} and was not called`;
}
