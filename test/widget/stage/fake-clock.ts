/** Time that passes when a test says so: no test waits for a ticket to age. */

interface Due {
  atMs: number;
  run: () => void;
  everyMs?: number;
  /** How long a request may take: nobody's timer to clear. */
  isLimit?: true;
}

const real = {
  setTimeout: globalThis.setTimeout.bind(globalThis),
  now: Date.now.bind(Date),
};

/** Lets everything happen that needs no time: promises, updates, messages between channels; then a frame, however slow. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => real.setTimeout(resolve, 2));
  await new Promise(requestAnimationFrame);
}

/** Of all clocks: a browser never gives the same twice either, so that to clear what is long over harms nothing. */
let lastId = 0;

export class FakeClock {
  nowMs = real.now();
  #due = new Map<number, Due>();
  #before = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
  };
  #signalAfter = AbortSignal.timeout;

  install(): void {
    const add = (run: () => void, ms = 0, everyMs?: number): number => {
      this.#due.set(++lastId, { atMs: this.nowMs + ms, run, ...(everyMs === undefined ? {} : { everyMs }) });
      return lastId;
    };
    const drop = (id?: number): void => void this.#due.delete(id ?? 0);
    const fakes = {
      setTimeout: (run: () => void, ms?: number) => add(run, ms),
      setInterval: (run: () => void, ms = 0) => add(run, ms, ms),
      clearTimeout: drop,
      clearInterval: drop,
    };
    Object.assign(globalThis, fakes);
    AbortSignal.timeout = (ms) => {
      const late = new AbortController();
      const run = (): void => late.abort(new DOMException("Too late", "TimeoutError"));
      this.#due.set(++lastId, { atMs: this.nowMs + ms, run, isLimit: true });
      return late.signal;
    };
    Date.now = () => this.nowMs;
  }

  uninstall(): void {
    Object.assign(globalThis, this.#before);
    AbortSignal.timeout = this.#signalAfter;
    Date.now = real.now;
  }

  /** Timers that wait. */
  get waiting(): number {
    return [...this.#due.values()].filter(({ isLimit }) => !isLimit).length;
  }

  async advance(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await settle();
    for (;;) {
      const [next] = [...this.#due].filter(([, { atMs }]) => atMs <= endMs).toSorted(([, a], [, b]) => a.atMs - b.atMs);
      if (!next) break;
      const [id, due] = next;
      this.nowMs = due.atMs;
      if (due.everyMs === undefined) this.#due.delete(id);
      else due.atMs += due.everyMs;
      due.run();
      await settle();
    }
    this.nowMs = endMs;
  }
}
