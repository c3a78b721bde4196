/** What the Ledger knows of an owner's first steps: their test call, and the first visitor who talked. */
import type { ChecklistStep } from "../../contract/owner-checklist.ts";
import type { StoredValues } from "../../storage.ts";
import type { CallBook } from "../call-book.ts";
import type { CallRow } from "../call-row.ts";
import { isFinal } from "../progress.ts";

/** As the checklist shows a call; null where there was none. */
export type CallStep = Pick<ChecklistStep, "state" | "at" | "call"> | null;

export interface FirstStepsView {
  testCall: CallStep;
  visitorCall: CallStep;
}

/** Rows are deleted after a month; that a step was taken is kept. */
interface Kept {
  testCall?: string;
  testTalkedAt?: string;
  visitorTalkedAt?: string;
}

export class FirstSteps {
  readonly #values: StoredValues;
  readonly #book: CallBook;

  constructor(values: StoredValues, book: CallBook) {
    this.#values = values;
    this.#book = book;
  }

  noteTestCall(id: string): void {
    this.#values.set("firstSteps", { ...this.#kept(), testCall: id });
  }

  view(): FirstStepsView {
    const kept = this.#kept();
    const test = kept.testCall === undefined ? null : this.#book.byId(kept.testCall);
    const visitor = kept.visitorTalkedAt === undefined ? this.#book.past.firstOfVisitors() : null;
    const testTalkedAt = kept.testTalkedAt ?? talkedAt(test);
    const visitorTalkedAt = kept.visitorTalkedAt ?? talkedAt(visitor);
    if (testTalkedAt !== kept.testTalkedAt || visitorTalkedAt !== kept.visitorTalkedAt)
      this.#values.set("firstSteps", {
        ...kept,
        ...(testTalkedAt && { testTalkedAt }),
        ...(visitorTalkedAt && { visitorTalkedAt }),
      });
    return { testCall: stepOf(testTalkedAt, test), visitorCall: stepOf(visitorTalkedAt, visitor) };
  }

  #kept(): Kept {
    return this.#values.get<Kept>("firstSteps", {});
  }
}

function talkedAt(row: CallRow | null): string | undefined {
  return row !== null && (row.durationS ?? 0) > 0 ? new Date(row.sinceMs).toISOString() : undefined;
}

function stepOf(doneAt: string | undefined, row: CallRow | null): CallStep {
  if (doneAt !== undefined) return { state: "done", at: doneAt };
  if (row === null) return null;
  const { state, reason, createdMs } = row;
  const call = { state, ...(reason === null ? {} : { reason }) };
  return { state: isFinal(state) ? "failed" : "waiting", at: new Date(createdMs).toISOString(), call };
}
