/** Histories in which the owner's buttons once broke a promise. */
import { calm, type History } from "../history.ts";

export const buttons: Record<string, History> = {
  "the owner's buttons are shown again once a disk is well that failed while a version of them was written": {
    ...calm,
    seed: 86264508,
    steps: [
      { do: "visit", id: 1944575083, waitMs: 0, phone: 3, from: 3, button: 0, laterMin: null },
      { do: "disk", id: 974746289, waitMs: 90_000, slowMs: 0, fails: 0.04 },
      { do: "hours", id: 2026123862, waitMs: 0, button: 1, hours: 2 },
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
  "a button that was being added when a snapshot was made is not added again while SIPNET's list comes empty": {
    ...calm,
    seed: 695105279,
    ownServer: true,
    steps: [
      { do: "add", id: 1134594480, waitMs: 0, text: 77 },
      { do: "no buttons", id: 1356128430, waitMs: 0, on: true },
      { do: "copy", id: 1922143777, waitMs: 0 },
      { do: "restore", id: 2056138228, waitMs: 54646, marked: false },
      { do: "visit", id: 1, waitMs: 600_000, phone: 1, from: 1, button: 0, laterMin: null },
    ],
  },
  "a change that SIPNET refuses when nobody is there is not lost": {
    ...calm,
    seed: 622549186,
    ownServer: true,
    steps: [
      { do: "writes", id: 539768541, waitMs: 0, mode: 3 },
      { do: "edit", id: 715597865, waitMs: 0, button: 1 },
      { do: "writes", id: 26158402, waitMs: 17213, mode: 1 },
      { do: "visit", id: 1, waitMs: 600_000, phone: 1, from: 1, button: 0, laterMin: null },
    ],
  },
};
