/**
 * What happens next, decided by one seed. Everything that the platform brings about (an answer, a
 * timer, a finished write) is a task here; between two tasks all code runs on until it awaits.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { mixed, unitOf } from "./mixed.ts";

/** Something that code runs inside of, and that can end: an isolate, an object, a person. */
export interface Home {
  readonly name: string;
  alive: boolean;
  /** Runs `work` as an event of this home, once its gate is open. */
  enter(turn: Turn, work: () => void): void;
  /** Resolves once what was written here may be seen outside. */
  released(): Promise<void>;
  /** Resolves once a request may leave; the returned function says that its headers have come. */
  connection(): Promise<() => void>;
}

/** Somebody or something that nothing ends and nothing holds back. */
export function freeHome(name: string): Home {
  return {
    name,
    alive: true,
    enter: (_, work) => work(),
    released: async () => undefined,
    connection: async () => () => undefined,
  };
}

/** Whose doing the running code is. The numbers make each task's chance its own, whatever else happens. */
export interface Turn {
  readonly world: Scheduler;
  readonly home: Home;
  readonly origin: number;
  made: number;
  /** Set inside `blockConcurrencyWhile`: events of this turn pass the gate it has closed. */
  readonly blocks?: object;
}

export const turns = new AsyncLocalStorage<Turn>();

/** The turn of the code that runs now; code outside of every world has none. */
export function turnNow(): Turn {
  const turn = turns.getStore();
  if (!turn) throw new Error("This runs outside of the world");
  return turn;
}

interface Timer {
  ms: number;
  order: number;
  run: () => void;
  over: boolean;
}

/** How often a task waits until nothing else is left to do, and how often and long it is slow; by `unrest`. */
const unrests = [
  { last: 0, slow: 0, slowMs: 0 },
  { last: 0.06, slow: 0.01, slowMs: 60 },
  { last: 0.15, slow: 0.04, slowMs: 1_200 },
  { last: 0.3, slow: 0.08, slowMs: 6_000 },
] as const;

export class Scheduler {
  /** Time as it is; `nowMs` is what the Worker's machine takes for it. */
  trueMs: number;
  /** How far the machine's clock is off. */
  skewMs = 0;
  /** Tasks done, for crashes "at the n-th await". */
  done = 0;
  readonly #seed: number;
  readonly #unrest: (typeof unrests)[number];
  readonly #ready: (() => void)[] = [];
  readonly #last: (() => void)[] = [];
  #timers: Timer[] = [];
  #order = 0;

  constructor(startMs: number, seed: number, unrest: number) {
    this.trueMs = startMs;
    this.#seed = seed;
    this.#unrest = unrests[unrest] ?? unrests[0];
  }

  get nowMs(): number {
    return this.trueMs + this.skewMs;
  }

  /** A turn of its own, for what somebody begins by themselves. */
  begin(home: Home, origin: number): Turn {
    return { world: this, home, origin: mixed(this.#seed, origin), made: 0 };
  }

  /** What follows from the running turn, inside `home`. */
  follow(from: Turn, home: Home = from.home, blocks = from.blocks): Turn {
    const origin = mixed(from.origin, (from.made += 1));
    return { world: this, home, origin, made: 0, ...(blocks === undefined ? {} : { blocks }) };
  }

  /** A number from 0 to 1 that only depends on the seed, the turn and how often it has asked. */
  chance(turn: Turn): number {
    return unitOf(mixed(turn.origin, (turn.made += 1) + 77));
  }

  /** Soon: at once, after everything else, or a while later, as the seed has it. */
  soon(turn: Turn, run: () => void): void {
    const chance = this.chance(turn);
    const { last, slow, slowMs } = this.#unrest;
    if (chance < slow) this.at(this.trueMs + 1 + Math.floor(this.chance(turn) * slowMs), run);
    else if (chance < slow + last) this.#last.push(run);
    else this.#ready.push(run);
  }

  /** At a time of the true clock, which shows whole milliseconds; the returned function calls it off. */
  at(exactMs: number, run: () => void): () => void {
    const ms = Math.ceil(exactMs);
    const timer: Timer = { ms, order: (this.#order += 1), run, over: false };
    const place = this.#timers.findLastIndex((each) => each.ms < ms || (each.ms === ms && each.order < timer.order));
    this.#timers.splice(place + 1, 0, timer);
    return () => void (timer.over = true);
  }

  /** When the next timer is due. */
  get nextMs(): number {
    return this.#timers.find(({ over }) => !over)?.ms ?? Infinity;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => void this.at(this.trueMs + ms, wake));
  }

  /** Lets things happen until that time, or until `enough`. */
  async passUntil(ms: number, enough: () => boolean = () => false): Promise<void> {
    for (;;) {
      await rest();
      if (enough()) return;
      const task = this.#ready.shift() ?? this.#last.shift();
      const run = task ?? this.#nextTimer(ms);
      if (!run) break;
      this.done += 1;
      run();
    }
    this.trueMs = Math.max(this.trueMs, ms);
  }

  #nextTimer(untilMs: number): (() => void) | undefined {
    while (this.#timers[0]?.over) this.#timers.shift();
    const timer = this.#timers[0];
    if (!timer || timer.ms > untilMs) return undefined;
    this.#timers.shift();
    this.trueMs = Math.max(this.trueMs, timer.ms);
    return timer.run;
  }
}

/** All code has run on to its next await: promises' jobs come before the next macrotask. */
function rest(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
