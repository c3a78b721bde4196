/** Each shape of an answer can be switched on by name, changes what it says it does, and is taken off again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ShapeName, shapeNames } from "../../demo/sipnet/shapes/shapes.ts";
import { agents, type Fields, owner, raise, visitor } from "./stage.ts";

/** What a row of `calls2` must be like, while two talk and after. */
const seen: [name: ShapeName, live: (row: Fields) => boolean, over: (row: Fields) => boolean][] = [
  ["id-elsewhere", ({ ID, Zvonok }) => !ID && Boolean(Zvonok), ({ Zvonok }) => Boolean(Zvonok)],
  ["masked-parties", ({ DstPhone }) => DstPhone === "7916***4567", ({ SrcPhone }) => SrcPhone === "7495***4567"],
  ["pstn-parties", ({ DstPhone }) => DstPhone === `pstn${visitor}`, () => true],
  ["address-parties", ({ SrcPhone }) => SrcPhone === `${owner}@sipnet.ru`, () => true],
  ["national-parties", ({ DstPhone }) => DstPhone === "89161234567", () => true],
  ["no-parties", (row) => !("SrcPhone" in row), (row) => !("DstPhone" in row)],
  ["russian-states", ({ State }) => State === "Разговор", ({ DstState }) => DstState === "Завершён"],
  ["numeric-states", ({ State }) => State === 2, ({ State }) => State === 3],
  ["states-alone", (row) => !("State" in row), ({ State }) => State === "ANSWERED"],
  ["durations-in-words", ({ Duration }) => Duration === "0 сек", ({ Duration }) => Duration === "1 мин 30 сек"],
  ["live-duration", ({ Duration, State }) => Duration === 60 && !State, ({ Duration }) => Duration === 90],
  ["live-minutes", ({ Duration }) => Duration === 60, ({ Duration }) => Duration === 120],
  ["price-from-the-start", ({ Price, Duration }) => Price === 1.25 && Duration === 0, ({ Price }) => Price === 1.25],
  ["money-in-words", ({ Price }) => Price === "0,00 руб.", ({ Price }) => Price === "5,00 руб."],
];

for (const [name, live, over] of seen) {
  test(`with ${name} a call looks so`, async (t) => {
    const { control, place, clock, rows } = await raise(t);
    await control("PUT", "shapes", [name]);
    for (const phone of [owner, visitor]) await control("PUT", `phones/${phone}`, { answerAfterMs: 0, talkMs: 90_000 });
    const id = await place();
    clock.advance(60_000);
    const ask = async () => (await rows({ operation: "calls2", id }))[0] ?? {};
    const [during, after] = [await ask(), (clock.advance(60_000), await ask())];
    assert.ok(live(during), JSON.stringify(during));
    assert.ok(over(after), JSON.stringify(after));
    await control("PUT", "shapes", []);
    assert.equal((await ask()).State, "completed");
  });
}

test("a call of several phones has a row for each of them, the one that talks among them", async (t) => {
  const { control, place, clock, rows } = await raise(t);
  await control("PUT", "shapes", ["row-per-destination"]);
  await control("PUT", `phones/${visitor}`, { answerAfterMs: 0 });
  await control("PUT", `phones/${agents[0]}`, { busy: true });
  await control("PUT", `phones/${agents[1]}`, { answerAfterMs: 10 });
  const id = await place({ operation: "genmulticall", srcphone: visitor, dstphone: agents.join() });
  clock.advance(1_000);
  const told = (await rows({ operation: "calls2", id })).map(({ DstPhone, DstState, State }) => [
    DstPhone,
    DstState,
    State,
  ]);
  assert.deepEqual(told, [
    [agents[0], "busy", "completed"],
    [agents[1], "answered", "connected"],
    [agents[2], "noanswer", "completed"],
  ]);
  await control("PUT", "shapes", ["row-per-leg"]);
  assert.deepEqual(
    (await rows({ operation: "calls2", id })).map(({ Phone }) => Phone),
    [visitor, ...agents],
  );
});

test("an id above 2^53 is given in full and finds its call", async (t) => {
  const { control, clock, url, ask } = await raise(t);
  await control("PUT", "shapes", ["great-ids"]);
  const form = { login: "demo", password: "demo", operation: "gencall", srcphone: owner, dstphone: visitor };
  const placed = await (await fetch(`${url}/api.php`, { method: "POST", body: new URLSearchParams(form) })).text();
  const id = /"id":(\d+)/.exec(placed)?.[1] ?? "";
  assert.ok(BigInt(id) > 2n ** 53n && BigInt(Number(id)) !== BigInt(id), placed);
  clock.advance(20);
  assert.equal(((await ask({ operation: "calls2", id })).calls as Fields[]).length, 1);
});

test("shapes have names and words, and a name that there is not is refused with all of them", async (t) => {
  const { control } = await raise(t);
  const { names } = (await control("GET", "shapes")) as { names: Record<string, string> };
  assert.deepEqual(Object.keys(names), shapeNames);
  assert.ok(Object.values(names).every((words) => words.length > 10));
  await assert.rejects(control("PUT", "shapes", ["round"]), /400.*masked-parties/);
});

test("a list of a day is as quick and as whole among many calls", async (t) => {
  const { place, clock, rows } = await raise(t);
  await place();
  clock.advance(3 * 86_400_000);
  const id = await place();
  assert.deepEqual(
    (await rows({ operation: "calls2" })).map(({ ID }) => ID),
    [id],
  );
  assert.ok((await rows({ operation: "calls2", d1: "01.11.2026" })).length > 20);
  assert.equal((await rows({ operation: "calls2", d1: "01.11.2026", d2: "02.11.2026" })).length, 0);
});
