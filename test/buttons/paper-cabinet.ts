/** SIPNET's buttons on paper: what a cabinet and the API share, with mishaps, and a witness to every write. */
import { sameFields } from "../../worker/buttons/button.ts";
import type { SharedFields } from "../../worker/contract/button.ts";
import type { ButtonProvider } from "../../worker/buttons/sync.ts";
import { SipnetRefused, SipnetUnreachable } from "../../worker/sipnet/sipnet-error.ts";

export type Mishap =
  "list-fails" | "list-empty" | "unsent" | "refused" | "lost-before" | "lost-after" | "crash-before" | "crash-after";

/** The process ends in the middle of a request. */
export class Crash extends Error {}

export class Cabinet implements ButtonProvider {
  readonly buttons = new Map<string, SharedFields>();
  writes = 0;
  /** Writes that replaced or deleted what the owner had not seen, or added what is there. */
  readonly offences: string[] = [];
  readonly mayOverwrite = new Set<string>();
  readonly mayDelete = new Set<string>();
  readonly refusedTexts = new Set<string>();
  /** Deletions that SIPNET said no to: the button lives, and its owner sees that. */
  readonly refusedRemovals = new Set<string>();
  readonly #shown = new Map<string, SharedFields[]>();
  readonly #added = new Map<string, string>();
  #armed: { mishap: Mishap; after: number }[] = [];
  #cids = 0;

  readonly #stored: (text: string) => string;

  constructor(stored = (text: string) => text) {
    this.#stored = stored;
  }

  arm(mishap: Mishap, after: number): void {
    this.#armed.push({ mishap, after });
  }

  mend(): void {
    this.#armed = [];
  }

  isMishap(error: unknown): boolean {
    return error instanceof SipnetUnreachable || error instanceof SipnetRefused;
  }

  /** The owner has seen this record. */
  show(cid: string, record: SharedFields): void {
    this.#shown.set(cid, [...(this.#shown.get(cid) ?? []), record]);
  }

  put(record: SharedFields): string {
    const cid = `cid ${(this.#cids += 1)}`;
    this.buttons.set(cid, { ...record, text: this.#stored(record.text) });
    return cid;
  }

  change(index: number, change: Partial<SharedFields>): void {
    const entry = [...this.buttons][index % Math.max(1, this.buttons.size)];
    if (!entry) return;
    this.buttons.set(entry[0], { ...entry[1], ...change });
  }

  delete(index: number): void {
    const entry = [...this.buttons][index % Math.max(1, this.buttons.size)];
    if (!entry) return;
    this.buttons.delete(entry[0]);
  }

  async list(): Promise<Map<string, SharedFields>> {
    const mishap = this.#mishap("list-fails", "list-empty");
    if (mishap === "list-fails") throw new SipnetUnreachable("paper", true, 503);
    return new Map(mishap === "list-empty" ? [] : this.buttons);
  }

  async add(mine: SharedFields): Promise<{ cid: string; record: SharedFields }> {
    return this.#write(mine.text, () => {
      const before = this.#added.get(mine.text);
      if (before !== undefined && this.buttons.has(before)) this.offences.push(`added twice: ${mine.text}`);
      const cid = this.put(mine);
      this.#added.set(mine.text, cid);
      return { cid, record: mine };
    });
  }

  async update(cid: string, mine: SharedFields): Promise<SharedFields> {
    const theirsBefore = this.buttons.get(cid);
    try {
      return await this.#update(cid, mine);
    } finally {
      // What was sent is known, even if it never arrived: a record that equals it can't be told from its work.
      if (theirsBefore) this.show(cid, mine);
    }
  }

  async #update(cid: string, mine: SharedFields): Promise<SharedFields> {
    return this.#write("", () => {
      const theirs = this.buttons.get(cid);
      if (!theirs) throw new SipnetRefused("1003", "no such button");
      const known = (this.#shown.get(cid) ?? []).some((seen) => sameFields(seen, theirs));
      if (!known && !this.mayOverwrite.has(cid)) this.offences.push(`overwrote unseen: ${cid}`);
      this.buttons.set(cid, mine);
      return mine;
    });
  }

  async remove(cid: string): Promise<void> {
    const work = () => {
      if (!this.mayDelete.has(cid)) this.offences.push(`deleted unasked: ${cid}`);
      this.buttons.delete(cid);
      this.refusedRemovals.delete(cid);
    };
    return this.#write("", work, () => this.refusedRemovals.add(cid));
  }

  neverLeft(error: unknown): boolean {
    return error instanceof SipnetUnreachable && !error.maybePlaced;
  }

  isRefusal(error: unknown): boolean {
    if (!this.isMishap(error)) throw error;
    return error instanceof SipnetRefused;
  }

  #write<Result>(text: string, work: () => Result, refused: () => unknown = () => undefined): Result {
    const mishap = this.#mishap("refused", "unsent", "lost-before", "lost-after", "crash-before", "crash-after");
    if (mishap === "refused") {
      this.refusedTexts.add(text);
      refused();
      throw new SipnetRefused("1002", "wrong");
    }
    if (mishap === "unsent") throw new SipnetUnreachable("ECONNREFUSED", false);
    if (mishap === "lost-before") throw new SipnetUnreachable("paper", true, 502);
    if (mishap === "crash-before") throw new Crash();
    const result = work();
    this.writes += 1;
    if (mishap === "lost-after") throw new SipnetUnreachable("paper", true, 504);
    if (mishap === "crash-after") throw new Crash();
    return result;
  }

  /** The first armed mishap of these kinds, once its time has come. */
  #mishap(...kinds: Mishap[]): Mishap | null {
    const index = this.#armed.findIndex(({ mishap }) => kinds.includes(mishap));
    const found = this.#armed[index];
    if (!found) return null;
    if (found.after > 0) {
      found.after -= 1;
      return null;
    }
    this.#armed.splice(index, 1);
    return found.mishap;
  }
}
