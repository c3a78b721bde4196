import assert from "node:assert/strict";
import { test } from "node:test";
import { agents, type Fields, listen, owner, raise, type Stage, visitor } from "./stage.ts";

/** What one does with the phones, and what calls2 says of it afterwards. */
const stories: {
  name: string;
  play: (stage: Stage) => Promise<void>;
  states: [call: string, src: string, dst: string];
  price: number;
  codes: number[];
}[] = [
  {
    name: "the owner answers, then the visitor, then the owner hangs up",
    play: async (stage) => {
      await press(stage, owner, "answer");
      await press(stage, visitor, "answer");
      stage.clock.advance(61_000);
      await press(stage, owner, "hangup");
    },
    states: ["completed", "ended", "ended"],
    price: 5,
    codes: [16, 16],
  },
  {
    name: "the owner is rung alone, and for half a minute only",
    play: async ({ clock }) => clock.advance(30_000),
    states: ["completed", "noanswer", "waiting"],
    price: 0,
    codes: [19],
  },
  {
    name: "the owner declines, and the visitor is never rung",
    play: (stage) => press(stage, owner, "decline"),
    states: ["completed", "declined", "waiting"],
    price: 0,
    codes: [21],
  },
  {
    name: "the visitor is busy",
    play: async (stage) => {
      await stage.control("PUT", `phones/${visitor}`, { busy: true });
      await press(stage, owner, "answer");
      stage.clock.advance(0);
    },
    states: ["completed", "ended", "busy"],
    price: 1.25,
    codes: [16, 17],
  },
  {
    name: "the visitor's phone is known not to answer",
    play: async (stage) => {
      await stage.control("PUT", `phones/+${visitor}`, { noAnswer: true });
      await press(stage, owner, "answer");
      stage.clock.advance(5_000);
    },
    states: ["completed", "ended", "noanswer"],
    price: 1.25,
    codes: [16, 19],
  },
  {
    name: "the owner gives up while the visitor's phone rings",
    play: async (stage) => {
      await press(stage, owner, "answer");
      await press(stage, owner, "hangup");
    },
    states: ["completed", "ended", "noanswer"],
    price: 1.25,
    codes: [16, 16],
  },
  {
    name: "both phones do everything by themselves",
    play: async (stage) => {
      await stage.control("PUT", `phones/${visitor}`, { answerAfterMs: 2_000, talkMs: 7_000 });
      await press(stage, owner, "answer");
      stage.clock.advance(9_000);
    },
    states: ["completed", "ended", "ended"],
    price: 2.5,
    codes: [16, 16],
  },
];

async function press({ control }: Stage, number: string, act: string): Promise<void> {
  await control("POST", `phones/${number}/${act}`);
}

for (const { name, play, states, price, codes } of stories) {
  test(name, async (t) => {
    const stage = await raise(t);
    const before = Number((await stage.ask({ operation: "balance" })).balance);
    const attemptsBefore = (await stage.rows({ operation: "attempts" }, "attempts")).length;
    const id = await stage.place();
    await play(stage);
    const [row = {}] = await stage.rows({ operation: "calls2", id });
    assert.deepEqual([row.State, row.SrcState, row.DstState], states);
    assert.equal(row.Price, price);
    assert.equal((await stage.ask({ operation: "balance" })).balance, before - price);
    const attempts = (await stage.rows({ operation: "attempts" }, "attempts")).slice(attemptsBefore);
    assert.deepEqual(
      attempts.map(({ ISDNCode }) => ISDNCode),
      codes,
    );
  });
}

test("with several agents the visitor is rung first, then all agents, and the first to answer stops the rest", async (t) => {
  const stage = await raise(t);
  const id = await stage.place({ operation: "genmulticall", srcphone: visitor, dstphone: agents.join(",") });
  const legs = async () => {
    const [call] = (await stage.control("GET", "calls")) as { legs: { number: string; state: string }[] }[];
    return call?.legs.map(({ state }) => state);
  };
  assert.deepEqual(await legs(), ["ringing", "waiting", "waiting", "waiting"]);
  await press(stage, visitor, "answer");
  assert.deepEqual(await legs(), ["answered", "ringing", "ringing", "ringing"]);
  await press(stage, agents[2] ?? "", "decline");
  await press(stage, agents[1] ?? "", "answer");
  assert.deepEqual(await legs(), ["answered", "noanswer", "answered", "declined"]);
  const [row = {}] = await stage.rows({ operation: "calls2", id });
  assert.deepEqual([row.State, row.DstPhone, row.AnsweredPhone], ["connected", agents.join(","), agents[1]]);
  await press(stage, agents[1] ?? "", "hangup");
  assert.deepEqual(await legs(), ["ended", "noanswer", "ended", "declined"]);
});

