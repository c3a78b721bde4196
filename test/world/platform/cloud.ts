/** The Worker deployed in a world: two isolates that answer requests, the objects behind them, the watchdog. */
import { type Isolate, newIsolate } from "./isolate.ts";
import type { WorkerModules } from "./load.ts";
import { handOver } from "./hand-over.ts";
import { mixed } from "./mixed.ts";
import { Objects } from "./objects.ts";
import { freeHome, type Scheduler, turnNow, turns } from "./scheduler.ts";

export const origin = "https://shop.example";
export const address = "https://calls.example";
export const secrets = { appSecret: "a".repeat(43), ownerToken: "o".repeat(43), apikey: "world-key" };

/** Nobody answered: the connection broke. */
export class NoAnswer extends Error {}

const watchdogEveryMs = 5 * 60_000;
const cron = freeHome("cron");

/** What comes of `waitUntil` is nobody's to wait for. */
const context = {
  waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined),
  passThroughOnException: () => undefined,
};

export class Cloud {
  readonly objects: Objects;
  /** Whether anything rings the watchdog by itself. */
  hasCron = true;
  readonly #world: Scheduler;
  readonly #modules: WorkerModules;
  readonly #env: Record<string, unknown>;
  #isolates: [Isolate, Isolate];
  #crash: { name: string; left: number } | null = null;

  constructor(world: Scheduler, modules: WorkerModules, vars: Record<string, string>) {
    this.#world = world;
    this.#modules = modules;
    this.objects = new Objects(world, modules.classes, (key) => this.#countDown(key));
    this.#env = {
      SIPNET_URL: "https://provider.example/api.php",
      SIPNET_APIKEY: secrets.apikey,
      APP_SECRET: secrets.appSecret,
      OWNER_TOKEN: secrets.ownerToken,
      PUBLIC_URL: address,
      ALLOWED_ORIGINS: origin,
      ...vars,
      ...Object.fromEntries(this.objects.namespaces()),
    };
    this.objects.env = this.#env;
    this.#isolates = [newIsolate(modules), newIsolate(modules)];
    this.#watch();
  }

  /** One request to one of the two isolates. @throws NoAnswer */
  async request(path: string, init: RequestInit & { isolate?: number } = {}): Promise<Response> {
    if (this.objects.isOff) throw new NoAnswer();
    const isolate = this.#isolates[(init.isolate ?? 0) % 2] ?? this.#isolates[0];
    const from = turnNow();
    const inside = this.#world.follow(from, isolate);
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const lost = () => reject(new NoAnswer());
    isolate.visitors.add(lost);
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
    if (this.objects.isOff) return;
    const inside = this.#world.follow(turnNow(), this.#isolates[0]);
    const ring = async () => this.#modules.scheduled({}, this.#env, context);
    await turns.run(inside, () => ring().catch(() => undefined));
  }

  /** Ends an object (or the whole process, objects and isolates) after so many more of its events. */
  crash(name: string, afterEvents = 0): void {
    this.#crash = { name, left: afterEvents };
    if (afterEvents === 0) this.#strike();
  }

  get isOwnServer(): boolean {
    return this.#env.OWN_SERVER !== undefined;
  }

  turnOff(): void {
    this.objects.isOff = true;
    this.crash("all");
  }

  /** @param restored the mark that a restore leaves; null changes nothing of what was said before */
  turnOn(restored: object | null): void {
    if (restored) this.#env.RESTORED = JSON.stringify(restored);
    this.objects.isOff = false;
    this.objects.expectAll();
  }

  /** The machine's clock is set. */
  stepClock(ms: number): void {
    this.#world.skewMs += ms;
    this.objects.expectAll();
  }

  #strike(): void {
    const name = this.#crash?.name ?? "";
    this.#crash = null;
    this.objects.end(name === "all" ? "" : name, "crashed");
    if (name !== "all") return;
    const before = this.#isolates;
    this.#isolates = [newIsolate(this.#modules), newIsolate(this.#modules)];
    for (const isolate of before) isolate.end();
  }

  /** A crash that is set for the n-th event strikes here. */
  #countDown(key: string): void {
    const crash = this.#crash;
    if (!crash || (crash.name !== "all" && !key.startsWith(crash.name))) return;
    crash.left -= 1;
    if (crash.left === 0) this.#world.at(this.#world.trueMs, () => this.#strike());
  }

  #watch(): void {
    const next = () => {
      const turn = this.#world.begin(cron, mixed(this.#world.trueMs / 1000));
      if (this.hasCron) void turns.run(turn, () => this.ringWatchdog());
      this.#world.at(this.#world.trueMs + watchdogEveryMs, next);
    };
    this.#world.at(this.#world.trueMs + watchdogEveryMs, next);
  }
}
