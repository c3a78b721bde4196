/** The Worker deployed in a world: isolates that answer requests, objects that live and end, alarms and the watchdog. */
import { Disk, type DiskWeather } from "./storage.ts";
import { Incarnation } from "./incarnation.ts";
import type { WorkerModules } from "./load.ts";
import { handOver } from "./platform.ts";
import { type Home, type Scheduler, type Turn, turnNow, turns } from "./scheduler.ts";
import { mixed } from "./mixed.ts";

export const origin = "https://shop.example";
export const address = "https://calls.example";
export const secrets = { appSecret: "a".repeat(43), ownerToken: "o".repeat(43), apikey: "world-key" };

/** Nobody answered: the connection broke. */
export class NoAnswer extends Error {}

interface Kept {
  key: string;
  binding: string;
  disk: Disk;
  life: Incarnation | null;
  /** Calls off the alarm that is awaited. */
  forget(): void;
}

/** One process of the Worker's stateless half. */
class Isolate implements Home {
  alive = true;
  readonly name = "isolate";
  readonly app: ReturnType<WorkerModules["createApp"]>;
  readonly visitors = new Set<() => void>();

  constructor(app: ReturnType<WorkerModules["createApp"]>) {
    this.app = app;
  }

  enter(_turn: Turn, work: () => void): void {
    if (this.alive) work();
  }

  async released(): Promise<void> {}

  end(): void {
    this.alive = false;
    for (const lost of this.visitors) lost();
  }
}

const watchdogEveryMs = 5 * 60_000;
const retryAlarmMs = 2_000;
const mostTries = 6;

export class Cloud {
  readonly weather: DiskWeather = { slowMs: 0, fails: 0 };
  /** Whether the cron trigger comes. */
  watchdog = true;
  alarms: { name: string; ms: number }[] = [];
  readonly #world: Scheduler;
  readonly #modules: WorkerModules;
  readonly #env: Record<string, unknown>;
  readonly #kept = new Map<string, Kept>();
  #isolates: [Isolate, Isolate];
  #crash: { name: string; left: number } | null = null;

