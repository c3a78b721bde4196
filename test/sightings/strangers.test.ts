/** Which rows of a list, of the same two parties, were another call's: by the list's own clock, and by their talk. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallRow } from "../../worker/ledger/call-row.ts";
import { EarlierDials } from "../../worker/ledger/series/earlier-dials.ts";
import { asBefore, earlierDial } from "../../worker/ledger/series/series-row.ts";
import { fitsClock, Strangers } from "../../worker/ledger/sightings/strangers.ts";
import type { TwoLegCall } from "../../worker/sipnet/readers.ts";
import { memorySql } from "../support/sqlite.ts";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const dialled = 100 * hour;
const call = { id: "call", dialledMs: dialled, createdMs: 0, ownerLeg: "waiting", visitorLeg: "waiting" } as CallRow;
const row = (rest: Partial<TwoLegCall>): TwoLegCall => ({ dst: ["79161234567"], uuids: [], raw: {}, ...rest });
const begun = (afterMs: number) => row({ at: new Date(dialled + afterMs) });

const clocks: [what: string, row: TwoLegCall, offsets: number[], fits: boolean][] = [
  ["as it was dialled", begun(0), [0], true],
  ["a hundred seconds early, by two machines' clocks", begun(-100 * second), [0], true],
  ["earlier than that", begun(-100 * second - 1), [0], false],
  ["five minutes late", begun(5 * minute), [0], true],
  ["later than that", begun(5 * minute + 1), [0], false],
  ["an hour off as all others are", begun(-hour), [-hour], true],
  ["an hour off where no other is", begun(-hour), [0, 200], false],
  ["ten minutes before, on a list that is an hour off", begun(-hour - 10 * minute), [-hour], false],
  ["of a clock that is seven minutes fast", begun(7 * minute), [7 * minute], true],
  ["as its neighbour was, whose row came four minutes late", begun(0), [4 * minute], true],
  ["of a clock that was set in between", begun(-90 * second), [0, -90 * second], true],
  ["any time, where no row is known to be ours", begun(-10 * minute), [], true],
  ["no time at all", row({}), [0], true],
];

for (const [what, seen, offsets, fits] of clocks)
  test(`by the list's clock, ${what}: ${fits ? "may be ours" : "is another's"}`, () => {
    assert.equal(fitsClock(seen, call, offsets), fits);
  });

const talks: [what: string, durationS: number, afterMs: number, isStranger: boolean][] = [
  ["half a minute, two seconds after the dial", 30, 2 * second, true],
  ["all the time since the dial", 30, 30 * second, false],
  ["a second more than that, as clocks count", 31, 30 * second, false],
  ["two seconds more", 32, 30 * second, true],
  ["a minute that has begun", 60, 2 * second, false],
  ["two minutes, of which one must be over", 120, 2 * second, true],
  ["nothing", 0, second, false],
  ["half a minute, by a clock that was set back before the dial", 30, -minute, false],
];

for (const [what, durationS, afterMs, isStranger] of talks)
  test(`a talk of ${what}: ${isStranger ? "is another call's" : "may be ours"}`, () => {
    assert.equal(new Strangers(memorySql()).has(row({ id: "1", durationS }), call, dialled + afterMs), isStranger);
  });

test("a call that was seen to ring keeps its row, however long they talk by a clock that was set back meanwhile", () => {
  const rung = { ...call, ownerLeg: "ringing" } as CallRow;
  assert.equal(new Strangers(memorySql()).has(row({ id: "1", durationS: 30 }), rung, dialled + second), false);
});

test("what once was too long stays a stranger's in another life of the object, for this call and while it is open", () => {
  const sql = memorySql();
  const [long, unnamed] = [row({ id: "1", durationS: 30 }), row({ at: new Date(dialled), durationS: 30 })];
  for (const seen of [long, unnamed]) assert.equal(new Strangers(sql).has(seen, call, dialled + second), true);
  const later = new Strangers(sql);
  const isStranger = (seen: TwoLegCall, of = call) => later.has(seen, of, dialled + hour);
  assert.deepEqual([isStranger(long), isStranger(unnamed)], [true, true]);
  assert.deepEqual([isStranger(row({ id: "2" })), isStranger(begun(second))], [false, false]);
  assert.equal(isStranger(long, { ...call, id: "another call" }), false);
  const nameless = row({ durationS: 30 });
  assert.deepEqual(
    [later.has(nameless, call, dialled + second), isStranger(nameless)],
    [true, false],
    "can't be known again",
  );
  assert.ok(
    !JSON.stringify(sql.exec("SELECT * FROM strangers").toArray()).includes("7916"),
    "no number rests in the open",
  );
  later.forget(call.id);
  assert.deepEqual([isStranger(long), isStranger(unnamed)], [false, false]);
});

test("the row that an agent's call was listed as stays that dial's when the next agent is rung", () => {
  const dials = new EarlierDials(memorySql());
  const rung = { ...call, turn: 1, sipnetId: "given", listedId: "listed", ownerPhones: "7495", agents: null };
  const dial = earlierDial(rung as CallRow, { state: "no-answer", reason: "owner-no-answer", kopecks: 0 });
  dials.put(dial);
  assert.deepEqual(
    ["given", "listed", "neither"].map((id) => dials.hasSipnetId(id)),
    [true, true, false],
  );
  assert.equal(asBefore(dial).listedId, "listed");
});
