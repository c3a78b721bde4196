import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { CallTable } from "../../worker/ledger/call-table.ts";
import { migrate } from "../../worker/migrations.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { memoryStore } from "../support/sqlite.ts";
import { liveAnHour } from "./day.ts";
import { keptStores, restoreStore } from "./kept.ts";

const minute = 60_000;
const hour = 60 * minute;
const versions = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(".json", ""));
const owner = { authorization: `Bearer ${secrets.ownerToken}` };

test("control: the store of a release is there to be opened", () => assert.ok(versions.includes("0.1.0")));

for (const version of versions) {
  const { stores, statements, keptMs } = keptStores(version);
  const restored = () => new Map(Object.entries(stores).map(([name, store]) => [name, restoreStore(store)]));

  test(`today's Worker opens what ${version} left, and every promise in it is kept`, async () => {
    hand.nowMs = keptMs;
    const provider = new PaperProvider();
    const worker = new NodeWorker({ provider, databases: restored() });
    for (const path of ["calls", "missed", "history", "blocked", "settings", "buttons", "statistics"])
      assert.equal((await worker.request(`/v1/owner/${path}`, { headers: owner })).status, 200, path);
    assert.equal((await askForCall(worker, { phone: "+79161110099", key: "key-after-the-upgrade-0000" })).status, 202);
    await worker.ledger["wake"]?.();
    await worker.passTime(27 * hour);
    const dialled = provider.placed.map(({ dst }) => dst);
    assert.deepEqual(dialled.toSorted(), ["79161110002", "79161110003", "79161110099"]);
    const open = worker.databases.get("LEDGER ledger")?.prepare("SELECT id FROM calls WHERE pollMs IS NOT NULL").all();
    assert.deepEqual(open, [], "what was unknown then is settled by now");
  });

  test(`${version} still finds its way in a store of today's: every statement that it used`, async () => {
    const { databases } = await liveAnHour();
    let tried = 0;
    for (const [object, used] of Object.entries(statements)) {
      const database = databases.get(object);
      if (database === undefined) continue;
      for (const statement of used) {
        assert.doesNotThrow(() => database.prepare(statement), `${object}: ${statement}`);
        tried += 1;
      }
    }
    assert.ok(tried > 50, `only ${tried} statements were tried`);
  });

  test(`a row that ${version} writes into a store of today's is read by today's again`, () => {
    const [row] = stores["LEDGER ledger"]?.rows["calls"] ?? [];
    assert.ok(row);
    const { sql, atomically } = memoryStore();
    const table = new CallTable(sql, atomically);
    const names = Object.keys(row);
    sql.exec(`INSERT INTO calls (${names.join()}) VALUES (${names.map(() => "?").join()})`, ...Object.values(row));
    assert.equal(table.byId(String(row["id"]))?.frequent, null);
  });
}

test("a step that was broken off half-way is taken again whole, and one that is done is not", () => {
  const database = new DatabaseSync(":memory:");
  const done: string[] = [];
  let breaking = true;
  const sql = {
    exec(query: string, ...bindings: (string | number | null)[]) {
      if (breaking && query.includes("ADD COLUMN second")) throw new Error("broken on purpose");
      if (query.startsWith("ALTER")) done.push(query);
      const rows = database.prepare(query).all(...bindings);
      return { toArray: () => rows.map((row) => ({ ...row })) };
    },
  };
  const steps = [
    ["CREATE TABLE IF NOT EXISTS things (id TEXT)"],
    [
      { table: "things", column: "first TEXT" },
      { table: "things", column: "second INTEGER" },
    ],
  ];
  assert.throws(() => migrate(sql, "things", steps));
  breaking = false;
  for (let i = 0; i < 3; i++) migrate(sql, "things", steps);
  assert.deepEqual(done, ["ALTER TABLE things ADD COLUMN first TEXT", "ALTER TABLE things ADD COLUMN second INTEGER"]);
  database.prepare("INSERT INTO things (id, first, second) VALUES ('a', 'b', 3)").run();
  migrate(sql, "things", steps.slice(0, 1));
  migrate(sql, "things", steps);
  assert.equal(done.length, 2, "an older release that opened it in between undoes nothing");
});