  constructor(world: Scheduler, modules: WorkerModules, vars: Record<string, string>) {
    this.#world = world;
    this.#modules = modules;
    const namespaces = [...modules.classes.keys()].map((binding) => [
      binding,
      {
        getByName: (id: string) => this.#stub(binding, id),
        idFromName: (id: string) => id,
        get: (id: string) => this.#stub(binding, id),
      },
    ]);
    this.#env = {
      SIPNET_URL: "https://provider.example/api.php",
      SIPNET_APIKEY: secrets.apikey,
      APP_SECRET: secrets.appSecret,
      OWNER_TOKEN: secrets.ownerToken,
      PUBLIC_URL: address,
      ALLOWED_ORIGINS: origin,
      ...vars,
      ...Object.fromEntries(namespaces),
    };
    this.#isolates = [this.#isolate(), this.#isolate()];
    this.#watch();
  }

  /** One request to one of the two isolates. @throws NoAnswer */
  async request(path: string, init: RequestInit & { isolate?: number } = {}): Promise<Response> {
    const isolate = this.#isolates[(init.isolate ?? 0) % 2] ?? this.#isolates[0];
    const from = turnNow();
    const inside = this.#world.follow(from, isolate);
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const lost = () => reject(new NoAnswer());
    isolate.visitors.add(lost);
    const context = {
      waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined),
      passThroughOnException: () => undefined,
    };
    const answer = async () => isolate.app.fetch(new Request(`${address}${path}`, init), this.#env, context);
    this.#world.soon(inside, () => {
      if (isolate.alive) turns.run(inside, answer).then(resolve, reject);
      else lost();
    });
    const response = await promise.finally(() => isolate.visitors.delete(lost));
    return handOver(from, () => response);
  }

  /** The cron trigger. */
  async ringWatchdog(): Promise<void> {
    const isolate = this.#isolates[0];
    const inside = this.#world.follow(turnNow(), isolate);
    await turns.run(inside, async () => {
      const context = { waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined) };
      await this.#modules.scheduled({}, this.#env, context).catch(() => undefined);
    });
  }

  /** Ends an object (or the whole process, objects and isolates) after so many more of its events. */
  crash(name: string, afterEvents = 0): void {
    this.#crash = { name, left: afterEvents };
    if (afterEvents === 0) this.#strike();
  }

  /** An object that is quiet is put away: memory goes, rows stay. */
  evict(name: string): void {
    for (const { key, life } of this.#kept.values()) if (key.startsWith(name) && life?.idle) life.end("evicted");
  }

  /** The alarm stays as it was remembered, and never rings. */
  loseAlarm(name: string): void {
    for (const { key, disk } of this.#kept.values()) if (key.startsWith(name)) disk.stuck = true;
  }

  /** The machine's clock is set. */
  stepClock(ms: number): void {
    this.#world.skewMs += ms;
    for (const kept of this.#kept.values()) this.#expect(kept);
  }

  disks(): [name: string, disk: Disk][] {
    return [...this.#kept.values()].map(({ key, disk }) => [key, disk]);
  }

  #isolate(): Isolate {
    return new Isolate(this.#modules.createApp());
  }

  #strike(): void {
    const name = this.#crash?.name ?? "";
    this.#crash = null;
    for (const { key, life } of this.#kept.values()) if (name === "all" || key.startsWith(name)) life?.end("crashed");
    if (name !== "all") return;
    const [first, second] = this.#isolates;
    this.#isolates = [this.#isolate(), this.#isolate()];
    first.end();
    second.end();
  }

  #watch(): void {
    const somebody: Home = { name: "cron", alive: true, enter: (_, work) => work(), released: async () => undefined };
    const next = () => {
      const turn = this.#world.begin(somebody, mixed(this.#world.trueMs / 1000));
      if (this.watchdog) void turns.run(turn, () => this.ringWatchdog());
      this.#world.at(this.#world.trueMs + watchdogEveryMs, next);
    };
    this.#world.at(this.#world.trueMs + watchdogEveryMs, next);
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
    const kept = this.#kept.get(key) ?? { key, binding, disk: new Disk(), life: null, forget: () => undefined };
    this.#kept.set(key, kept);
    return kept;
  }

  async #call(kept: Kept, path: string[], args: unknown[]): Promise<unknown> {
    const from = turnNow();
    const sent = structuredClone(args);
    await from.home.released();
    const there = this.#world.follow(from);
    return new Promise((resolve, reject) => {
      const settle = (end: { value: unknown } | { error: unknown }) => {
        const back = this.#world.follow(from);
        const tell = () => ("value" in end ? resolve(end.value) : reject(plain(end.error)));
        this.#world.soon(back, () => from.home.enter(back, tell));
      };
      this.#world.soon(there, () => this.#perform(kept, there, { path, args: sent }, settle));
    });
  }

  #perform(
    kept: Kept,
    turn: Turn,
    { path, args }: { path: string[]; args: unknown[] },
    settle: (end: { value: unknown } | { error: unknown }) => void,
  ): void {
    const life = this.#wake(kept, turn, settle);
    if (!life) return;
    this.#countDown(kept);
    life.run(
      turn,
      () => {
        const owner = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, life.object);
        const verb = owner[path.at(-1) ?? ""] as (...args: unknown[]) => unknown;
        return verb.apply(owner, args);
      },
      settle,
    );
  }

  #wake(kept: Kept, turn: Turn, failed: (end: { error: unknown }) => void): Incarnation | null {
    if (kept.life) return kept.life;
    const Class = this.#modules.classes.get(kept.binding);
    if (!Class) throw new Error(`No class is bound to ${kept.binding}`);
    const life = new Incarnation({
      name: kept.key,
      Class,
      env: this.#env,
      disk: kept.disk,
      weather: this.weather,
      world: this.#world,
      committed: () => {
        this.#countDown(kept);
        this.#expect(kept);
      },
      ended: (ended) => {
        if (kept.life === ended) kept.life = null;
        this.#expect(kept);
      },
    });
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

  /** A crash that is set for the n-th event strikes here. */
  #countDown({ key }: Kept): void {
    if (!this.#crash || (this.#crash.name !== "all" && !key.startsWith(this.#crash.name))) return;
    this.#crash.left -= 1;
    const world = this.#world;
    if (this.#crash.left === 0) world.at(world.trueMs, () => this.#strike());
  }

  /** Rings the object's durable alarm when its time has come. */
  #expect(kept: Kept): void {
    kept.forget();
    const { alarmMs } = kept.disk;
    if (alarmMs === null) return;
    const dueMs = Math.max(this.#world.trueMs, alarmMs - this.#world.skewMs);
    kept.forget = this.#world.at(dueMs, () => {
      const { disk } = kept;
      if (disk.alarmMs === alarmMs && !disk.ringing && !disk.stuck && this.#world.nowMs >= alarmMs) this.#ring(kept);
    });
  }

  #ring(kept: Kept): void {
    const { disk } = kept;
    const turn = this.#world.begin(
      { name: "alarm", alive: true, enter: (_, work) => work(), released: async () => undefined },
      mixed(this.#world.done),
    );
    disk.ringing = true;
    this.alarms.push({ name: kept.key, ms: this.#world.trueMs });
    const over = (end: { value: unknown } | { error: unknown }) => {
      disk.ringing = false;
      disk.tries = "error" in end ? disk.tries + 1 : 0;
      if ("value" in end || disk.tries > mostTries) kept.life?.storage.endRinging();
      if ("error" in end && disk.alarmMs !== null && disk.tries <= mostTries)
        this.#world.at(this.#world.trueMs + retryAlarmMs * 2 ** disk.tries, () => this.#expect(kept));
      else this.#expect(kept);
    };
    const life = this.#wake(kept, turn, over);
    if (!life) return;
    this.#countDown(kept);
    life.storage.beginRinging();
    life.run(turn, () => (life.object.alarm as () => unknown).call(life.object), over);
  }
}

/** What is left of an error on its way between objects: its words. */
function plain(error: unknown): unknown {
  if (!(error instanceof Error) || [TypeError, RangeError, SyntaxError].some((each) => error.constructor === each))
    return error;
  return Object.assign(new Error(error.message), { remote: true });
}
