/** What the overview plots: calls and refusals by day, hour and button, in the owner's zone. */
import { hourMs, minuteMs } from "../time/durations.ts";
import { type LocalTime, localTime } from "../time/wall-clock.ts";
import type { StatisticsReply, Counts } from "../contract/owner-calls.ts";
import type { CallPages } from "../ledger/told/call-pages.ts";
import { isFinal } from "../ledger/progress.ts";
import type { RefusalHour } from "../safety/refusal-counts.ts";
import { hasTalked, type LedgerCall } from "../ledger/missed-calls.ts";

export interface Span {
  fromMs: number;
  toMs: number;
  zone: string;
}

export async function statisticsOf(
  pages: CallPages,
  refusals: readonly RefusalHour[],
  names: ReadonlyMap<string, string>,
  { fromMs, toMs, zone }: Span,
): Promise<StatisticsReply> {
  const totals = none();
  const days = new Map(daysOf(fromMs, toMs, zone).map((day) => [day, none()]));
  const hours = Array.from({ length: 24 }, none);
  const buttons = new Map([...names.keys()].map((cid) => [cid, none()]));
  const clock = clockOf(zone);
  const add = (atMs: number, button: string, counts: Partial<Counts>) => {
    const { date, minutes } = clock(atMs);
    if (!buttons.has(button) && button !== "") buttons.set(button, none());
    for (const sum of [totals, days.get(date), hours[Math.floor(minutes / 60)], buttons.get(button)])
      if (sum) for (const [name, count] of Object.entries(counts)) sum[name as keyof Counts] += count;
  };
  for await (const calls of pages)
    for (const call of calls.filter(({ ownersOwn }) => !ownersOwn))
      add(Date.parse(call.summary.at), call.summary.button, countsOf(call));
  for (const { atMs, button, count } of refusals) add(atMs, button, { refused: count });
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    zone,
    totals,
    days: [...days].map(([day, counts]) => ({ day, ...counts })),
    hours: hours.map((counts, hour) => ({ hour, ...counts })),
    buttons: [...buttons].map(([button, counts]) => ({ button, text: names.get(button) ?? "", ...counts })),
  };
}

function countsOf(call: LedgerCall): Partial<Counts> {
  const talked = hasTalked(call);
  const missed = !talked && isFinal(call.summary.state) && call.summary.state !== "cancelled";
  return { asked: 1, answered: Number(call.answered), talked: Number(talked), missed: Number(missed) };
}

/** Date and hour of a moment. No zone changes its hour within a quarter, so that each is worked out once. */
function clockOf(zone: string): (ms: number) => LocalTime {
  const known = new Map<number, LocalTime>();
  return (ms) => {
    const quarter = Math.floor(ms / (15 * minuteMs));
    const time = known.get(quarter) ?? localTime(quarter * 15 * minuteMs, zone);
    known.set(quarter, time);
    return time;
  };
}

/** Every day that the span touches; hours are stepped, since some days have 23 or 25 of them. */
function daysOf(fromMs: number, toMs: number, zone: string): string[] {
  const days = new Set<string>();
  for (let ms = fromMs; ms < toMs; ms += 12 * hourMs) days.add(localTime(ms, zone).date);
  return [...days.add(localTime(toMs, zone).date)];
}

function none(): Counts {
  return { asked: 0, answered: 0, talked: 0, missed: 0, refused: 0 };
}
