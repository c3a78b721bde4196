/** Where a call stands, in words: said once and politely, with what changes by the second beside it. */
import { html, nothing } from "lit";
import { wordFor } from "../call/progress.ts";
import type { Messages } from "../words/messages.ts";
import { moment } from "../words/moments.ts";
import { prefixOf } from "./phone-field.ts";
import { type Face, ofOurs, type SheetView, toMend } from "./sheet-view.ts";

/** Before the visitor's phone rings, and while it does. */
const withCaller: ReadonlySet<string> = new Set(["idle", "owner-answered", "visitor-ringing"]);

export function statusText(view: SheetView, face: Face): string {
  const { progress, words, open, nowMs } = view;
  if (toMend(view)) return open ? words.idle : closedText(view);
  if (!open && (face === "form" || face === "closed")) return closedText(view);
  const word = wordFor(progress);
  const title = ofOurs.has(word) ? undefined : progress.title;
  const text = words[word as keyof Messages] ?? words[progress.state as keyof Messages] ?? title ?? words.unavailable;
  const { state, at, retryAfterS = 0 } = progress;
  const time = word === "too-many-calls" ? nowMs + retryAfterS * 1000 : state === "scheduled" && at;
  return time ? `${text} ${moment(new Date(time), view)}` : text;
}

/** Who will ring, while that matters. */
export function callerOf({ progress, words, record, extras, open }: SheetView): unknown {
  const { callerId } = record;
  if (!open || !callerId || !withCaller.has(wordFor(progress))) return nothing;
  return html`. <small>${words.from} ${extras.comfort?.write(callerId) ?? callerId}</small>`;
}

function closedText(view: SheetView): string {
  const { progress, record, words } = view;
  const opensAt = progress.opensAt ?? record.opensAt;
  return opensAt ? `${words.closed} ${words.opens} ${moment(new Date(opensAt), view)}` : words.closed;
}

/** What is wrong with the number: what is missing, a country that is not called, or what the Worker says of it. */
export function phoneError({ progress, words, phone, country }: SheetView): string {
  const { problem, missing, title } = progress;
  if (problem === "phone-invalid") return missing ? `${words.missing} ${missing}` : words["phone-invalid"];
  const prefix = prefixOf(country);
  if (prefix && phone.startsWith("+") && !phone.startsWith(prefix)) return `${words.abroad} ${prefix}`;
  return words["phone-not-allowed"] ?? title ?? words.unavailable;
}
