/** Agents rung one after another: the one case of a second dial for one wish, and everything that must end it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ShapeName, shapeNames } from "../../demo/sipnet/shapes/shapes.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { logged, type NodeWorker } from "../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import {
  agentAt,
  button,
  deaf,
  type Firm,
  type FirmOptions,
  minute,
  openFirm,
  second,
  shownOf,
  talks,
} from "./firm.ts";

test("two agents don't answer: the third is rung, and the visitor's phone once, while the page is told of each", async () => {
  const firm = await openFirm({ habits: [deaf, { busy: true }, talks] });
  const shown = await shownOf(firm, await firm.ask(1));
  assert.deepEqual(firm.dialled(), [0, 1, 2]);
  assert.equal(firm.rang(1), 1);
  assert.deepEqual(
    shown.filter((each) => !each.startsWith("ringing")),
    ["dialling Anna", "dialling Boris", "dialling Clara", "connected Clara", "ended Clara"],
  );
  for (const [at, call] of firm.provider.placed.entries())
    assert.ok((firm.provider.placed[at - 1]?.endedAt ?? 0) <= call.placedAt, "one at a time");
});

test("nobody answers: four are tried, then the visitor is told the truth and the owner has missed one call", async () => {
  const firm = await openFirm({ habits: [deaf, deaf, deaf, deaf, deaf, talks] });
  const id = await firm.ask(1);
  const shown = await shownOf(firm, id);
  assert.deepEqual(firm.dialled(), [0, 1, 2, 3]);
  assert.equal(shown.at(-1), "no-answer");
  assert.equal((await firm.callOf(id)).reason, "owner-no-answer");
  const { missed } = (await (await firm.own("GET", "/v1/owner/missed")).json()) as { missed: { tries: number }[] };
  assert.deepEqual(
    missed.map(({ tries }) => tries),
    [1],
  );
  assert.equal(firm.rang(1), 0);
});

/** What happens while the first agent's phone rings, or is told of it; by whom the phones were dialled after it. */
const endings: [what: string, options: Partial<FirmOptions>, meanwhile: (firm: Firm, id: string) => unknown][] = [
  ["the visitor does not answer", { habits: [talks, talks], visitor: deaf }, () => undefined],
  ["the visitor is busy", { habits: [talks, talks], visitor: { busy: true } }, () => undefined],
  ["the first agent talks", { habits: [talks, talks] }, () => undefined],
  ["the visitor cancels", {}, ({ worker }, id) => cancel(worker, id, 409)],
  ["the owner stops all calls", {}, ({ own }) => own("PUT", "/v1/owner/settings", { panic: true })],
  ["the number opts out", {}, ({ worker }) => optOut(worker, phoneOf(1))],
  ["the owner has them all rung at once", {}, ({ own }) => change(own, { ring: "all" })],
  ["the others have left the firm", {}, ({ own }) => change(own, { agents: [agentAt(0)] })],
  ["the others are away", {}, ({ own }) => own("PUT", "/v1/owner/away", { phone: agentAt(1).phone, away: true })],
  ["the shop closes", {}, ({ own }) => change(own, { hours: { zone: "Europe/Moscow", week: {} } })],
  ["the Worker is killed", {}, ({ worker }) => worker.crash()],
  ["the account's day is full", { limits: { account: { perDay: 1 } } }, () => undefined],
  [
    "its money is spent",
    { limits: { account: { moneyPerDay: 39, pricePerMinute: 1 } }, lie: priceless },
    () => undefined,
  ],
];

for (const [what, options, meanwhile] of endings)
  test(`${what}: nobody else is rung`, async () => {
    const firm = await openFirm({ habits: [deaf, talks], ...options });
    const id = await firm.ask(1);
    await firm.worker.passTime(2 * second);
    await meanwhile(firm, id);
    await firm.worker.passTime(20 * minute);
    assert.deepEqual(firm.dialled(), [0]);
    assert.ok(firm.rang(1) <= 1);
  });

test("a control: without any of that the second agent is rung", async () => {
  const firm = await openFirm({ habits: [deaf, talks] });
  await firm.ask(1);
  await firm.worker.passTime(20 * minute);
  assert.deepEqual(firm.dialled(), [0, 1]);
});

/** A price that is not told leaves what was reserved. */
function priceless(answer: string): string {
  return answer.replaceAll('"Price":0,', "");
}

async function cancel(worker: NodeWorker, id: string, status: number): Promise<void> {
  const headers = { "cf-connecting-ip": addressOf(1) };
  const answer = await worker.request(`/v1/calls/${id}`, { method: "DELETE", headers });
  assert.equal(answer.status, status, await answer.text());
}

async function change(own: Firm["own"], body: object): Promise<void> {
  const answer = await own("PUT", `/v1/owner/buttons/${button}`, body);
  assert.equal(answer.status, 200, await answer.text());
}

async function optOut(worker: NodeWorker, phone: string): Promise<void> {
  const answer = await worker.request("/v1/opt-outs", {
    method: "POST",
    headers: { "content-type": "application/json", "cf-connecting-ip": addressOf(9), origin: "https://calls.example" },
    body: JSON.stringify({ phone }),
  });
  assert.equal(answer.status, 202, await answer.text());
}

