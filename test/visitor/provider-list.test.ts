/** What the provider's list says of a call is what its visitor is told, in whatever words it says it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../worker/contract/visitor.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop } from "./shop.ts";

const minute = 60_000;

test("a call of a sub-account is looked up in its own list, and the visitor hears its end", async () => {
  const { worker, provider, own, callOf } = await openShop();
  assert.equal((await own("PUT", `/v1/owner/buttons/${cid}`, { account: "branch" })).status, 200);
  const id = await idOf(await askForCall(worker));
  await worker.passTime(minute);
  assert.deepEqual(
    provider.placed.map(({ account }) => account),
    ["branch"],
  );
  const { state, duration } = await callOf(id);
  assert.deepEqual([state, duration], ["ended", 20]);
  const looks = provider.heard.filter((asked) => asked.includes("operation=calls2"));
  assert.ok(looks.length > 3 && looks.some((asked) => /[ &]id=/.test(asked)), "it is looked up by its id");
  assert.deepEqual(
    looks.filter((asked) => !asked.includes("foruser=branch")),
    [],
    "every look is into its own list",
  );
});

test("so is one whose answer was lost: it is found, and not handed to the owner", async () => {
  const { worker, provider, own, callOf } = await openShop();
  await own("PUT", `/v1/owner/buttons/${cid}`, { account: "branch" });
  provider.faults.push({ name: "silence", placed: true, answer: null });
  const id = await idOf(await askForCall(worker));
  await worker.passTime(2 * minute);
  assert.equal((await callOf(id)).state, "ended");
});

test("two visitors who are called in the same second both hear the end, though the list masks them and names no id", async () => {
  const { worker, provider, callOf } = await openShop();
  const answer = provider.answer.bind(provider);
  provider.answer = async (url, init) => {
    const given = await answer(url, init);
    return String(init.body).includes("operation=calls2") ? Response.json(withoutNames(await given.json())) : given;
  };
  const ids: string[] = [];
  for (const phone of ["+79162000061", "+79035550133"]) {
    provider.faults.push({ name: "silence", placed: true, answer: null });
    ids.push(await idOf(await askForCall(worker, { phone })));
  }
  await worker.passTime(3 * minute);
  const states = await Promise.all(ids.map(async (id) => (await callOf(id)).state));
  assert.deepEqual(states, ["ended", "ended"]);
});

/** The same rows without ids, and with the middle of each number hidden. */
function withoutNames(list: unknown): unknown {
  const masked = JSON.stringify(list).replaceAll(/7(916|903)\d{3}(\d{4})/g, "7$1***$2");
  const nameless = (key: string, value: unknown) => (/^(?:id|\w*uuid|cid)$/i.test(key) ? undefined : value);
  return JSON.parse(masked, nameless);
}

const silent = { State: "completed", SrcState: "", DstState: "", Duration: 0 };
/** Rows of calls in which nobody talked, and what the visitor is told. */
const ends: [what: string, row: object, told: Partial<Call>][] = [
  ["the shop does not answer", { ...silent, SrcState: "NO ANSWER" }, { state: "no-answer", reason: "owner-no-answer" }],
  [
    "the visitor does not answer",
    { ...silent, SrcState: "answered", DstState: "no-answer" },
    { state: "no-answer", reason: "visitor-no-answer" },
  ],
  ["the shop is busy", { ...silent, SrcState: "busy" }, { state: "busy", reason: "owner-busy" }],
  [
    "the visitor declines",
    { ...silent, SrcState: "answered", DstState: "declined" },
    { state: "busy", reason: "visitor-busy" },
  ],
  [
    "it only says that the shop's phone had rung",
    { ...silent, SrcState: "ended", DstState: "waiting" },
    { state: "no-answer", reason: "owner-no-answer" },
  ],
];

for (const [what, row, told] of ends)
  test(`where ${what}, the visitor is told just that`, async () => {
    const { worker, provider, callOf } = await openShop();
    provider.write = (written) => ({ ...written, ...row });
    const id = await idOf(await askForCall(worker));
    await worker.passTime(2 * minute);
    const { state, reason } = await callOf(id);
    assert.deepEqual({ state, reason }, told);
  });

