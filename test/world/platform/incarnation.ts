/**
 * One life of a Durable Object, with the platform's gates. While a storage operation or
 * `blockConcurrencyWhile` is under way, no event is delivered; nothing leaves before what was written
 * is durable. Lacks: the pause between two deliveries that a long turn makes, and limits of memory.
 */
import { type DiskWeather, type Disk, ObjectStorage } from "./storage.ts";
import { type Home, type Scheduler, type Turn, turnNow, turns } from "./scheduler.ts";

/** An object's class as the namespace makes it. */
export type ObjectClass = new (context: unknown, env: unknown) => object;

export interface Life {
  name: string;
  Class: ObjectClass;
  env: unknown;
  disk: Disk;
  weather: DiskWeather;
  world: Scheduler;
  /** Something was made durable, the alarm perhaps. */
  committed(): void;
  /** It has ended, by a crash or by itself. */
  ended(life: Incarnation): void;
}

/** At most so many requests of one object may wait for their headers. */
const connections = 6;

export class Incarnation implements Home {
  readonly name: string;
  alive = true;
  /** Events since it was last quiet: a crash can be set for the n-th. */
  events = 0;
  readonly storage: ObjectStorage;
  readonly #life: Life;
  readonly #waiting: [turn: Turn, work: () => void][] = [];
  readonly #callers = new Set<(reason: string) => void>();
  readonly #queued: (() => void)[] = [];
  readonly #ownTurn: Turn;
  #object: object | null = null;
  #closed = 0;
  #block: object | null = null;
  #waitingForHeaders = 0;
  #working = 0;

  constructor(life: Life) {
    this.name = life.name;
    this.#life = life;
    this.#ownTurn = life.world.begin(this, life.world.done);
    this.storage = new ObjectStorage(life.disk, this, life.weather, () => life.committed());
  }

  /** Makes the object itself, inside the turn that has woken it. */
  start(turn: Turn): void {
    const { world, Class, env } = this.#life;
    const inside = world.follow(turn, this);
    const context = {
      storage: this.storage,
      id: { toString: () => this.name, name: this.name },
      waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined),
      blockConcurrencyWhile: <Result>(work: () => Promise<Result>) => heeded(this.#blockWhile(work)),
      abort: (reason?: unknown) => this.end(String(reason)),
    };
    this.#object = turns.run(inside, () => new Class(context, env));
  }

  get object(): Record<string, unknown> {
    return this.#object as Record<string, unknown>;
  }

  /** Whether it could be put away: nothing is under way and nothing waits. */
  get idle(): boolean {
    return this.#working === 0 && this.#waiting.length === 0;
  }

  enter(turn: Turn, work: () => void): void {
    if (!this.alive) return;
    const mayPass = this.#closed === 0 && (this.#block === null || turn.blocks === this.#block);
    if (!mayPass) return void this.#waiting.push([turn, work]);
    this.events += 1;
    work();
  }

  /** Runs a verb as an event of its own. `settle` is called with its end, or with the object's. */
  run(turn: Turn, work: () => unknown, settle: (end: { value: unknown } | { error: unknown }) => void): void {
    let over = false;
    const finish = (end: { value: unknown } | { error: unknown }) => {
      if (over) return;
      over = true;
      this.#callers.delete(lost);
      this.#working -= 1;
      settle(end);
    };
    const lost = (reason: string) => finish({ error: Object.assign(new Error(reason), { remote: true }) });
    this.#callers.add(lost);
    this.#working += 1;
    const inside = turn.world.follow(turn, this);
    const perform = async () => {
      try {
        const value = await work();
        await this.released();
        finish({ value });
      } catch (error) {
        await this.released();
        finish({ error });
      }
    };
    this.enter(inside, () => void turns.run(inside, perform));
  }

  released(): Promise<void> {
    return this.storage.released();
  }

  closeGate(): () => void {
    this.#closed += 1;
    let open = false;
    return () => {
      if (open) return;
      open = true;
      this.#closed -= 1;
      this.#letIn();
    };
  }

  /** The request leaves once a connection is free; the returned function frees it again. */
  async connection(): Promise<() => void> {
    if (this.#waitingForHeaders >= connections) await new Promise<void>((free) => this.#queued.push(free));
    this.#waitingForHeaders += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#waitingForHeaders -= 1;
      this.#queued.shift()?.();
    };
  }

  strikes(share: number): boolean {
    return share > 0 && this.#life.world.chance(turns.getStore() ?? this.#ownTurn) < share;
  }

  /** Ends this life at once, wherever it is: what was not durable is gone, who waits is told. */
  end(reason: string): void {
    if (!this.alive) return;
    this.alive = false;
    this.storage.drop();
    for (const lost of this.#callers) lost(reason);
    this.#life.ended(this);
  }

  async #blockWhile<Result>(work: () => Promise<Result>): Promise<Result> {
    const block = {};
    const turn = turnNow();
    this.#block = block;
    try {
      return await turns.run({ ...turn.world.follow(turn), blocks: block }, work);
    } catch (error) {
      this.end("blockConcurrencyWhile failed");
      throw error;
    } finally {
      this.#block = null;
      this.#letIn();
    }
  }

  #letIn(): void {
    const waiting = this.#waiting.splice(0);
    for (const [turn, work] of waiting) turn.world.soon(turn, () => this.enter(turn, work));
  }
}

/** What breaks in there resets the object; that nobody waited for it is no trouble of its own. */
function heeded<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}
