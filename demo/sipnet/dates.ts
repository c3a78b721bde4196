/** Dates as the API document's section 4 has them: DD.MM.YYYY with as much of the time as one likes, in GMT. */

const dayMs = 86_400_000;
const form = /^(\d{2})\.(\d{2})\.(\d{4})(?: (\d{2})(?::(\d{2})(?::(\d{2}))?)?)?$/;

/** Both ends included. */
export interface Range {
  fromMs: number;
  toMs: number;
}

/** What cannot be read is no error: it means today, as an absent date does. */
export function readRange(d1: string | undefined, d2: string | undefined, nowMs: number): Range {
  const today = nowMs - (nowMs % dayMs);
  return { fromMs: readDate(d1, "start") ?? today, toMs: readDate(d2, "end") ?? today + dayMs - 1 };
}

export function within({ fromMs, toMs }: Range, atMs: number): boolean {
  return atMs >= fromMs && atMs <= toMs;
}

/** `24.11.2026 02:11:09` */
export function formatGmt(atMs: number): string {
  const [date = "", time = ""] = new Date(atMs).toISOString().split("T");
  return `${date.split("-").toReversed().join(".")} ${time.slice(0, 8)}`;
}

function readDate(text: string | undefined, edge: "start" | "end"): number | undefined {
  const found = form.exec(text?.trim() ?? "");
  if (found === null) return undefined;
  const [, day, month, year, ...time] = found;
  const [hours = 0, minutes = 0, seconds = 0] = fill(time, edge);
  const atMs = Date.UTC(Number(year), Number(month) - 1, Number(day), hours, minutes, seconds);
  const isReal = formatGmt(atMs).startsWith(`${day}.${month}.${year}`) && hours < 24 && minutes < 60 && seconds < 60;
  if (!isReal) return undefined;
  return edge === "end" ? atMs + 999 : atMs;
}

/** The part of the time that is missing reaches to the edge: `13` ends at 13:59:59. */
function fill(time: (string | undefined)[], edge: "start" | "end"): number[] {
  const last = edge === "end" ? [23, 59, 59] : [0, 0, 0];
  return last.map((atEdge, index) => (time[index] === undefined ? atEdge : Number(time[index])));
}
