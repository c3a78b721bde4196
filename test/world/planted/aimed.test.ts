/**
 * Planted bugs that a random history seldom reaches, each with a history that does: the Worker with the bug breaks
 * the promise in it, and the Worker as it is keeps it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { clocks } from "../found/clocks.ts";
import { rows } from "../found/rows.ts";
import { calm, type History, type Step } from "../history.ts";
import { mutants } from "./mutants.ts";
import { play } from "../play.ts";
import { readyWorld } from "../ready.ts";

/** A step without its chance, which is given by its place. */
type WithoutId<Each> = Each extends Step ? Omit<Each, "id"> : never;
type Aim = WithoutId<Step>;

interface Aimed {
  planted: string;
  breaks: string;
  /** Which of `limitSets`; absent: the widest. */
  limits?: number;
  ownServer?: boolean;
  steps: Aim[];
}

const minute = 60_000;
const sixAtOnce: Aim[] = [0, 1, 2, 3, 4, 5].map((phone) => {
  return { do: "visit", phone, from: phone % 5, button: 0, laterMin: null, waitMs: 100 };
});
const looks = Array.from({ length: 6 }, (): Aim => ({ do: "look", waitMs: 5_000 }));
const visit = { do: "visit", phone: 1, from: 1, button: 0, laterMin: null, waitMs: 0 } as const;
const other = { ...visit, phone: 2, from: 2 } as const;
const add: Aim = { do: "add", text: 1, waitMs: 0 };

/** Calls to ever other numbers, from these addresses one after the other. */
function from(places: readonly number[], waitMs: number): Aim[] {
  return places.map((place, i) => ({ ...visit, phone: i % 8, from: place, waitMs }));
}

