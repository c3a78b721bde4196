/** Numbers that want peace, as they are asked for before every dial: from memory, and never an older truth. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DoNotCall } from "../../worker/safety/do-not-call.ts";
import type { Sql } from "../../worker/storage.ts";
import { chanceFrom, seedOf } from "../support/chance.ts";
import { memorySql } from "../support/sqlite.ts";

test("whatever is written, in any order, the next question is answered by it", () => {
  const chance = chanceFrom(seedOf("do-not-call"));
  const sql = memorySql();
  const list = new DoNotCall(sql);
  const numbers = Array.from({ length: 12 }, (_, n) => `number-${n}`);
  const kinds = ["opt-out", "block", "queued"] as const;
  for (let step = 0; step < 3_000; step++) {
    const number = chance.pick(numbers);
    const [from, to] = [chance.under(3_000), chance.under(3_000)];
    chance.pick([
      () => list.add(number, chance.pick(["opt-out", "queued"]), step),
      () => list.put(number, chance.pick(["opt-out", "block"]), step),
      () => list.lift(number),
      () => list.accept(from, to),
      () => list.liftBetween(chance.pick(kinds), from, to),
    ])();
    const asked = chance.pick(numbers);
    // Another life of the object has no memory of its own.
    assert.equal(list.has(asked), new DoNotCall(sql).has(asked), `step ${step}: ${asked}`);
  }
});

test("of more numbers than are kept in memory each is asked for, without reading them all", () => {
  const { sql, rowsRead } = counted(memorySql());
  const list = new DoNotCall(sql);
  for (let n = 0; n < 2_001; n++) list.put(`number-${n}`, "block", n);
  assert.equal(list.has("number-2000"), true);
  const before = rowsRead();
  for (let n = 0; n < 2_001; n += 100) assert.equal(list.has(`number-${n}`), true);
  assert.equal(list.has("number-2001"), false);
  assert.ok(rowsRead() - before <= 30, `${rowsRead() - before} rows were read`);
});

/** The same store, and how many rows it has answered with. */
function counted(inner: Sql): { sql: Sql; rowsRead: () => number } {
  let rows = 0;
  const exec: Sql["exec"] = (...query) => {
    const answered = inner.exec(...query).toArray();
    rows += answered.length;
    return { toArray: () => answered };
  };
  return { sql: { exec }, rowsRead: () => rows };
}
