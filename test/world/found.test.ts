/** Histories in which the world once broke a promise, shortened, and played anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { History } from "./history.ts";
import { play } from "./play.ts";
import { readyWorld } from "./ready.ts";

const modules = await readyWorld();
const calm = { seed: 100, start: 0, limits: 0, shape: 0, unrest: 0 };

const found: Record<string, History> = {
  "a promise is owed though a call that was asked for before it, of whose end is heard later, came to talk": {
    ...calm,
    seed: 1596420797,
    ownServer: true,
    steps: [
      { do: "visit", id: 1421880494, waitMs: 0, phone: 0, from: 0, button: 0, laterMin: null },
      { do: "list", id: 946616560, waitMs: 0, mode: 3 },
      { do: "clock", id: 612619848, waitMs: 326917, ms: -3600000 },
      { do: "visit", id: 1115134583, waitMs: 0, phone: 0, from: 1, button: 0, laterMin: 1 },
      { do: "visit", id: 304493683, waitMs: 10015678, phone: 6, from: 3, button: 0, laterMin: null },
    ],
  },
  "a call whose id no list of the provider knows is found by its parties, and its page is told the end": {
    ...calm,
    steps: [
      { do: "dial fault", id: 1581389157, waitMs: 0, fault: 15 },
      { do: "visit", id: 1751276830, waitMs: 0, phone: 0, from: 0, button: 0, laterMin: null },
    ],
  },
  "calls that the provider's list does not show are looked for ever more seldom": {
    ...calm,
    seed: 246741891,
    steps: [
      { do: "list", id: 52666491, waitMs: 0, mode: 2 },
      { do: "visit", id: 1598740197, waitMs: 0, phone: 2, from: 4, button: 1, laterMin: null },
      { do: "visit", id: 1328179944, waitMs: 0, phone: 7, from: 2, button: 1, laterMin: null },
    ],
  },
  "a booked call that is due while the disk fails neither hammers nor is forgotten": {
    ...calm,
    seed: 2014394197,
    steps: [
      { do: "visit", id: 1657372280, waitMs: 0, phone: 3, from: 2, button: 0, laterMin: 5 },
      { do: "disk", id: 1290005187, waitMs: 256633, slowMs: 0, fails: 0.3 },
      { do: "look", id: 1864081093, waitMs: 1108858 },
    ],
  },
  "a promise that a clock set back has broken is on the owner's list, though its number has talked by that clock": {
    ...calm,
    seed: 1578551209,
    start: 3,
    limits: 2,
    steps: [
      { do: "visit", id: 821582508, waitMs: 0, phone: 3, from: 3, button: 0, laterMin: null },
      { do: "clock", id: 421130099, waitMs: 2608, ms: -3600000 },
      { do: "visit", id: 2130110639, waitMs: 0, phone: 3, from: 1, button: 0, laterMin: 30 },
    ],
  },
  "the look-ups of several calls, of which no list says anything, keep to thirty a minute together": {
    ...calm,
    seed: 486181045,
    steps: [
      { do: "visit", id: 607364300, waitMs: 0, phone: 7, from: 2, button: 0, laterMin: 60 },
      { do: "list", id: 453334454, waitMs: 759378, mode: 3 },
      { do: "visit", id: 1436352611, waitMs: 586948, phone: 0, from: 1, button: 0, laterMin: 30 },
      { do: "visit", id: 1435767547, waitMs: 3659182, phone: 4, from: 2, button: 0, laterMin: 5 },
      { do: "look", id: 231356448, waitMs: 771361 },
    ],
  },
  "the owner's buttons are shown again once a disk is well that failed while a version of them was written": {
    ...calm,
    seed: 86264508,
    steps: [
      { do: "visit", id: 1944575083, waitMs: 0, phone: 3, from: 3, button: 0, laterMin: null },
      { do: "disk", id: 974746289, waitMs: 90_000, slowMs: 0, fails: 0.04 },
      { do: "hours", id: 2026123862, waitMs: 0, button: 1, hours: 2 },
    ],
  },
  "a call whose id the provider gave for another call as well is told its end": {
    ...calm,
    seed: 1293152422,
    start: 2,
    steps: [
      { do: "dial fault", id: 1040596441, waitMs: 0, fault: 13 },
      { do: "dial fault", id: 1505549056, waitMs: 0, fault: 14 },
      { do: "list", id: 1740018387, waitMs: 232351, mode: 6 },
      { do: "hooks", id: 568804496, waitMs: 20061643, mode: 0 },
      { do: "visit", id: 176562758, waitMs: 163775, phone: 2, from: 3, button: 0, laterMin: null },
      { do: "visit", id: 962364538, waitMs: 0, phone: 3, from: 0, button: 1, laterMin: null },
    ],
  },
  "two calls that rang an owner who picked up neither both end, though the list has no word for it": {
    ...calm,
    seed: 663109955,
    limits: 2,
    shape: 21,
    steps: [
      { do: "phone", id: 674912773, waitMs: 0, phone: 10, mood: 2 },
      { do: "visit", id: 1190827148, waitMs: 41145, phone: 6, from: 7, button: 0, laterMin: null },
      { do: "visit", id: 589328105, waitMs: 48557, phone: 3, from: 7, button: 0, laterMin: null },
    ],
  },
  "an owner whose line is busy ends a call without a word on it, though the provider's clock is ninety seconds ahead": {
    ...calm,
    seed: 606926558,
    start: 3,
    shape: 15,
    steps: [
      { do: "phone", id: 626559186, waitMs: 0, phone: 10, mood: 1 },
      { do: "clock", id: 1030135465, waitMs: 0, ms: -90_000 },
      { do: "hours", id: 78581272, waitMs: 1399, button: 1, hours: 0 },
      { do: "visit", id: 1920933340, waitMs: 30_000_000, phone: 2, from: 3, button: 0, laterMin: null },
    ],
  },
  "the row of a call that was given another's id is no later call's to the same number": {
    ...calm,
    seed: 1314139945,
    limits: 2,
    steps: [
      { do: "visit", id: 1328415817, waitMs: 0, phone: 5, from: 8, button: 0, laterMin: null },
      { do: "dial fault", id: 457921656, waitMs: 0, fault: 13 },
      { do: "phone", id: 535114580, waitMs: 46251, phone: 5, mood: 1 },
      { do: "list", id: 1551508714, waitMs: 0, mode: 1 },
      { do: "visit", id: 2128897758, waitMs: 0, phone: 5, from: 2, button: 0, laterMin: null },
    ],
  },
  "a call that was never placed does not end as the talk of the one before it, whose id was a stranger's": {
    ...calm,
    seed: 304196794,
    limits: 2,
    ownServer: true,
    steps: [
      { do: "dial fault", id: 1830107137, waitMs: 0, fault: 13 },
      { do: "visit", id: 149335877, waitMs: 0, phone: 3, from: 6, button: 0, laterMin: null },
      { do: "dial fault", id: 178974307, waitMs: 44899, fault: 10 },
      { do: "visit", id: 948875673, waitMs: 0, phone: 3, from: 7, button: 0, laterMin: null },
    ],
  },
  "a call that never left does not end as an earlier talk to the same number that SIPNET placed twice": {
    ...calm,
    seed: 1325759644,
    ownServer: true,
    agents: true,
    steps: [
      { do: "visit", id: 1020775763, waitMs: 0, phone: 2, from: 2, button: 0, laterMin: null },
      { do: "dial fault", id: 2047781075, waitMs: 2026, fault: 16 },
      { do: "visit", id: 744260906, waitMs: 0, phone: 2, from: 1, button: 0, laterMin: 5 },
      { do: "dial fault", id: 1427990434, waitMs: 0, fault: 10 },
      { do: "list", id: 1289192122, waitMs: 15082952, mode: 5 },
    ],
  },
  "a call that never left does not end as an earlier talk to the same number that a restored backup lacks": {
    ...calm,
    seed: 1568480084,
    limits: 2,
    ownServer: true,
    agents: true,
    steps: [
      { do: "copy", id: 1527526477, waitMs: 0 },
      { do: "visit", id: 1294084959, waitMs: 0, phone: 3, from: 4, button: 1, laterMin: null },
      { do: "forged hook", id: 1295219818, waitMs: 40782, phone: 7, state: 2 },
      { do: "restore", id: 903329667, waitMs: 0, marked: false },
      { do: "dial fault", id: 1410390528, waitMs: 0, fault: 10 },
      { do: "visit", id: 1540258437, waitMs: 0, phone: 3, from: 1, button: 1, laterMin: null },
    ],
  },
  "a call that a backup still had at its dial ends as the talk it was, though the first look at it comes hours later": {
    ...calm,
    seed: 61284354,
    shape: 15,
    steps: [
      { do: "visit", id: 424527616, waitMs: 0, phone: 3, from: 3, button: 0, laterMin: null },
      { do: "evict", id: 1785811383, waitMs: 2995, object: "BUTTONS" },
      { do: "copy", id: 1891964735, waitMs: 0 },
      { do: "visit", id: 1754143250, waitMs: 17999978, phone: 0, from: 6, button: 0, laterMin: 30 },
      { do: "restore", id: 2044084508, waitMs: 0, marked: true },
    ],
  },
  "a call of a masked number is found, though this server's clock is ninety seconds ahead and its id is a stranger's": {
    ...calm,
    seed: 771520222,
    shape: 10,
    ownServer: true,
    agents: true,
    steps: [
      { do: "clock", id: 830370272, waitMs: 0, ms: 90000 },
      { do: "visit", id: 1373110470, waitMs: 56316, phone: 2, button: 0, from: 6, laterMin: null },
      { do: "dial fault", id: 1144928093, waitMs: 0, fault: 13 },
    ],
  },
  "two calls whose list has no words are looked up no oftener where the clock is set on by an hour": {
    ...calm,
    seed: 1274716590,
    shape: 16,
    steps: [
      { do: "visit", id: 485830137, waitMs: 416614, phone: 7, from: 5, button: 0, laterMin: null },
      { do: "visit", id: 1078736674, waitMs: 0, phone: 3, from: 2, button: 0, laterMin: null },
      { do: "retry", id: 1895661295, waitMs: 39035, visit: 2 },
      { do: "clock", id: 104796876, waitMs: 0, ms: 3600000 },
    ],
  },
  "a button that was being added when a backup was made is not added again from it": {
    ...calm,
    seed: 1144146738,
    ownServer: true,
    steps: [
      { do: "add", id: 1481288453, waitMs: 0, text: 14 },
      { do: "copy", id: 496794904, waitMs: 0 },
      { do: "restore", id: 945077429, waitMs: 946, marked: true },
      { do: "visit", id: 1, waitMs: 600_000, phone: 1, from: 1, button: 0, laterMin: null },
      { do: "confirm", id: 2, waitMs: 0 },
      { do: "visit", id: 3, waitMs: 0, phone: 1, from: 1, button: 0, laterMin: null },
    ],
  },
  "a talk during which the clock is set back is not taken for an earlier one": {
    ...calm,
    seed: 1975804881,
    steps: [
      { do: "dial fault", id: 57720693, waitMs: 0, fault: 13 },
      { do: "visit", id: 2100895420, waitMs: 0, phone: 1, from: 1, button: 0, laterMin: null },
      { do: "sync", id: 1628179795, waitMs: 17543 },
      { do: "clock", id: 559250472, waitMs: 0, ms: -90000 },
    ],
  },
};

for (const [name, history] of Object.entries(found))
  test(name, async () => {
    const { broken, facts } = await play(modules, history);
    assert.equal(broken, null);
    assert.ok(
      facts.seen.wishes.some(({ shown }) => shown !== null),
      "nobody was called in this history",
    );
  });
