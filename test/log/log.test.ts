/** Every line that the log can hold: an owner who reads it at night learns what happened. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { logged } from "../stand-ins/node-worker.ts";
import { lines, scene } from "./causes.ts";

for (const [event, what, happens, line, vars] of lines)
  test(`where ${what}, the log says so, and says no number`, async () => {
    logged.length = 0;
    const told = scene(vars);
    await happens(told);
    const found = logged.filter((each) => each.startsWith(`{"event":"${event}"`));
    assert.ok(found.length > 0, `no line "${event}" among ${logged.join("\n")}`);
    assert.match(found[0] ?? "", line);
    for (const { dst } of told.provider.placed) assert.ok(!logged.join().includes(dst.slice(1)), "a number in the log");
  });

/** Lines whose cause is another test's subject. */
const elsewhere = new Map([
  ["booked-before-restore", "test/hosting/copies.test.ts"],
  ["answer-unread", "test/owner/unread-answers.test.ts"],
  ["series-stopped", "test/series/in-turn.test.ts"],
]);

test("there is no line in the sources that is not caused here", () => {
  const sources = globSync("worker/**/*.ts").filter((file) => !file.includes(".wrangler"));
  const events = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/event: "([\w-]+)"/g)].map(([, event = ""]) => event),
  );
  const caused = new Set([...lines.map(([event]) => event), ...elsewhere.keys()]);
  assert.deepEqual(
    [...new Set(events)].filter((event) => !caused.has(event)),
    [],
  );
  assert.ok(events.length >= lines.length);
});
