/** What `calls2` and the webhook say of a call, in all the writings that are plausible. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readHookEvent } from "../../worker/sipnet/hook-event.ts";
import { type LegWord, readPlaced, readTwoLegCalls, type TwoLegCall } from "../../worker/sipnet/readers.ts";
import { Row } from "../../worker/sipnet/row.ts";

function callOf(row: object): TwoLegCall | undefined {
  return readTwoLegCalls(new Row({ calls: [row] })).calls[0];
}

test("the row that the simulator assumes is read in full", () => {
  const row = {
    ID: "84213",
    Account: "demo",
    GMT: "24.11.2026 02:11:09",
    CLI: "74951500000",
    SrcPhone: "79161234567",
    DstPhone: "74957770101,74957770102",
    State: "completed",
    SrcState: "ended",
    DstState: "ended",
    Duration: 7,
    Price: "1,25",
    SrcUUID: "a-1",
    DstUUID: "a-2",
    AnsweredPhone: "74957770102",
  };
  assert.deepEqual(callOf(row), {
    id: "84213",
    account: "demo",
    at: new Date("2026-11-24T02:11:09Z"),
    cli: "74951500000",
    src: "79161234567",
    dst: ["74957770101", "74957770102"],
    answered: "74957770102",
    state: "completed",
    srcState: "ended",
    dstState: "ended",
    durationS: 7,
    price: 1.25,
    uuids: ["a-1", "a-2"],
    raw: row,
  });
});

const synonyms: object[] = [
  { id: 1, src: "+7 (495) 123-45-67", dst: 79161234567, status: "RINGING", billsec: "0:07", cost: 2 },
  { CallID: "1", From: "74951234567", To: ["79161234567"], call_state: "Calling", duration: "7", amount: "2.00" },
  { cid: 1, Caller: 74951234567, Callee: "+79161234567", State: "in progress", seconds: 7, SUM: "2" },
];

for (const row of synonyms) {
  test(`a row with ${Object.keys(row).join(", ")} tells the same call`, () => {
    const { raw: _, ...call } = callOf(row) ?? { raw: {} };
    const parties = { id: "1", src: "74951234567", dst: ["79161234567"] };
    assert.deepEqual(call, { ...parties, state: "ringing", durationS: 7, price: 2, uuids: [] });
  });
}

const words: [written: string, word: LegWord | undefined][] = [
  ["noanswer", "no-answer"],
  ["NO_ANSWER", "no-answer"],
  ["No answer", "no-answer"],
  ["no-answer", "no-answer"],
  ["BUSY", "busy"],
  ["rejected", "declined"],
  ["Answered", "answered"],
  ["waiting", "waiting"],
  ["hangup", "ended"],
  ["perhaps", undefined],
  ["", undefined],
];

for (const [written, word] of words) {
  test(`a leg that is "${written}" is ${word ?? "not known"}`, () => {
    assert.equal(callOf({ DstState: written })?.dstState, word);
  });
}

const states: [written: string, state: TwoLegCall["state"]][] = [
  ["Ringing", "ringing"],
  ["IN_PROGRESS", "ringing"],
  ["CONNECTED", "connected"],
  ["talking", "connected"],
  ["Completed", "completed"],
  ["no answer", "completed"],
];

for (const [written, state] of states) {
  test(`a call that is "${written}" is ${state}`, () => {
    assert.equal(callOf({ State: written })?.state, state);
  });
}

test("a word that does not tell a live call from a past one leaves the state open", () => {
  assert.equal(callOf({ State: "answered" })?.state, undefined);
  assert.equal(callOf({ State: "success" })?.state, undefined);
});

test("an empty row is a call of which nothing is known", () => {
  assert.deepEqual(callOf({}), { dst: [], uuids: [], raw: {} });
});

test("a SIP id is not taken apart", () => {
  const call = callOf({ SrcPhone: "0012345678@sipnet.ru", DstPhone: "0012345678" });
  assert.deepEqual([call?.src, call?.dst], ["0012345678@sipnet.ru", ["0012345678"]]);
});

test("legs keep their order when only one of them has an id", () => {
  assert.deepEqual(callOf({ DstUUID: "b" })?.uuids, ["", "b"]);
  assert.deepEqual(callOf({ SrcUUID: "a" })?.uuids, ["a"]);
  assert.deepEqual(callOf({ UUIDs: ["a", "b"] })?.uuids, ["a", "b"]);
});

test("a placed call has its id as text, or none", () => {
  assert.deepEqual(readPlaced(new Row({ ID: 84213 })), { id: "84213" });
  assert.deepEqual(readPlaced(new Row({ id: "" })), {});
});

const event = {
  call_id: "9b2d6e0a-1f52-4a8c-8a53-0d7b9a6c1e11",
  cid: 84213,
  callee_id: "+79161234567",
  caller_id: "74951500000",
  created: "2026-11-24T02:11:00Z",
  event_created: "2026-11-24T05:11:09+03:00",
  direction: "out",
  sip_id: "0012345678",
  state: "BYE",
  duration: "7",
};

test("an event is read with its times, phones and duration", () => {
  assert.deepEqual(readHookEvent(event), {
    callId: event.call_id,
    cid: "84213",
    calleeId: "79161234567",
    callerId: "74951500000",
    direction: "out",
    state: "BYE",
    createdAt: new Date("2026-11-24T02:11:00Z"),
    eventAt: new Date("2026-11-24T02:11:09Z"),
    durationS: 7,
    sipId: "0012345678",
  });
});

test("an event that only says which call rings is enough", () => {
  const bare = { Call_ID: "u", Callee_ID: 79161234567, Direction: "OUT", State: "invite" };
  const read = { callId: "u", calleeId: "79161234567", callerId: "", direction: "out", state: "INVITE" };
  assert.deepEqual(readHookEvent(bare), read);
  assert.deepEqual(readHookEvent({ ...bare, created: "never", duration: -1 }), read);
});

const strangers: [what: string, json: unknown][] = [
  ["no object", null],
  ["a text", "BYE"],
  ["a list of events", [event]],
  ["another state", { ...event, state: "PAID" }],
  ["another direction", { ...event, direction: "up" }],
  ["no call", { ...event, call_id: "" }],
  ["a call that is an object", { ...event, call_id: { $ne: null } }],
  ["nobody called", { ...event, callee_id: null }],
  ["a call id without end", { ...event, call_id: "a".repeat(65) }],
  ["a phone without end", { ...event, callee_id: "7".repeat(65) }],
  ["a caller without end", { ...event, caller_id: "7".repeat(65) }],
  ["an account without end", { ...event, sip_id: "7".repeat(65) }],
];

for (const [what, json] of strangers) {
  test(`a webhook with ${what} is no event`, () => {
    assert.equal(readHookEvent(json), null);
  });
}