const aimed: Aimed[] = [
  {
    planted: "a cancelled call goes on to the phones",
    breaks: "one dial for one wish, none after a cancel",
    steps: [{ do: "slow", ms: 7_000, waitMs: 0 }, ...sixAtOnce, { do: "cancel", visit: 0, waitMs: 2_500 }],
  },
  {
    planted: "whoever wants peace while their call waits for a line is rung",
    breaks: "the panic switch holds",
    steps: [{ do: "slow", ms: 7_000, waitMs: 0 }, ...sixAtOnce, { do: "panic", on: true, waitMs: 2_500 }],
  },
  {
    planted: "any row of the list is taken for the call's own",
    breaks: "every call ends in what became of it",
    steps: [
      { do: "others' call", ringsOwner: false, waitMs: 0 },
      { do: "dial fault", fault: 4, waitMs: 1_000 },
      visit,
      { do: "look", waitMs: minute },
    ],
  },
  {
    planted: "an id is believed whoever's call it is",
    breaks: "no live call is said to be over",
    steps: [{ do: "dial fault", fault: 13, waitMs: 0 }, visit, ...looks],
  },
  {
    planted: "a ticket is good for any number of calls",
    breaks: "a ticket is good for two calls",
    steps: [
      visit,
      { do: "once more", visit: 0, phone: 2, waitMs: 2 * minute },
      { do: "once more", visit: 0, phone: 1, waitMs: 2 * minute },
    ],
  },
  {
    planted: "a prefix has no limit",
    breaks: "limits, gap and money hold",
    limits: 0,
    steps: [0, 1, 8, 0, 1, 8].map((phone, i) => ({ ...visit, phone, from: i % 5, waitMs: 65_000 })),
  },
  {
    planted: "a /56 has no limit",
    breaks: "an address is granted so many calls",
    limits: 3,
    steps: from([5, 6, 5, 6, 5], 3 * minute),
  },
  {
    planted: "a /48 has no limit",
    breaks: "an address is granted so many calls",
    limits: 3,
    steps: from([5, 6, 5, 6, 8, 8], 2 * minute),
  },
  {
    planted: "who asks often may have the whole button",
    breaks: "who asks often leaves room for others",
    limits: 3,
    steps: from([0, 0, 0, 0, 0, 0, 1, 1, 1, 1], 4 * minute),
  },
  {
    planted: "a viewer may call back",
    breaks: "one dial for one wish, none after a cancel",
    steps: [
      { do: "phone", phone: 1, mood: 1, waitMs: 0 },
      visit,
      { do: "colleague", role: 0, act: 0, phone: 1, waitMs: 2 * minute },
    ],
  },
  {
    planted: "what was booked in a restored backup is dialled",
    breaks: "one dial for one wish, none after a cancel",
    ownServer: true,
    steps: [
      { ...visit, laterMin: 30 },
      { do: "copy", waitMs: minute },
      { do: "restore", marked: true, waitMs: minute },
      { do: "confirm", waitMs: minute },
    ],
  },
  {
    planted: "a restored backup dials before its owner knows what it lacks",
    breaks: "a restored backup waits for its owner",
    ownServer: true,
    steps: [
      { do: "copy", waitMs: minute },
      { do: "restore", marked: true, waitMs: minute },
      { ...visit, waitMs: minute },
    ],
  },
  {
    planted: "an add whose answer was lost is found nowhere",
    breaks: "both books of buttons agree",
    steps: [{ do: "writes", mode: 2, waitMs: 0 }, add, { do: "writes", mode: 0, waitMs: 20_000 }],
  },
  {
    planted: "what a backup was adding is added again",
    breaks: "both books of buttons agree",
    steps: [
      { do: "slow", ms: 4_000, waitMs: 0 },
      add,
      { do: "copy", waitMs: 1_000 },
      { do: "slow", ms: 0, waitMs: 10_000 },
      { do: "restore", marked: false, waitMs: 20_000 },
    ],
  },
  {
    planted: "a change whose answer was lost is dropped",
    breaks: "both books of buttons agree",
    steps: [
      { do: "writes", mode: 3, waitMs: 0 },
      { do: "edit", button: 0, waitMs: 0 },
      { do: "writes", mode: 0, waitMs: 20_000 },
    ],
  },
  {
    planted: "an alarm that was lost is taken for one that is set",
    breaks: "a booked call is dialled at its time",
    steps: [
      { do: "cron", on: false, waitMs: 0 },
      { ...visit, laterMin: 1 },
      { do: "lose alarm", object: "LEDGER", waitMs: minute },
      { ...other, laterMin: 30, waitMs: 15 * minute },
      { do: "evict", object: "LEDGER", waitMs: 10_000 },
    ],
  },
  {
    planted: "the alarm sets no other",
    breaks: "a booked call is dialled at its time",
    steps: [
      { do: "cron", on: false, waitMs: 0 },
      { ...visit, laterMin: 1 },
      { ...other, laterMin: 60 },
      { do: "evict", object: "LEDGER", waitMs: 10_000 },
      { do: "evict", object: "LEDGER", waitMs: 15 * minute },
    ],
  },
];

/** Bugs that were there once, and the histories that found them. */
const again: [planted: string, breaks: string, history: History | undefined][] = [
  [
    "who has talked by the clock is owed nothing",
    "who was promised a call and had none is on the owner's list",
    clocks["a promise is owed though a call that was asked for before it, of whose end is heard later, came to talk"],
  ],
  [
    "the row of a call that was given another's id may be a later call's as well",
    "who was promised a call and had none is on the owner's list",
    rows["the row of a call that was given another's id is no later call's to the same number"],
  ],
  [
    "a call that never left takes an earlier talk between the same two",
    "who was promised a call and had none is on the owner's list",
    rows["a call that never left does not end as an earlier talk to the same number that SIPNET placed twice"],
  ],
  [
    "an id that two calls were given bars both from its row",
    "every call ends in what became of it",
    rows["a call whose id the provider gave for another call as well is told its end"],
  ],
];

const all = [
  ...aimed.map(({ planted, breaks, limits = 2, ownServer = false, steps }) => {
    const numbered = steps.map((step, i) => ({ ...step, id: 1_000 + i }) as Step);
    return [planted, breaks, { ...calm, seed: 777, limits, ownServer, steps: numbered }] as const;
  }),
  ...again,
];
const sound = await readyWorld();

for (const [planted, breaks, history] of all)
  test(`the world sees when ${planted}`, async () => {
    const mutant = mutants.find(({ name }) => name === planted);
    assert.ok(mutant && history);
    assert.equal((await play(sound, history)).broken, null);
    assert.equal((await play(await readyWorld(mutant.patch), history)).broken?.promise, breaks);
  });
