/** Where a call stands, in words: said once and politely, with what changes by the second beside it. */
import { html, nothing } from "lit";
import { isOver, shortWord, wordFor } from "../call/progress.ts";
import type { Messages } from "../words/messages.ts";
import { type Face, ofOurs, type SheetView, toMend } from "./sheet-view.ts";

/** Before the visitor's phone rings, and while it does. */
const withCaller: ReadonlySet<string> = new Set(["idle", "owner-answered", "visitor-ringing"]);

export function statusText(view: SheetView, face: Face): string {
  const { progress, words, open, extras } = view;
  const isMended = toMend(view);
  const isClosed = !open && (isMended || face === "form" || face === "closed");
  const word = isClosed ? "closed" : isMended ? "idle" : wordFor(progress);
  const title = ofOurs.has(word) ? undefined : progress.title;
  const last = isOver(progress) ? words.failed : words.unavailable;
  const text = words[word as keyof Messages] ?? words[shortWord(progress) as keyof Messages] ?? title ?? last;
  return extras.comfort?.withTime(text, word, view) ?? text;
}

/** Who will ring, while that matters. */
export function callerOf({ progress, words, record, extras, open }: SheetView): unknown {
  const { callerId } = record;
  if (!open || !callerId || !withCaller.has(wordFor(progress))) return nothing;
  return html`. <small>${words.from} <b>${extras.comfort?.write(callerId) ?? callerId}</b></small>`;
}

/** What is wrong with the number. */
export function phoneError(view: SheetView): string {
  const { problem, title } = view.progress;
  const { words, extras } = view;
  return extras.comfort?.phoneError(view) ?? words[problem as keyof Messages] ?? title ?? words.unavailable;
}
