/** Every object of a deployment: woken by whoever calls it or by its alarm, ended by crashes, its rows kept. */
import { Incarnation } from "./incarnation.ts";
import type { WorkerModules } from "./load.ts";
import { mixed } from "./mixed.ts";
import { freeHome, type Scheduler, type Turn, turnNow } from "./scheduler.ts";
import { Disk, type DiskWeather } from "./storage.ts";

/** How a call of an object's verb ends. */
type Ending = { value: unknown } | { error: unknown };

interface Kept {
  key: string;
  binding: string;
  disk: Disk;
  life: Incarnation | null;
  /** An alarm that failed is not tried again before. */
  restUntilMs: number;
  /** Calls off the alarm that is awaited. */
  forget(): void;
}

/** What rests of one object at one moment. */
export interface DiskCopy {
  binding: string;
  id: string;
  bytes: Uint8Array;
  alarmMs: number | null;
}

const retryAlarmMs = 2_000;
const mostTries = 6;
/** Whoever rings alarms has no home that could end. */
const bell = freeHome("alarm");

export class Objects {
  readonly weather: DiskWeather = { slowMs: 0, fails: 0 };
  /** Every ring of an alarm. */
  readonly alarms: { name: string; ms: number }[] = [];
  env: Record<string, unknown> = {};
  /** The machine is off: nothing rings. */
  isOff = false;
  readonly #world: Scheduler;
  readonly #classes: WorkerModules["classes"];
  readonly #kept = new Map<string, Kept>();
  readonly #counted: (key: string) => void;

  /** `counted` hears of every event of an object. */
  constructor(world: Scheduler, classes: WorkerModules["classes"], counted: (key: string) => void) {
    this.#world = world;
    this.#classes = classes;
    this.#counted = counted;
  }

