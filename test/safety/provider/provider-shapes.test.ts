/** Whatever shape the provider's answers have: the right phones ring, no live call is ended, none is left hanging. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, seedOf } from "../../support/chance.ts";
import { inWriting, rowWritings } from "./row-writings.ts";
import { stories, eachShape, wear, wearAll } from "./provider-shapes.ts";

test("under every shape a talk, an agents' talk and a call in vain are read as they went", async () => {
  const seed = seedOf("provider-shapes");
  const chance = chanceFrom(seed);
  const [talks, vain] = [
    stories.filter(({ ends }) => ends[0] === "ended"),
    stories.filter(({ ends }) => ends.length > 1),
  ];
  const told = [chance.pick(talks.slice(0, 2)), ...talks.slice(2), chance.pick(vain)];
  const { calls, ...faults } = await wearAll(eachShape, { seed, told });
  assert.deepEqual(faults, { wrong: [], ended: [], hanging: [], misread: [] });
  assert.equal(calls, eachShape.length * told.length);
});

test("so they are where rows are written as no shape has them", async () => {
  const told = [stories[0], stories[2], stories[6]].filter((story) => story !== undefined);
  for (const name of rowWritings) {
    const { calls, ...faults } = await wear([], { seed: seedOf("row-writings"), told, lie: inWriting(name) });
    assert.deepEqual(faults, { wrong: [], ended: [], hanging: [], misread: [] }, name);
    assert.equal(calls, told.length);
  }
});

test("control: a provider that says completed while two talk is seen to end live calls", async () => {
  const { ended } = await wear([], { lie: (answer) => answer.replace(/"State":"[a-z]+"/g, '"State":"completed"') });
  assert.ok(ended.length >= 4, ended.join());
});

test("control: a provider that never tells of an end leaves calls hanging", async () => {
  const mute = (answer: string) =>
    answer.replace(/"(?:State|SrcState|DstState|Duration|ISDNCode)":(?:"[a-z]+"|\d+),?/g, "");
  const { hanging } = await wear(["no-states"], { lie: mute });
  assert.equal(hanging.length, stories.length, hanging.join());
});

test("control: a button whose record names another phone is seen to ring it", async () => {
  const { wrong } = await wear([], {
    lie: (answer) => answer.replaceAll('"phone":"74951234567"', '"phone":"74951234568"'),
  });
  assert.ok(wrong.length >= 4, wrong.join());
});
