/** Whether somebody who was missed still waits: the question behind "tell me only if nobody calls back". */
import type { CallBook } from "../call-book.ts";
import type { MissedDone } from "../missed-calls.ts";
import { isFinal } from "../progress.ts";
import { now } from "../../time/clock.ts";

export type Waiting = "waits" | "settled" | "calling";

export function stillWaits(book: CallBook, done: MissedDone, id: string): Waiting {
  const row = book.byId(id);
  if (!row || (done.all()[row.number] ?? 0) >= (row.atMs ?? row.createdMs)) return "settled";
  const later = book.past.between(row.createdMs, now(), id).filter(({ number }) => number === row.number);
  if (later.some(({ durationS }) => (durationS ?? 0) > 0)) return "settled";
  return later.some(({ state }) => !isFinal(state) && state !== "scheduled") ? "calling" : "waits";
}
