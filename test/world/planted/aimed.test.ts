/**
 * Planted bugs that a random history seldom reaches, each with a history that does: the Worker with the bug breaks
 * the promise in it, and the Worker as it is keeps it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { calm, type Step } from "../history.ts";
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

const sound = await readyWorld();

for (const { planted, breaks, limits = 2, steps } of aimed)
  test(`the world sees when ${planted}`, async () => {
    const mutant = mutants.find(({ name }) => name === planted);
    assert.ok(mutant);
    const history = {
      ...calm,
      seed: 777,
      limits,
      steps: steps.map((step, i) => ({ ...step, id: 1_000 + i }) as Step),
    };
    assert.equal((await play(sound, history)).broken, null);
    assert.equal((await play(await readyWorld(mutant.patch), history)).broken?.promise, breaks);
  });