test("a call is seen at once, answered in calls2 while it lives, and later in every list with its money", async (t) => {
  const stage = await raise(t);
  const lists = { calls: "calls", pbxcalls: "calls", finopers: "finopers" };
  const count = () =>
    Promise.all(Object.entries(lists).map(async ([operation, name]) => (await stage.rows({ operation }, name)).length));
  const before = await count();
  const { id } = await stage.ask({ operation: "gencall", dstphone: visitor, srcphone: owner });
  const [placed] = await stage.rows({ operation: "calls2", id });
  assert.deepEqual([placed?.State, placed?.SrcState, placed?.GMT], ["ringing", "waiting", "24.11.2026 12:00:00"]);
  stage.clock.advance(20);
  await press(stage, owner, "answer");
  await press(stage, visitor, "answer");
  stage.clock.advance(7_000);
  await press(stage, visitor, "hangup");
  assert.deepEqual(await count(), [(before[0] ?? 0) + 2, (before[1] ?? 0) + 2, (before[2] ?? 0) + 1]);
  const talks = await stage.rows({ operation: "calls" });
  assert.deepEqual([talks.at(-1)?.Phone, talks.at(-1)?.Duration], [visitor, 7]);
});

test("under five kopecks nobody is rung", async (t) => {
  const stage = await raise(t, {
    assumed: { tariff: { kopecksPerStep: 125_040, stepS: 60, leastKopecks: 5 } },
  });
  await stage.control("PUT", `phones/${owner}`, { answerAfterMs: 0 });
  await stage.place();
  await press(stage, owner, "hangup");
  const refused = await stage.ask({ operation: "gencall", srcphone: owner, dstphone: visitor });
  assert.deepEqual([refused.status, refused.errorCode], ["error", 1004]);
  assert.equal(((await stage.control("GET", "calls")) as unknown[]).length, 1);
});

test("the hook hears of each phone in turn, of a child's too, with the fields of section 6.9", async (t) => {
  const stage = await raise(t);
  const hook = await listen(t);
  await stage.ask({ operation: "webhook", action: "set", url: hook.url });
  await stage.place({ foruser: "demo-sklad" });
  await press(stage, owner, "answer");
  stage.clock.advance(4_000);
  await press(stage, visitor, "decline");
  const heard = await hook.heard(5);
  const short = heard.map(({ callee_id: phone, state, duration }) => [phone, state, duration]);
  assert.deepEqual(short, [
    [owner, "INVITE", 0],
    [owner, "CONNECTED", 0],
    [visitor, "INVITE", 0],
    [owner, "BYE", 4],
    [visitor, "BYE", 0],
  ]);
  const [first = {}, ...rest] = heard;
  const { call_id: uuid, cid, ...known } = first as Fields & { call_id: string };
  assert.match(uuid, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  assert.ok(Number.isInteger(cid));
  assert.deepEqual(known, {
    callee_id: owner,
    caller_id: "74951500001",
    created: "2026-11-24T12:00:00.020Z",
    direction: "out",
    event_created: "2026-11-24T12:00:00.020Z",
    sip_id: "0012345679",
    state: "INVITE",
    duration: 0,
  });
  assert.equal(new Set(rest.map(({ call_id: leg }) => leg)).size, 2);
});

test("what happens to one agent's phone is told of that phone alone", async (t) => {
  const stage = await raise(t);
  const hook = await listen(t);
  await stage.ask({ operation: "webhook", action: "set", url: hook.url });
  await stage.place({ operation: "genmulticall", srcphone: visitor, dstphone: agents.join(",") });
  for (const [number, act] of [
    [visitor, "answer"],
    [agents[0], "decline"],
    [agents[1], "answer"],
    [visitor, "hangup"],
  ] as const) {
    await press(stage, String(number), act);
  }
  const told = (await hook.heard(10)).map(
    ({ callee_id: number, state }) => `${String(number).slice(-2)} ${String(state)}`,
  );
  const rings = ["67 INVITE", "67 CONNECTED", "01 INVITE", "02 INVITE", "03 INVITE"];
  assert.deepEqual(told, [...rings, "01 BYE", "02 CONNECTED", "03 BYE", "67 BYE", "02 BYE"]);
});
