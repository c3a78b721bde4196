/**
 * The whole Worker in Node: its own code over Node's SQLite, at a clock that the test moves, with
 * storage that can be broken. What needs a thousand days or a million requests is tested here.
 */
import { addressOf } from "./paper-people.ts";
import { mock } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { hand, killTimers, living, takeTimer, timerMs } from "./hand-clock.ts";
import { KeptObject } from "./kept-object.ts";
import { settle } from "./settle.ts";
import { moveTo, patiently } from "./pass-time.ts";
import { providers, type StandInProvider } from "./network.ts";
import { loadWorker, type WorkerModules } from "./worker-modules.ts";

export { settle } from "./settle.ts";

type Name = keyof WorkerModules["classes"];
/** Verbs of an object, and of its members. */
interface Verbs {
  (...args: unknown[]): unknown;
  readonly [verb: string]: Verbs | undefined;
}

export const secrets = { appSecret: "a".repeat(43), ownerToken: "o".repeat(43), apikey: "paper-key" };
export const origin = "https://shop.example";

/**
 * Called before each use of storage or of an object, with the statement or the verb, and which object's storage it
 * is; throwing breaks it.
 */
export type Breaker = (use: string, object?: string) => void;

export interface NodeWorkerOptions {
  provider: StandInProvider;
  /** Other hosts that the Worker may ask, by name: receivers of messages. */
  hosts?: Record<string, StandInProvider>;
  vars?: Record<string, string | undefined>;
  breaker?: Breaker;
  /** Awaited before each verb of an object and each request to the provider: where a test puts them in its order. */
  turn?: (use: string) => Promise<void>;
  /** What an earlier Worker left on disk, by object. */
  databases?: Map<string, DatabaseSync>;
  /** A disk that says it has written, and has not. */
  diskLies?: boolean;
}

/** What the Workers of this process have logged, instead of on the screen; the latest ten thousand lines. */
export const logged: string[] = [];
const print = console.log;
console.log = (...said: unknown[]) => {
  if (!String(said[0]).startsWith('{"event"')) return print(...said);
  if (logged.push(String(said[0])) > 10_000) logged.shift();
};

// Nothing here has a socket, so no real time need ever pass.
mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
const modules = await loadWorker();
let made = 0;

export class NodeWorker {
  /** The objects' databases; they outlive a crash. */
  readonly databases: Map<string, DatabaseSync>;
  /** How often an alarm rang. */
  alarms = 0;
  /** Work that failed where nobody waited for it. */
  readonly failures: string[] = [];
  readonly #diskLies: boolean;
  readonly #host: string;
  #app = modules.createApp();
  #looks = 0;
  readonly #env: Record<string, unknown>;
  readonly #breaker: Breaker;
  readonly #turn: NodeWorkerOptions["turn"];
  #objects = new Map<string, KeptObject>();

