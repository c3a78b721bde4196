/** At most six requests of one object wait for the provider; and whatever breaks, it is not asked without rest. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand, startOver } from "../stand-ins/hand-clock.ts";
import type { StandInProvider } from "../stand-ins/network.ts";
import { NodeWorker, settle } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { noon } from "./wishes.ts";

const minute = 60_000;
const LIMITS = JSON.stringify({ account: { perMinute: 100 }, breaker: { window: 0 }, button: { perHour: 1_000 } });

/** One that answers dials, and never says what became of them. */
class SilentLists implements StandInProvider {
  readonly paper = new PaperProvider();
  readonly dialledMs: number[] = [];
  looks = 0;

  answer(url: string, init: RequestInit): Promise<Response> {
    const operation = new URLSearchParams(String(init.body)).get("operation") ?? "";
    if (operation.startsWith("gen")) this.dialledMs.push(hand.nowMs);
    if (operation !== "calls2") return this.paper.answer(url, init);
    this.looks += 1;
    return new Promise((_, fail) => {
      init.signal?.addEventListener("abort", () => fail(new DOMException("aborted", "AbortError")), { once: true });
    });
  }
}

test("with fourteen open calls and a list that says nothing, six visitors' phones ring at once", async () => {
  startOver();
  const provider = new SilentLists();
  const worker = new NodeWorker({ provider, vars: { LIMITS } });
  for (let i = 0; i < 14; i++) await askForCall(worker);
  await settle();
  assert.equal(provider.dialledMs.length, 14);
  hand.nowMs += 5_000;
  const looking = worker.ledger["wake"]?.();
  await settle();
  assert.ok(provider.looks > 0, "the list is being asked");
  const beforeMs = hand.nowMs;
  await Promise.all(Array.from({ length: 6 }, () => askForCall(worker)));
  await settle();
  assert.deepEqual(
    provider.dialledMs.slice(14),
    Array.from({ length: 6 }, () => beforeMs),
  );
  await worker.untilDone(Promise.resolve(looking));
});

test("a dial that found no line in time has never left: the visitor hears so, and may ask again", async () => {
  startOver();
  const provider = new PaperProvider();
  for (let i = 0; i < 4; i++) provider.faults.push({ name: "silence", placed: true, answer: null });
  const worker = new NodeWorker({ provider, vars: { LIMITS } });
  const answers = await Promise.all(Array.from({ length: 5 }, () => askForCall(worker)));
  const ids = await Promise.all(answers.map(async (each) => ((await each.json()) as { id: string }).id));
  await settle();
  assert.equal(provider.asked.length, 4, "four lines are for dialling");
  await worker.passTime(8_000);
  await settle();
  const states = await Promise.all(
    ids.map(
      async (id) => (await (await worker.request(`/v1/calls/${id}`)).json()) as { state: string; reason?: string },
    ),
  );
  const last = states.at(-1);
  // The provider's silence and the patience for a line end together: either way it is known what became of it.
  const isPlaced = provider.asked.some(({ atMs }) => atMs > noon);
  assert.ok(isPlaced || last?.reason === "not-placed", JSON.stringify(states));
});

const troubles: [what: string, breaks: RegExp][] = [
  ["no row can be changed any more", /^UPDATE calls/],
  ["the buttons' record is gone", /^BUTTONS\./],
  ["nothing can be written at all", /^(?:INSERT|UPDATE|DELETE)/],
];

for (const [what, breaks] of troubles)
  test(`where ${what}, neither alarm nor provider is asked without rest`, async () => {
    startOver();
    const provider = new PaperProvider();
    let breaking = false;
    const breaker = (use: string) => {
      if (breaking && breaks.test(use)) throw new Error("broken on purpose");
    };
    const worker = new NodeWorker({ provider, breaker, vars: { LIMITS } });
    await askForCall(worker);
    await askForCall(worker, { at: new Date(noon + 3 * minute).toISOString() });
    await worker.passTime(3_000);
    breaking = true;
    const [alarms, asks] = [worker.alarms, provider.heard.length];
    await worker.passTime(10 * minute);
    const [rang, asked] = [worker.alarms - alarms, provider.heard.length - asks];
    assert.ok(rang <= 300 && asked <= 300, `${rang} alarms and ${asked} requests in ten minutes`);
    assert.equal(provider.asked.length <= 2, true);
  });

test("an alarm that was lost is set again by whoever comes next, and always by the watchdog", async () => {
  startOver();
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider, vars: { LIMITS } });
  await askForCall(worker);
  await worker.passTime(minute);
  // The platform rings it, and the object never hears.
  worker.loseAlarms();
  await worker.ledger["wake"]?.();
  await askForCall(worker, { at: new Date(hand.nowMs + 20 * minute).toISOString() });
  await worker.passTime(22 * minute);
  assert.equal(provider.asked.length, 2);
});

test("an hour's call costs a handful of rows: looks at it are none", async () => {
  startOver();
  const provider = new PaperProvider();
  provider.lastsMs = 60 * minute;
  const writes: string[] = [];
  const breaker = (use: string, object = "") => {
    if (object.startsWith("LEDGER") && /^(?:INSERT INTO calls|UPDATE calls .*WHERE id|setAlarm)/.test(use))
      writes.push(use);
  };
  const worker = new NodeWorker({ provider, breaker, vars: { LIMITS } });
  await worker.ledger["wake"]?.();
  writes.length = 0;
  await askForCall(worker);
  await worker.passTime(61 * minute);
  const rows = writes.filter((each) => !each.startsWith("setAlarm"));
  const [inserts, alarms] = [rows.filter((each) => each.startsWith("INSERT")).length, writes.length - rows.length];
  assert.equal(inserts, 1);
  // The insert writes the row and four indexes; started and ended two more each; the alarm comes ever more seldom.
  assert.ok(rows.length <= 5 && alarms <= 9, `${rows.length} statements, ${alarms} alarms`);
  assert.ok(provider.heard.filter((each) => each.includes("calls2")).length > 50, "and it was looked at all the time");
});
