/** Five lists that each know a part of a call become one history. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { joinHistory, type Lists } from "../../worker/owner/call-history.ts";
import { causeInWords } from "../../worker/owner/hangup-causes.ts";
import type { LedgerCall } from "../../worker/ledger/missed-calls.ts";

const at = new Date("2026-11-24T09:00:00Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const [shop, visitor] = ["74951234567", "79161234567"];
const raw = {};

const empty: Lists = { ledger: [], calls: [], calls2: [], pbxcalls: [], attempts: [] };
const talk = {
  id: "84213",
  at,
  src: shop,
  dst: [visitor],
  state: "completed" as const,
  durationS: 31,
  price: 2.5,
  uuids: ["u-1", "u-2"],
  raw,
};
const ours: LedgerCall = {
  summary: {
    id: "call-1",
    state: "ended",
    legs: { owner: "ended", visitor: "ended" },
    since: later(50).toISOString(),
    duration: 31,
    button: "D6VZ",
    phone: "+7916***4567",
    at: at.toISOString(),
    dial: "started",
    money: 2.5,
    page: "https://shop.example/prices",
  },
  sipnetId: "84213",
  uuids: ["u-1", "u-2"],
  number: "hash",
  wantedAt: at.toISOString(),
  isOverdue: false,
  isOwed: false,
  lang: "ru",
  campaign: null,
  ownersOwn: false,
  answered: true,
};

test("a call, its two legs, its recording, its attempts and our row are one row", () => {
  const rows = joinHistory({
    ledger: [ours],
    calls2: [talk],
    pbxcalls: [
      { cid: "1", uuid: "u-1", at, phone: shop, durationS: 40, direction: "out", raw },
      { cid: "2", uuid: "u-2", at: later(8), phone: visitor, durationS: 31, direction: "out", raw },
    ],
    calls: [
      { cid: "1", at, phone: shop, durationS: 40, url: "https://records.example/1", raw },
      { cid: "2", at: later(8), phone: visitor, durationS: 31, url: "https://records.example/2", raw },
    ],
    attempts: [
      { at, phone: shop, isdnCode: 16, raw },
      { at: later(8), phone: visitor, isdnCode: 16, raw },
    ],
  });
  assert.deepEqual(rows, [
    {
      key: "call-1",
      at: at.toISOString(),
      sources: ["ledger", "calls2", "pbxcalls", "calls", "attempts"],
      from: shop,
      to: visitor,
      durationS: 31,
      price: 2.5,
      state: "ended",
      direction: "out",
      recording: "2",
      cause: causeInWords(16),
      call: "call-1",
      button: "D6VZ",
      page: "https://shop.example/prices",
    },
  ]);
});

const alone: [what: string, lists: Partial<Lists>, to: string | undefined, sources: string[]][] = [
  ["only our row shows a mask", { ledger: [ours] }, "+7916***4567", ["ledger"]],
  ["a call that came in has no second end", { pbxcalls: [{ cid: "9", at, phone: shop, raw }] }, shop, ["pbxcalls"]],
  ["a withheld number is no number", { calls: [{ cid: "9", at, raw }] }, undefined, ["calls"]],
  ["an attempt that rang nobody", { attempts: [{ at, phone: visitor, isdnCode: 1, raw }] }, visitor, ["attempts"]],
  ["a row without id, time and phones", { calls2: [{ dst: [], uuids: [], raw }] }, "", ["calls2"]],
];

for (const [what, lists, to, sources] of alone) {
  test(`${what}, and is shown all the same`, () => {
    const [row] = joinHistory({ ...empty, ...lists });
    assert.deepEqual([row?.to, row?.sources], [to, sources]);
  });
}

test("an attempt of another call to the same phone an hour later is a row of its own", () => {
  const rows = joinHistory({
    ...empty,
    calls2: [talk],
    attempts: [{ at: later(3_600), phone: visitor, isdnCode: 19, raw }],
  });
  assert.deepEqual(
    rows.map(({ sources, cause }) => [sources[0], cause?.en]),
    [
      ["attempts", "Nobody answered"],
      ["calls2", undefined],
    ],
  );
});

test("a year of calls is joined while the owner waits", () => {
  const calls2 = Array.from({ length: 20_000 }, (_, i) => ({
    ...talk,
    id: `${i}`,
    at: later(i * 60),
    dst: [`7916${1_000_000 + i}`],
    uuids: [`a-${i}`, `b-${i}`],
  }));
  const attempts = calls2.flatMap(({ at: calledAt, dst }) => [
    { at: calledAt, phone: shop, isdnCode: 16, raw },
    { at: calledAt, phone: dst[0] ?? "", isdnCode: 17, raw },
  ]);
  const began = process.cpuUsage();
  assert.equal(joinHistory({ ...empty, calls2, attempts }).length, 20_000);
  // A fraction of a second of this process's own time; comparing every row with every other would take minutes.
  assert.ok(process.cpuUsage(began).user < 10_000_000, "microseconds");
});
