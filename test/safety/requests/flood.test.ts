import assert from "node:assert/strict";
import { test } from "node:test";
import { RefusalCounts } from "../../../worker/safety/refusal-counts.ts";
import { RefusalBatch } from "../../../worker/safety/refusal-batch.ts";
import { memorySql } from "../../support/sqlite.ts";
import { chanceFrom, seedOf } from "../../support/chance.ts";
import { flood } from "./flood.ts";

test("a flood of refused requests costs at most a row for ten of them, and every one is counted", async () => {
  const { requests, rows, counted, asked, statuses } = await flood(10_000, chanceFrom(seedOf("flood")));
  assert.ok(rows <= requests / 10, `${rows} rows for ${requests} requests`);
  assert.equal(counted, requests);
  assert.deepEqual([...statuses].sort(), [400, 401, 403, 404]);
  const reads = [...asked.keys()].filter((verb) => /look|events|cancel|find/.test(verb));
  assert.deepEqual(
    reads.map((verb) => [verb, (asked.get(verb) ?? 0) < 50]),
    reads.map((verb) => [verb, true]),
  );
});

test("a control: refusals that travel one by one cost more than that", () => {
  const { sql, rows } = countingSql();
  const refusals = new RefusalCounts(sql);
  const before = rows();
  for (let i = 0; i < 100; i++) {
    const note = { atMs: i, rule: "ticket.signature", problem: "ticket-invalid" };
    refusals.note([{ ...note, hourMs: 0, button: "", count: 1, lastMs: i }], [note]);
  }
  assert.ok(rows() - before > 10);
});

test("many rules at many buttons cost few rows too: what is rare is summed by its rule", async () => {
  const delivered: number[] = [];
  let counted = 0;
  const batch = new RefusalBatch(async (sums) => {
    delivered.push(sums.length);
    counted += sums.reduce((total, { count }) => total + count, 0);
  });
  for (let i = 0; i < 3_000; i++)
    batch.add({ rule: `rule-${i % 10}`, problem: "not-found", button: `button-${i % 500}` }, () => undefined);
  await batch.deliver();
  assert.equal(counted, 3_000);
  assert.ok((delivered[0] ?? 0) <= 260, `${delivered[0]} rows`);
});

test("what the Ledger did not take is counted with the next batch", async () => {
  let broken = true;
  let counted = 0;
  const batch = new RefusalBatch(async (sums) => {
    if (broken) throw new Error("no storage");
    counted += sums.reduce((total, { count }) => total + count, 0);
  });
  const note = { rule: "path.unknown", problem: "not-found" };
  batch.add(note, () => undefined);
  await batch.deliver();
  broken = false;
  batch.add(note, () => undefined);
  await batch.deliver();
  assert.equal(counted, 2);
});

function countingSql() {
  const sql = memorySql();
  const rows = () => Number(sql.exec("SELECT total_changes() AS n").toArray()[0]?.["n"]);
  return { sql, rows };
}