/** Rows of calls in which two talked for 20 seconds. */
const talks: [what: string, write: (row: Record<string, unknown>) => object][] = [
  ["does not say how long two talked", (row) => ({ ...row, Duration: undefined })],
  ["says in words nobody knows how long two talked", (row) => ({ ...row, Duration: "долго" })],
  [
    "names the caller number instead of the shop's phone",
    (row) => ({ ...row, SrcPhone: "78005553535", CLI: "78005553535" }),
  ],
  ["names the visitor besides the number", (row) => ({ ...row, DstPhone: `"Анна" <sip:+${row.DstPhone}@sipnet.ru>` })],
  ["hides the visitor's number", (row) => ({ ...row, DstPhone: "anonymous" })],
];

for (const [what, write] of talks)
  test(`a talk is no missed call where the list ${what}`, async () => {
    const { worker, provider, callOf } = await openShop();
    provider.write = write as typeof provider.write;
    const id = await idOf(await askForCall(worker));
    await worker.passTime(minute);
    const { state, reason, duration = 0 } = await callOf(id);
    assert.deepEqual([state, reason], ["ended", undefined]);
    assert.ok(duration >= 20 && duration < 60, `${duration}`);
  });

test("control: where the list says that nobody talked, it is missed", async () => {
  const { worker, provider, callOf } = await openShop();
  provider.write = (row) => ({ ...row, Duration: 0 });
  const id = await idOf(await askForCall(worker));
  await worker.passTime(minute);
  assert.equal((await callOf(id)).state, "no-answer");
});

test("a row without any word for its state ends a call once its duration stands still, and frees the number", async () => {
  const { worker, provider, callOf } = await openShop();
  provider.write = ({ ID, GMT, SrcPhone, DstPhone }) => ({ ID, GMT, SrcPhone, DstPhone, Duration: 20, Price: "1,25" });
  const id = await idOf(await askForCall(worker, { phone: "+79161234567" }));
  await worker.passTime(5 * minute);
  assert.equal((await callOf(id)).state, "ended");
  assert.equal((await askForCall(worker, { phone: "+79161234567" })).status, 202, "the number is free again");
});

test("a price alone may stand at a call that lives: nobody is told that it is over", async () => {
  const { worker, provider, callOf } = await openShop();
  provider.write = ({ ID, GMT, SrcPhone, DstPhone }) => ({ ID, GMT, SrcPhone, DstPhone, Price: "1,25" });
  const id = await idOf(await askForCall(worker));
  await worker.passTime(5 * minute);
  const { state } = await callOf(id);
  assert.ok(["dialling", "ringing", "connected"].includes(state), state);
});

const tooLong: [what: string, write: (row: Record<string, unknown>) => Record<string, unknown>][] = [
  ["in milliseconds", (row) => ({ ...row, Duration: Number(row["Duration"]) * 1_000 })],
  ["as an instant", (row) => ({ ...row, Duration: row["Duration"] === 0 ? 0 : 1_795_510_860 })],
  ["beyond every number", (row) => ({ ...row, Duration: row["Duration"] === 0 ? 0 : 1e20 })],
];

for (const [what, write] of tooLong)
  test(`a duration ${what} is told as no longer than the call can have been`, async () => {
    const { worker, provider, callOf } = await openShop();
    provider.write = write;
    const id = await idOf(await askForCall(worker));
    await worker.passTime(minute);
    const { state, duration = 0 } = await callOf(id);
    assert.ok(duration <= 60, `${duration} s`);
    assert.notEqual(state, "connected");
  });

test("calls that cost less than a kopeck use the day's money up as well", async () => {
  const { worker, provider, own } = await openShop();
  provider.write = (row) => ({ ...row, Price: "0.004" });
  // Two kopecks are reserved for each, and one is kept of it.
  const account = { moneyPerDay: 0.04, pricePerMinute: 0.001, reservedMinutes: 1 };
  assert.equal((await own("PUT", "/v1/owner/settings", { limits: { account } })).status, 200);
  const statuses: number[] = [];
  for (let n = 0; n < 5; n++) {
    statuses.push((await askForCall(worker)).status);
    await worker.passTime(2 * minute);
  }
  assert.deepEqual(statuses, [202, 202, 202, 429, 429]);
});
