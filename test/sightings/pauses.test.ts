/** How often SIPNET is asked about a call: soon at first, ever more seldom in vain. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallRow } from "../../worker/ledger/call-row.ts";
import { EarlierDials } from "../../worker/ledger/series/earlier-dials.ts";
import { PollTimes } from "../../worker/ledger/upkeep/poll-times.ts";
import { memorySql } from "../support/sqlite.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop } from "../visitor/shop.ts";

const [second, minute, day] = [1_000, 60_000, 86_400_000];

test("looks that fail come ever more seldom, half a minute apart in the end; one that succeeds is followed soon", () => {
  const times = new PollTimes();
  const row = { id: "call", dial: "started", state: "ringing", createdMs: 0 } as CallRow;
  const pauses: number[] = [];
  let nowMs = 0;
  const look = (isAnswered: boolean): number => {
    times.looks(row, nowMs);
    times.looked(row, isAnswered, nowMs);
    const pauseMs = times.dueMs(row, nowMs) - nowMs;
    nowMs += pauseMs;
    return pauseMs / second;
  };
  for (let n = 0; n < 6; n++) pauses.push(look(false));
  assert.deepEqual(pauses, [4, 8, 16, 30, 30, 30]);
  assert.equal(look(true), 2);
  assert.equal(look(false), 4, "and counts anew");
});

test("a call that SIPNET's list never shows is asked about ever more seldom, one that it shows stays in sight", async () => {
  const looksOf = async (lists: boolean): Promise<number> => {
    const { worker, provider, callOf } = await openShop();
    // Rings for a while, so that both live as long.
    provider.write = (row) => ({ ...row, State: "ringing", SrcState: "ringing", DstState: "waiting", Duration: 0 });
    const answer = provider.answer.bind(provider);
    let looks = 0;
    provider.answer = async (...asked) => {
      const reply = await answer(...asked);
      const text = await reply.text();
      if (!text.includes('"calls"')) return new Response(text, reply);
      looks += 1;
      return new Response(lists ? text : JSON.stringify({ ...(JSON.parse(text) as object), calls: [] }), reply);
    };
    const id = await idOf(await askForCall(worker));
    await worker.passTime(3 * minute);
    assert.ok(["dialling", "ringing"].includes((await callOf(id)).state));
    return looks;
  };
  const [shown, hidden] = [await looksOf(true), await looksOf(false)];
  assert.ok(hidden < shown / 1.5, `${hidden} looks in vain, ${shown} that saw it`);
});

test("the dials of a series are kept for the two days in which anything counts them, and no longer", () => {
  const dials = new EarlierDials(memorySql());
  const dial = { turn: 1, ownerPhones: "7495", agents: null, state: "busy", reason: null, kopecks: 0 } as const;
  for (const [call, dialledMs] of [
    ["old", 0],
    ["young", 1],
  ] as const)
    dials.put({ ...dial, call, dialledMs, sipnetId: call, listedId: null });
  dials.forget(2 * day);
  assert.deepEqual([dials.hasSipnetId("old"), dials.hasSipnetId("young")], [true, true]);
  dials.forget(2 * day + 1);
  assert.deepEqual([dials.hasSipnetId("old"), dials.hasSipnetId("young")], [false, true]);
});
