/** The stand-in for Durable Objects keeps what the platform promises; each with what happens where it promises nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { installPlatform } from "./globals.ts";
import { connect } from "./network.ts";
import type { ObjectClass } from "./incarnation.ts";
import { Objects } from "./objects.ts";
import { freeHome, Scheduler, turns } from "./scheduler.ts";

installPlatform();

interface State {
  storage: {
    getAlarm(): Promise<number | null>;
    setAlarm(ms: number): Promise<void>;
    sync(): Promise<void>;
    sql: { exec(query: string, ...bindings: unknown[]): { toArray(): Record<string, unknown>[] } };
  };
  blockConcurrencyWhile(work: () => Promise<unknown>): Promise<unknown>;
}

const outside = freeHome("outside");

/** One object of a class, in a world of its own. */
function stage(Class: new (state: State) => object, seed = 1, unrest = 3) {
  const world = new Scheduler(0, seed, unrest);
  const objects = new Objects(world, new Map([["ONE", Class as unknown as ObjectClass]]), () => undefined);
  const [[, namespace] = ["", {}]] = objects.namespaces();
  const one = (
    namespace as { getByName(id: string): Record<string, (...args: unknown[]) => Promise<unknown>> }
  ).getByName("a");
  const act = <Result>(work: () => Promise<Result>) => turns.run(world.begin(outside, 1), work);
  return { world, objects, one, act };
}

class Counter {
  n = 0;
  readonly state: State;

  constructor(state: State) {
    this.state = state;
    state.storage.sql.exec("CREATE TABLE IF NOT EXISTS lines (line TEXT)");
  }

  async addOverStorage(): Promise<number> {
    const before = this.n;
    await this.state.storage.getAlarm();
    return (this.n = before + 1);
  }

  async addOverCryptography(): Promise<number> {
    const before = this.n;
    await crypto.subtle.digest("SHA-256", new Uint8Array());
    return (this.n = before + 1);
  }

  addAlone(): Promise<unknown> {
    return this.state.blockConcurrencyWhile(() => this.addOverCryptography());
  }

  write(line: string): void {
    this.state.storage.sql.exec("INSERT INTO lines VALUES (?)", line);
  }

  async writeDurably(line: string): Promise<void> {
    this.write(line);
    await this.state.storage.sync();
  }

  async writeAndFetch(): Promise<void> {
    this.write("before the request");
    await fetch("https://elsewhere.example/");
  }

  async fetchMany(n: number): Promise<void> {
    await Promise.all(Array.from({ length: n }, () => fetch("https://elsewhere.example/")));
  }

  lines(): unknown[] {
    return this.state.storage.sql
      .exec("SELECT line FROM lines")
      .toArray()
      .map(({ line }) => line);
  }

  setAlarm(ms: number): Promise<void> {
    return this.state.storage.setAlarm(ms);
  }

  alarm(): void {
    this.n += 1;
    if (this.n < 3) throw new Error("not yet");
  }
}

async function countTwice(verb: string, seed: number): Promise<number> {
  const { world, one, act } = stage(Counter, seed);
  const both = act(() => Promise.all([one[verb]?.(), one[verb]?.()]));
  await world.passUntil(60_000);
  return Math.max(...((await both) as number[]));
}

const seeds = Array.from({ length: 30 }, (_, i) => i);

test("input gate: nothing is delivered while a storage operation is under way", async () => {
  for (const seed of seeds) assert.equal(await countTwice("addOverStorage", seed), 2);
});

test("blockConcurrencyWhile holds everybody else", async () => {
  for (const seed of seeds) assert.equal(await countTwice("addAlone", seed), 2);
});

test("control: over any other await the seed lets somebody else go first", async () => {
  const counts = await Promise.all(seeds.map((seed) => countTwice("addOverCryptography", seed)));
  assert.ok(counts.includes(1) && counts.includes(2), counts.join());
});

test("output gate: no request leaves before what was written is durable, and none if it never is", async () => {
  for (const fails of [0, 1]) {
    const { world, objects, one, act } = stage(Counter);
    let left = 0;
    connect(world, async () => ((left += 1), new Response("")));
    await finished(
      world,
      act(() => one.lines?.() ?? Promise.reject(new Error("no such verb"))),
    );
    const asked = act(() => one.writeAndFetch?.() ?? Promise.reject(new Error("no such verb")));
    // The statement passes; what fails is making it durable.
    await world.passUntil(world.trueMs, () => world.done > 0 && objects.disks().length > 0);
    objects.weather.fails = fails;
    const end = await finished(world, asked);
    assert.deepEqual([left, end], fails === 0 ? [1, "answered"] : [0, "failed"]);
  }
});

test("a crash takes what was not durable, and its callers are told", async () => {
  const { world, objects, one, act } = stage(Counter, 1, 0);
  await finished(
    world,
    act(() => call(one, "writeDurably", "kept")),
  );
  objects.weather.slowMs = 5_000;
  const lost = act(() => call(one, "writeDurably", "lost"));
  await world.passUntil(world.trueMs + 1);
  objects.end("ONE", "crashed");
  assert.equal(await finished(world, lost), "failed");
  const lines = act(() => call(one, "lines"));
  await world.passUntil(world.trueMs + 60_000);
  assert.deepEqual(await lines, ["kept"]);
});

test("an alarm that fails rings again, and one whose handler has succeeded does not", async () => {
  const { world, objects, one, act } = stage(Counter);
  await finished(
    world,
    act(() => call(one, "setAlarm", 1_000)),
  );
  await world.passUntil(3_600_000);
  assert.equal(objects.alarms.length, 3);
});

test("six requests of an object may wait for their headers, the rest queue", async () => {
  const { world, one, act } = stage(Counter);
  let [waiting, most] = [0, 0];
  connect(world, async () => {
    most = Math.max(most, (waiting += 1));
    await world.sleep(1_000);
    waiting -= 1;
    return new Response("");
  });
  assert.equal(
    await finished(
      world,
      act(() => call(one, "fetchMany", 20)),
    ),
    "answered",
  );
  assert.equal(most, 6);
});

function call(
  one: Record<string, (...args: unknown[]) => Promise<unknown>>,
  verb: string,
  ...args: unknown[]
): Promise<unknown> {
  return one[verb]?.(...args) ?? Promise.reject(new Error(`no verb ${verb}`));
}

async function finished(world: Scheduler, work: Promise<unknown>): Promise<string | null> {
  let end: string | null = null;
  work.then(
    () => (end = "answered"),
    () => (end = "failed"),
  );
  await world.passUntil(world.trueMs + 60_000);
  return end;
}