  constructor(options: NodeWorkerOptions) {
    const {
      provider,
      hosts = {},
      vars = {},
      breaker = () => undefined,
      turn,
      databases = new Map(),
      diskLies = false,
    } = options;
    living.add(this);
    this.databases = databases;
    this.#diskLies = diskLies;
    this.#host = `provider-${(made += 1)}.example`;
    providers.set(this.#host, {
      answer: async (...request) => {
        await turn?.("provider");
        for (const kept of this.#objects.values()) kept.release();
        return provider.answer(...request);
      },
    });
    for (const [name, each] of Object.entries(hosts)) providers.set(name, each);
    this.#turn = turn;
    this.#breaker = breaker;
    const namespaces = (Object.keys(modules.classes) as Name[]).map((name) => [
      name,
      { getByName: (id: string) => this.#stub(name, id) },
    ]);
    this.#env = {
      SIPNET_URL: `https://${this.#host}/api.php`,
      SIPNET_APIKEY: secrets.apikey,
      APP_SECRET: secrets.appSecret,
      OWNER_TOKEN: secrets.ownerToken,
      PUBLIC_URL: "https://calls.example",
      ALLOWED_ORIGINS: origin,
      ...vars,
      ...Object.fromEntries(namespaces),
    };
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const context = { waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined) };
    const request = new Request(`https://calls.example${path}`, init);
    // Whoever only looks is somebody new each time, unless the test says who.
    if (request.method === "GET" && !request.headers.has("cf-connecting-ip"))
      request.headers.set("cf-connecting-ip", addressOf(1_000_000 + (this.#looks += 1)));
    return this.#app.fetch(request, this.#env, context);
  }

  /** The watchdog looks whether everything is awake. */
  watch(): Promise<void> {
    return modules.scheduled(null, this.#env);
  }

  /** The verbs of the Ledger, as the Worker reaches them. */
  get ledger(): Verbs {
    return this.#stub("LEDGER", "ledger");
  }

  /** The verbs of what keeps earlier builds of the widget. */
  get scripts(): Verbs {
    return this.#stub("SCRIPTS", "scripts");
  }

  /** The verbs of one shard of the pre-limiter. */
  shard(id: string): Verbs {
    return this.#stub("SHIELD", id);
  }

  /** Rings every alarm and timer that is due by then, moving the clock from one to the next. */
  async passTime(ms: number): Promise<void> {
    const until = hand.nowMs + ms;
    await settle();
    for (let next = this.#next(until); next !== null; next = this.#next(until)) {
      await moveTo(Math.max(hand.nowMs, next.atMs));
      await patiently(Promise.resolve(next.ring()));
      await settle();
    }
    await moveTo(until);
  }

  /** Waits for work of an object's that itself waits for timers. */
  async untilDone(work: Promise<unknown>): Promise<void> {
    await patiently(work);
    await settle();
  }

  /** No alarm that is set will ring, and no timer: as after a fault of the platform. */
  loseAlarms(): void {
    for (const kept of this.#objects.values()) kept.alarmMs = null;
    killTimers();
  }

  /** Everything in memory is gone, and what was not yet written with it. */
  crash(): void {
    for (const kept of this.#objects.values()) kept.die();
    this.#objects = new Map();
    this.#app = modules.createApp();
    killTimers();
  }

  /** Nobody will ask it any more: what thousands of Workers leave behind would fill the memory. */
  end(): void {
    this.crash();
    living.delete(this);
    for (const database of this.databases.values()) database.close();
    providers.delete(this.#host);
  }

  /** Whatever is due first, alarm or timer. */
  #next(until: number): { atMs: number; ring: () => unknown } | null {
    const alarmed = this.#nextAlarm();
    const [alarmMs, timeMs] = [alarmed?.alarmMs ?? Infinity, timerMs()];
    if (Math.min(alarmMs, timeMs) > until) return null;
    if (timeMs < alarmMs) return { atMs: timeMs, ring: () => takeTimer() };
    return { atMs: alarmMs, ring: () => alarmed && this.#ring(alarmed) };
  }

  async #ring(kept: KeptObject): Promise<void> {
    kept.alarmMs = null;
    this.alarms += 1;
    await patiently(Promise.resolve((kept.object as Verbs).alarm?.()));
    kept.write();
  }

  #nextAlarm(): KeptObject | undefined {
    const armed = [...this.#objects.values()].filter(({ alarmMs }) => alarmMs !== null);
    return armed.sort((a, b) => (a.alarmMs ?? 0) - (b.alarmMs ?? 0))[0];
  }

  #stub(name: Name, id: string): Verbs {
    const call = async (path: readonly string[], args: unknown[]) => {
      const verb = path.at(-1) ?? "";
      this.#breaker(`${name}.${verb}`);
      await this.#turn?.(`${name}.${verb}`);
      const kept = this.#wake(name, id);
      try {
        const owner = path
          .slice(0, -1)
          .reduce<Verbs | undefined>((member, each) => member?.[each], kept.object as Verbs | undefined);
        return await owner?.[verb]?.(...structuredClone(args));
      } finally {
        // An answer leaves an object once its writes are kept.
        kept.write();
      }
    };
    // A verb may be a member's: `ledger.safety.settings()` asks once.
    const at = (path: readonly string[]): unknown =>
      new Proxy(() => undefined, {
        get: (_, verb) => (verb === "then" ? undefined : at([...path, String(verb)])),
        apply: (_, __, args: unknown[]) => call(path, args),
      });
    return at([]) as Verbs;
  }

  #wake(name: Name, id: string): KeptObject {
    const key = `${name} ${id}`;
    const running = this.#objects.get(key);
    if (running) return running;
    const database = this.databases.get(key) ?? new DatabaseSync(":memory:");
    this.databases.set(key, database);
    const kept = new KeptObject(modules.classes[name], this.#env, {
      database,
      breaker: (use) => this.#breaker(use, key),
      lies: this.#diskLies,
      failed: (error) => this.failures.push(String(error)),
    });
    this.#objects.set(key, kept);
    return kept;
  }
}
