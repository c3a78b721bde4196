/**
 * Which sites may embed the buttons, as this isolate last heard: those of `ALLOWED_ORIGINS`, of which
 * nobody need be asked, and those that the owner listed in the console.
 */
import { now } from "../time/clock.ts";

const keptMs = 30_000;

export class SiteList {
  readonly #fixed: readonly string[];
  readonly #ask: () => Promise<string[]>;
  #listed: readonly string[] = [];
  #untilMs = 0;
  #asking: Promise<void> | null = null;

  /** @param ask - the owner's own list, where it rests */
  constructor(fixed: readonly string[], ask: () => Promise<string[]>) {
    this.#fixed = fixed;
    this.#ask = ask;
  }

  /** Whether it is known to be allowed, without asking. */
  knows(origin: string): boolean {
    return this.#fixed.includes(origin) || (this.#untilMs > now() && this.#listed.includes(origin));
  }

  /** Whether it is known not to be, likewise. */
  isStranger(origin: string): boolean {
    return this.#untilMs > now() && !this.#listed.includes(origin) && !this.#fixed.includes(origin);
  }

  /** @throws what the asking throws: a site that can't be looked up may not embed */
  async allows(origin: string): Promise<boolean> {
    if (this.#fixed.includes(origin)) return true;
    await this.#refresh();
    return this.#listed.includes(origin);
  }

  async all(): Promise<string[]> {
    await this.#refresh();
    return [...this.#fixed, ...this.#listed];
  }

  /** After a change: the next look asks anew. */
  forget(): void {
    this.#untilMs = 0;
  }

  /** However many wait for it, one asks. */
  async #refresh(): Promise<void> {
    if (this.#untilMs <= now()) await (this.#asking ??= this.#read().finally(() => (this.#asking = null)));
  }

  async #read(): Promise<void> {
    this.#listed = await this.#ask();
    this.#untilMs = now() + keptMs;
  }
}