test("the answer to the first dial is lost: nobody knows, so nobody else is rung", async () => {
  const firm = await openFirm({ habits: [deaf, talks] });
  firm.provider.losesNextAnswer = true;
  await firm.ask(1);
  await firm.worker.passTime(20 * minute);
  assert.deepEqual(firm.dialled(), [0]);
});

test("the answer to the second dial is lost: it is looked up, and the third agent is left in peace", async () => {
  const firm = await openFirm({ habits: [deaf, deaf, talks] });
  const id = await firm.ask(1);
  await firm.worker.passTime(2 * second);
  firm.provider.losesNextAnswer = true;
  await firm.worker.passTime(20 * minute);
  assert.deepEqual(firm.dialled(), [0, 1]);
  assert.equal((await firm.callOf(id)).state, "no-answer");
});

test("where a limit ends a series, the log says so, and says no number", async () => {
  const firm = await openFirm({ habits: [deaf, deaf], limits: { account: { perDay: 1 } } });
  logged.length = 0;
  await shownOf(firm, await firm.ask(70));
  const [line = "", ...others] = logged.filter((each) => each.includes("series-stopped"));
  assert.match(line, /"call":"[\w-]{32}","rule":"account\.perDay"/);
  assert.equal(others.length, 0);
  assert.ok(!logged.join().includes(phoneOf(70).slice(1)), "a number in the log");
});

test("a series counts once for number, address and button, and each of its dials for the account", async () => {
  const firm = await openFirm({ habits: [deaf, deaf, deaf], limits: { account: { perDay: 4 } } });
  await firm.ask(1);
  await firm.worker.passTime(3 * minute);
  await firm.ask(2);
  await firm.worker.passTime(3 * minute);
  // Three dials of the first, one of the second: then the account's day is full, after a restart too.
  assert.deepEqual(firm.dialled(), [0, 1, 2, 0]);
  firm.worker.crash();
  const refused = await askForCall(firm.worker, { button, phone: phoneOf(3), address: addressOf(3) });
  assert.equal(refused.status, 429);
});

test("between two series for a number lies the gap, from the last dial on", async () => {
  const firm = await openFirm({ habits: [deaf, deaf, deaf, deaf] });
  await firm.ask(1);
  await firm.worker.passTime(minute);
  const [first, , , last] = firm.provider.placed.map(({ placedAt }) => placedAt);
  assert.ok(first !== undefined && last !== undefined && last - first > 15 * second);
  const again = async (atMs: number) => {
    await firm.worker.passTime(atMs - hand.nowMs);
    return (await askForCall(firm.worker, { button, phone: phoneOf(1), address: addressOf(7) })).status;
  };
  firm.worker.crash();
  assert.equal(await again(last + 2 * minute - second), 429);
  assert.equal(await again(last + 2 * minute + second), 202);
});

test("a visitor who cancels between two agents is not rung, and nor is the second agent", async () => {
  let id = "";
  const cancelled: Promise<unknown>[] = [];
  const breaker = (use: string): void => {
    // The second dial is about to be written down.
    if (use.includes("INSERT INTO earlierDials"))
      cancelled.push(
        Promise.resolve((firm.worker.ledger.calls as unknown as Record<"cancel", (id: string) => unknown>).cancel(id)),
      );
  };
  const firm: Firm = await openFirm({ habits: [deaf, talks, talks], worker: { breaker } });
  id = await firm.ask(1);
  await firm.worker.passTime(20 * minute);
  assert.deepEqual(await Promise.all(cancelled), [true]);
  assert.deepEqual(firm.dialled(), [0]);
  assert.equal(firm.rang(1), 0);
  assert.equal((await firm.callOf(id)).state, "cancelled");
  await cancel(firm.worker, id, 204);
});

/** Shapes in which SIPNET's rows don't say in so many words, of this very call, that the agent did not answer. */
const silent = new Set<ShapeName>([
  "id-elsewhere",
  "id-is-another",
  "no-id",
  "no-parties",
  "numeric-states",
  "states-alone",
]);

for (const shape of shapeNames)
  test(`rows of the shape ${shape}: never two phones of the firm at once, nor a visitor twice`, async () => {
    const deafFirm = await openFirm({ habits: [deaf, { busy: true }, talks], shapes: [shape] });
    await deafFirm.ask(1);
    await deafFirm.worker.passTime(20 * minute);
    for (const [at, call] of deafFirm.provider.placed.entries())
      assert.ok(at === 0 || (deafFirm.provider.placed[at - 1]?.endedAt ?? Infinity) <= call.placedAt);
    assert.ok(deafFirm.rang(1) <= 1);
    if (!silent.has(shape) && !shape.startsWith("live") && shape !== "no-states" && shape !== "price-from-the-start")
      assert.deepEqual(deafFirm.dialled(), [0, 1, 2]);
    const deafVisitor = await openFirm({ habits: [talks, talks], visitor: deaf, shapes: [shape] });
    await deafVisitor.ask(1);
    await deafVisitor.worker.passTime(20 * minute);
    assert.deepEqual(deafVisitor.dialled(), [0]);
    assert.equal(deafVisitor.rang(1), 1);
  });
