/** Histories in which clocks, disks and backups once broke a promise. */
import { calm, type History } from "../history.ts";

export const clocks: Record<string, History> = {
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
  "a call that was dialled after the clock was set on twice is told its end": {
    ...calm,
    seed: 1991919874,
    shape: 8,
    ownServer: true,
    steps: [
      { do: "visit", id: 1792016524, waitMs: 0, phone: 7, from: 7, button: 0, laterMin: null },
      { do: "clock", id: 1277582908, waitMs: 59999, ms: 90000 },
      { do: "clock", id: 1023677788, waitMs: 0, ms: 90000 },
      { do: "visit", id: 1735638479, waitMs: 0, phone: 7, from: 3, button: 0, laterMin: null },
    ],
  },
  "look-ups keep to thirty a minute though the clock is set on twice within it": {
    ...calm,
    seed: 197750523,
    limits: 2,
    steps: [
      { do: "visit", id: 1101581115, waitMs: 0, phone: 7, button: 0, from: 2, laterMin: null },
      { do: "visit", id: 994092990, waitMs: 1310, phone: 6, from: 2, button: 1, laterMin: null },
      { do: "forged hook", id: 36886962, waitMs: 3847, phone: 5, state: 1 },
      { do: "edit", id: 1922123643, waitMs: 3135, button: 1 },
      { do: "clock", id: 1978393791, waitMs: 0, ms: 90000 },
      { do: "visit", id: 1463289071, waitMs: 811, phone: 2, button: 0, from: 2, laterMin: null },
      { do: "visit", id: 1519360052, waitMs: 4702, phone: 0, from: 2, button: 0, laterMin: null },
      { do: "clock", id: 745516841, waitMs: 1281, ms: 3600000 },
      { do: "visit", id: 1938909679, waitMs: 4674, phone: 1, button: 0, from: 2, laterMin: null },
    ],
  },
};
