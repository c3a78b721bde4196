/**
 * How the legs of a call ended by `attempts`, whose causes are documented where the words of `calls2` are
 * not (API document, 6.4). Asked only where nothing else tells an unanswered call from one that lives.
 */
import type { Attempt } from "../../sipnet/history-readers.ts";
import { hourMs } from "../../time/durations.ts";
import type { CallRow } from "../call-row.ts";
import { dialledMs, type FittedRow, fitRow, type IsVisitor, isNear, ownerPhonesOf, promptMs } from "./matching-rows.ts";
import { whyOf } from "./read-sighting.ts";
import type { Sighting } from "./sighting.ts";

const sameMs = 5_000;

/** An attempt at a phone of this call. */
interface Release {
  atMs: number;
  word: NonNullable<ReturnType<typeof whyOf>> | "ended";
  fitted: FittedRow;
}

/**
 * The sighting with what the attempts add: the sides that were released, and with them the call's end.
 * @param rivals other calls of ours that rang one of the owner's phones about then, and have releases of their own
 */
export async function withReleases(
  seen: Sighting,
  attempts: readonly Attempt[],
  call: CallRow,
  { isVisitor, rivals }: { isVisitor: IsVisitor; rivals: readonly CallRow[] },
): Promise<Sighting> {
  const releases: Release[] = [];
  for (const { at, phone, isdnCode = 0 } of attempts) {
    if (phone === undefined || at === undefined || isdnCode <= 0 || !isNear(at, call)) continue;
    const fitted = await fitRow({ dst: [phone], uuids: [], raw: {} }, call, isVisitor);
    releases.push({ atMs: at.getTime(), word: whyOf(isdnCode) ?? "ended", fitted });
  }
  const released: Sighting["sides"] = {};
  const visitors = releases.findLast(({ fitted }) => fitted.visitor !== null);
  if (visitors) released.visitor = visitors.word;
  const own = ownerPhonesOf(call).map((phone) => releaseOf(phone, releases, call, rivals));
  const [last] = own.filter((each) => each !== undefined).slice(-1);
  if (last) released.owner = last.word;
  const isOwnerOver = own.length > 0 && own.every((each) => each !== undefined);
  if (released.visitor === undefined && !isOwnerOver) return seen;
  const failed = Object.values(released).some((word) => word !== "ended");
  // Both legs of a talk end like that, too: its duration may come with the next look, or never.
  if (!failed) return { ...seen, saidOver: true };
  return { ...seen, state: "completed", sides: { ...seen.sides, ...released }, saidOver: true };
}

/**
 * Attempts by the clock that dialled this call, where the provider's is another: its row of the call tells by how much.
 * @param at when the call began, as that row says
 */
export function onOurClock(attempts: readonly Attempt[], at: Date | undefined, call: CallRow): readonly Attempt[] {
  const offMs = at === undefined ? 0 : at.getTime() - dialledMs(call);
  // Either clock may be late by the seconds of a dial.
  if (Math.abs(offMs) < sameMs) return attempts;
  return attempts.map((each) => (each.at === undefined ? each : { ...each, at: new Date(each.at.getTime() - offMs) }));
}

/** Of the releases of one of the owner's phones the one that is this call's: each goes to the dial nearest to it. */
function releaseOf(
  phone: string,
  releases: readonly Release[],
  call: CallRow,
  rivals: readonly CallRow[],
): Release | undefined {
  const ofPhone = releases.filter(({ fitted, atMs }) => {
    return fitted.visitor === null && fitted.ownerPhones.includes(phone) && isNear(new Date(atMs), call, promptMs);
  });
  const dials = [...rivals.filter((rival) => ownerPhonesOf(rival).includes(phone)), call];
  // Where a visitor is rung first, the owner's phone rings later than the dial: nobody knows for which of several.
  if (dials.length > 1 && dials.some(({ first }) => first === "visitor")) return undefined;
  const pairs = ofPhone.flatMap((release) =>
    dials.map((dial) => ({ release, dial, offMs: apart(release.atMs, dial) })),
  );
  // Of two dials at once a rival's comes first: this call is over when there are releases for both.
  pairs.sort((a, b) => a.offMs - b.offMs || Number(a.dial === call) - Number(b.dial === call));
  const taken = new Map<CallRow, Release>();
  for (const { release, dial } of pairs)
    if (!taken.has(dial) && ![...taken.values()].includes(release)) taken.set(dial, release);
  return taken.get(call);
}

/** By clocks that may be whole hours apart. */
function apart(atMs: number, dial: CallRow): number {
  const offMs = (((atMs - dialledMs(dial)) % hourMs) + hourMs) % hourMs;
  return Math.min(offMs, hourMs - offMs);
}
