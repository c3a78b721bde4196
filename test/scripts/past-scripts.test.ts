/** Pages that name a script by its hash are served it for a year after its build ran last, and nobody can make that dear. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { type Breaker, logged, NodeWorker, settle } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";

const day = 86_400_000;
const servedForMs = 366 * day;
const mostBuilds = 100;
const beganMs = Date.UTC(2026, 10, 26, 12);
const hashOf = (build: number) => build.toString(16).padStart(16, "0");
const nameOf = (build: number) => `widget-${hashOf(build)}.js`;

beforeEach(() => {
  hand.nowMs = beganMs;
});

interface Stage {
  worker: NodeWorker;
  /** Every verb and statement of the object that keeps scripts. */
  uses: string[];
  /** What the object has in its tables of the builds that this test began: the stand-in's own is "0". */
  rows(): number;
  begin(build: number): Promise<unknown>;
  status(name: string): Promise<number>;
}

function stage(breaker: Breaker = () => undefined): Stage {
  const uses: string[] = [];
  const watched: Breaker = (use, object) => {
    if (use.startsWith("SCRIPTS.") || object?.startsWith("SCRIPTS")) uses.push(use);
    breaker(use, object);
  };
  const worker = new NodeWorker({ provider: new PaperProvider(), breaker: watched });
  const scripts = (build: number) => ({
    [nameOf(build)]: { brotli: new ArrayBuffer(14_336), gzip: new ArrayBuffer(16_000) },
    [`later-${hashOf(build)}.js`]: { brotli: new ArrayBuffer(2_000), gzip: new ArrayBuffer(2_500) },
  });
  return {
    worker,
    uses,
    rows: () =>
      worker.databases.get("SCRIPTS scripts")?.prepare("SELECT * FROM scripts WHERE build <> '0'").all().length ?? 0,
    begin: async (build) => worker.scripts["keep"]?.({ hash: hashOf(build), scripts: scripts(build) }),
    status: async (name) => (await worker.request(`/v1/${name}`)).status,
  };
}

test("a page that names a script is served it, and its later modules, while other builds come and go", async () => {
  const { begin, status, worker } = stage();
  for (const build of [1, 2, 3]) await begin(build);
  for (const build of [1, 2, 3]) assert.equal(await status(nameOf(build)), 200);
  assert.equal(await status(`later-${hashOf(1)}.js`), 200);
  assert.equal(await status(nameOf(4)), 404, "control: a build that never ran");
  const { headers } = await worker.request(`/v1/${nameOf(1)}`);
  assert.match(headers.get("cache-control") ?? "", /max-age=31536000, immutable/);
  assert.equal(headers.get("access-control-allow-origin"), "*");
});

test("the year begins when another build takes its place, however long it ran before", async () => {
  const { begin, status, worker, rows } = stage();
  await begin(1);
  hand.nowMs += 3 * servedForMs;
  worker.crash();
  assert.equal(await status(nameOf(1)), 200, "it still runs");
  await begin(2);
  hand.nowMs += servedForMs - day;
  worker.crash();
  assert.equal(await status(nameOf(1)), 200);
  hand.nowMs += 2 * day;
  worker.crash();
  assert.equal(await status(nameOf(1)), 404);
  await begin(3);
  assert.equal(rows(), 4, "what is over leaves no rows behind");
});

test("a build that comes back runs again: its year is no longer counted", async () => {
  const { begin, status, worker } = stage();
  for (const build of [1, 2, 1]) await begin(build);
  hand.nowMs += 2 * servedForMs;
  worker.crash();
  assert.deepEqual([await status(nameOf(1)), await status(nameOf(2))], [200, 404]);
});

test(`${mostBuilds} builds are kept, the latest`, async () => {
  const { begin, status, rows } = stage();
  for (let build = 1; build <= mostBuilds + 20; build++) {
    await begin(build);
    hand.nowMs += 1_000;
  }
  assert.equal(rows(), 2 * mostBuilds);
  assert.deepEqual([await status(nameOf(20)), await status(nameOf(30))], [404, 200]);
});

test("a thousand made-up names cost one question, and no row", async () => {
  const { begin, status, uses } = stage();
  await begin(1);
  await status(nameOf(1));
  await settle();
  uses.splice(0);
  hand.nowMs += 10_000;
  for (let build = 1_000; build < 2_000; build++) assert.equal(await status(nameOf(build)), 404);
  assert.deepEqual(uses, ["SCRIPTS.names"]);
});

test("an old script is asked for once, whoever comes after", async () => {
  const { begin, status, uses } = stage();
  await begin(1);
  for (let i = 0; i < 100; i++) await status(nameOf(1));
  assert.equal(uses.filter((use) => use === "SCRIPTS.find").length, 1);
});

test("today's script is kept at the first visit and asks the object for nothing after that", async () => {
  const { worker, uses } = stage();
  assert.equal((await worker.request("/widget.js")).status, 200);
  await settle();
  assert.ok(uses.includes("SCRIPTS.keep"));
  uses.splice(0);
  for (let i = 0; i < 100; i++) assert.equal((await worker.request("/widget.js")).status, 200);
  assert.equal(uses.length, 0);
  worker.crash();
  await worker.request("/widget.js");
  await settle();
  assert.ok(!uses.includes("SCRIPTS.keep"), "another isolate of the same build sends no bytes");
});

test("the watchdog keeps it where nobody has come yet", async () => {
  const { worker, uses } = stage();
  await worker.watch();
  assert.ok(uses.includes("SCRIPTS.keep"));
});

test("with that object broken today's script is served, the log says so, and it is tried again", async () => {
  let broken = true;
  const { worker, uses, status } = stage((use) => {
    if (broken && use.startsWith("SCRIPTS.")) throw new Error("broken on purpose");
  });
  logged.length = 0;
  assert.equal((await worker.request("/widget.js")).status, 200);
  await settle();
  assert.ok(logged.some((line) => line.includes("scripts-not-kept")));
  assert.equal(await status(nameOf(1)), 503, "whether there is such a script can't be told");
  broken = false;
  uses.splice(0);
  hand.nowMs += 61_000;
  await worker.request("/widget.js");
  await settle();
  assert.ok(uses.includes("SCRIPTS.keep"));
});
