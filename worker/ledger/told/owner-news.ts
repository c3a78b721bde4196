/**
 * Tells the owner's desk of calls, once they are booked or over and never before a dial. Nothing waits for it
 * and nothing is lost with it: the desk reads on by itself where it was not told.
 */
import { log, nameOf } from "../../log.ts";
import type { CallRow } from "../call-row.ts";
import { isFinal } from "../progress.ts";
import { type ToldCall, toldOf } from "./told-call.ts";

/** The provider's rows have the number of a call whose own is forgotten here. */
const mostRemembered = 1_000;

export class OwnerNews {
  readonly #hear: (calls: ToldCall[]) => Promise<void>;
  readonly #phones = new Map<string, string>();

  constructor(hear: (calls: ToldCall[]) => Promise<void>) {
    this.#hear = hear;
  }

  /** A number in memory, as long as its call lives. */
  remember(id: string, phone: string): void {
    const [oldest] = this.#phones.keys();
    if (this.#phones.size >= mostRemembered && oldest !== undefined) this.#phones.delete(oldest);
    this.#phones.set(id, phone);
  }

  tell(row: CallRow): void {
    const told = toldOf(row, this.#phones.get(row.id));
    if (isFinal(row.state)) this.#phones.delete(row.id);
    if (told) this.#hear([told]).catch((error: unknown) => log({ event: "desk-not-told", because: nameOf(error) }));
  }
}