  /** Bindings as `env` has them. */
  namespaces(): [binding: string, namespace: object][] {
    return [...this.#classes.keys()].map((binding) => {
      const stub = (id: string) => this.#stub(binding, id);
      return [binding, { getByName: stub, get: stub, idFromName: (id: string) => id }];
    });
  }

  /** Ends the lives of those whose name begins so. */
  end(name: string, reason: string): void {
    for (const { key, life } of this.#kept.values()) if (key.startsWith(name)) life?.end(reason);
  }

  /** An object that is quiet is put away: memory goes, rows stay. */
  evict(name: string): void {
    for (const { key, life } of this.#kept.values()) if (key.startsWith(name) && life?.idle) life.end("evicted");
  }

  /** The alarm stays as it was remembered, and never rings. */
  loseAlarm(name: string): void {
    for (const { key, disk } of this.#kept.values()) if (key.startsWith(name)) disk.stuck = true;
  }

  /** The machine's clock was set: alarms are due sooner or later than it seemed. */
  expectAll(): void {
    for (const kept of this.#kept.values()) this.#expect(kept);
  }

  /** Whether no write is under way anywhere. */
  areAtRest(): boolean {
    return this.disks().every(([, { database }]) => !database.isTransaction);
  }

  copy(): DiskCopy[] {
    return [...this.#kept.values()].map(({ key, binding, disk: { database, alarmMs } }) => {
      return { binding, id: key.slice(binding.length + 1), bytes: database.serialize(), alarmMs };
    });
  }

  /** Everything rests as it did then; what one table of an object holds since may be carried over. */
  putBack(copies: readonly DiskCopy[], carried: readonly [binding: string, table: string] | null): void {
    // Whoever woke since the machine was turned off would go on with the rows that are gone.
    this.end("", "its rows were replaced");
    const [of, table] = carried ?? ["", ""];
    for (const kept of this.#kept.values()) {
      const { disk, binding } = kept;
      const later = binding === of ? disk.database.prepare(`SELECT * FROM ${table}`).all() : [];
      const copy = copies.find((each) => each.binding === binding && `${binding} ${each.id}` === kept.key);
      Object.assign(disk, new Disk(), { alarmMs: copy?.alarmMs ?? null });
      if (copy) disk.database.deserialize(copy.bytes);
      for (const row of copy ? later : []) {
        const names = Object.keys(row);
        const insert = `INSERT OR REPLACE INTO ${table} (${names.join()}) VALUES (${names.fill("?").join()})`;
        disk.database.prepare(insert).run(...Object.values(row));
      }
    }
  }

  disks(): [name: string, disk: Disk][] {
    return [...this.#kept.values()].map(({ key, disk }) => [key, disk]);
  }

  /** The verbs of an object, as its callers see them; a verb may be a member's of a member. */
  #stub(binding: string, id: string): unknown {
    const kept = this.#keptOf(binding, id);
    const at = (path: string[]): unknown =>
      new Proxy(() => undefined, {
        get: (_, name) => (name === "then" || typeof name === "symbol" ? undefined : at([...path, name])),
        apply: (_, __, args: unknown[]) => this.#call(kept, path, args),
      });
    return at([]);
  }

  #keptOf(binding: string, id: string): Kept {
    const key = `${binding} ${id}`;
    const fresh = { key, binding, disk: new Disk(), life: null, restUntilMs: 0, forget: () => undefined };
    const kept = this.#kept.get(key) ?? fresh;
    this.#kept.set(key, kept);
    return kept;
  }

  async #call(kept: Kept, path: string[], args: unknown[]): Promise<unknown> {
    const from = turnNow();
    const sent = structuredClone(args);
    await from.home.released();
    const there = this.#world.follow(from);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const settle = (end: Ending) => {
      const back = this.#world.follow(from);
      const tell = () => ("value" in end ? resolve(end.value) : reject(plain(end.error)));
      this.#world.soon(back, () => from.home.enter(back, tell));
    };
    this.#world.soon(there, () => this.#perform(kept, there, (object) => verbOf(object, path)(...sent), settle));
    return promise;
  }

  #perform(kept: Kept, turn: Turn, work: (object: Members) => unknown, settle: (end: Ending) => void): void {
    const life = kept.life ?? this.#wake(kept, turn, settle);
    if (!life) return;
    this.#counted(kept.key);
    life.run(turn, () => work(life.object), settle);
  }

  #wake(kept: Kept, turn: Turn, failed: (end: Ending) => void): Incarnation | null {
    const Class = this.#classes.get(kept.binding);
    if (!Class) throw new Error(`No class is bound to ${kept.binding}`);
    const committed = () => {
      this.#counted(kept.key);
      this.#expect(kept);
    };
    const ended = (life: Incarnation) => {
      if (kept.life === life) kept.life = null;
      this.#expect(kept);
    };
    const { disk, key: name } = kept;
    const { env, weather } = this;
    const life = new Incarnation({ name, Class, env, disk, weather, world: this.#world, committed, ended });
    kept.life = life;
    try {
      life.start(turn);
      return life;
    } catch (error) {
      life.end("its constructor threw");
      failed({ error });
      return null;
    }
  }

  /** Rings the object's durable alarm when its time has come. */
  #expect(kept: Kept): void {
    kept.forget();
    const { alarmMs } = kept.disk;
    if (alarmMs === null) return;
    const dueMs = Math.max(this.#world.trueMs, alarmMs - this.#world.skewMs, kept.restUntilMs);
    kept.forget = this.#world.at(dueMs, () => {
      const { disk } = kept;
      const isDue = disk.alarmMs === alarmMs && this.#world.nowMs >= alarmMs;
      if (isDue && !disk.ringing && !disk.stuck && !this.isOff) this.#ring(kept);
    });
  }

  #ring(kept: Kept): void {
    const { disk } = kept;
    const world = this.#world;
    disk.ringing = true;
    this.alarms.push({ name: kept.key, ms: world.trueMs });
    const over = (end: Ending) => {
      disk.ringing = false;
      const hasFailed = "error" in end;
      disk.tries = hasFailed ? disk.tries + 1 : 0;
      if (hasFailed && disk.tries <= mostTries) kept.restUntilMs = world.trueMs + retryAlarmMs * 2 ** (disk.tries - 1);
      // Given up, as the platform does; whoever needs it must set it anew.
      else if (hasFailed) [disk.alarmMs, disk.tries] = [null, 0];
      else kept.life?.storage.endRinging();
      this.#expect(kept);
    };
    const ring = (object: Members) => {
      kept.life?.storage.beginRinging();
      return verbOf(object, ["alarm"])();
    };
    this.#perform(kept, world.begin(bell, mixed(world.done)), ring, over);
  }
}

type Members = Record<string, unknown>;

function verbOf(object: Members, path: string[]): (...args: unknown[]) => unknown {
  const owner = path.slice(0, -1).reduce((at, name) => at[name] as Members, object);
  const verb = owner[path.at(-1) ?? ""] as (...args: unknown[]) => unknown;
  return verb.bind(owner);
}

/** What is left of an error on its way between objects: its words. */
function plain(error: unknown): unknown {
  const isBuiltIn = [TypeError, RangeError, SyntaxError].some((each) => Object(error).constructor === each);
  if (!(error instanceof Error) || isBuiltIn) return error;
  return Object.assign(new Error(error.message), { remote: true });
}
