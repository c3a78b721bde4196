/** Random histories: which steps come, how often, after what pause, and under which settings. */
import * as fc from "fast-check";
import { acts, addresses, type History, hookModes, moods, phones, roles, starts, type Step } from "./history.ts";
import { limitSets } from "./limit-sets.ts";
import { shapes } from "./provider/sipnet.ts";
import { dialFaults, lists, writes } from "./provider/weather.ts";

/** Not shrunk: it stands for chance, and the least of it is none the simpler. */
const anyNumber = fc.noBias(fc.noShrink(fc.integer({ min: 100, max: 2 ** 31 - 1 })));
const somebody = fc.nat(phones.length - 2);
const index = (items: readonly unknown[]) => fc.nat(items.length - 1);
const waitMs = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 15 * 60_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 * 3_600_000 }) },
);

type Told = Record<string, fc.Arbitrary<unknown>>;
type Topic = "crowd" | "later" | "provider" | "owner" | "machine" | "siege" | "again" | "copies" | "people";

/** How often a step comes up, and in which kinds of histories more often. */
interface Kind {
  weight: number;
  topics: Topic[];
  arbitrary: fc.Arbitrary<Step>;
}

function kind(weight: number, topics: Topic[], what: Step["do"], told: Told = {}): Kind {
  const fields = { do: fc.constant(what), id: anyNumber, waitMs, ...told };
  return { weight, topics, arbitrary: fc.record(fields) as fc.Arbitrary<Step> };
}

/** A few addresses that ask again and again at one button. */
const siege = { phone: somebody, button: fc.constant(0), from: fc.constantFrom(3, 5, 5, 6, 6, 8, 7) };
/** The same few numbers, and neighbours, are asked for from everywhere, each time as soon as may be. */
const again = { phone: fc.constantFrom(0, 0, 1, 8), from: fc.nat(addresses.length - 2), button: fc.nat(1) };
const pauses = { waitMs: fc.integer({ min: 60_000, max: 6 * 60_000 }) };
const minutes = { waitMs: fc.integer({ min: 30_000, max: 8 * 60_000 }) };
const visit = { phone: somebody, from: fc.nat(addresses.length - 2), button: fc.nat(1) };
const role = index(roles);
const laterMin = fc.constantFrom(1, 5, 30, 60);
const anObject = fc.constantFrom("LEDGER", "BUTTONS");

/** Somebody wants to be called now, or later. */
const visits: readonly Kind[] = [
  kind(20, ["crowd"], "visit", { ...visit, laterMin: fc.constant(null) }),
  kind(8, ["later", "copies"], "visit", { ...visit, laterMin }),
];

const others: readonly Kind[] = [
  kind(3, ["siege"], "visit", { ...siege, ...minutes, laterMin: fc.constantFrom(null, null, null, 30) }),
  kind(6, ["again"], "visit", { ...again, ...pauses, laterMin: fc.constant(null) }),
  kind(6, ["crowd"], "retry", { visit: fc.nat(9) }),
  kind(2, ["crowd", "again"], "once more", { visit: fc.nat(5), phone: somebody }),
  kind(4, ["later"], "cancel", { visit: fc.nat(3) }),
  kind(6, [], "look"),
  kind(3, ["owner"], "opt out", { phone: somebody }),
  kind(2, ["owner"], "panic", { on: fc.boolean() }),
  kind(3, ["owner", "later"], "hours", { button: fc.nat(1), hours: fc.nat(3) }),
  kind(2, ["owner"], "edit", { button: fc.nat(1) }),
  kind(1, ["owner"], "add", { text: fc.nat(99) }),
  kind(1, ["owner"], "sync"),
  kind(2, ["owner"], "call back"),
  kind(3, ["later", "machine"], "watchdog"),
  kind(1, ["later", "machine"], "cron", { on: fc.boolean() }),
  kind(2, ["later", "machine"], "lose alarm", { object: anObject }),
  kind(2, ["machine"], "evict", { object: fc.constantFrom("LEDGER", "BUTTONS", "SHIELD") }),
  kind(3, ["machine"], "crash", { object: fc.constantFrom("LEDGER", "BUTTONS", "all"), after: fc.nat(40) }),
  kind(1, ["machine"], "clock", { ms: fc.constantFrom(-3_600_000, -90_000, 90_000, 3_600_000) }),
  kind(2, ["machine"], "disk", { slowMs: fc.constantFrom(0, 0, 300, 4_000), fails: fc.constantFrom(0, 0, 0.04, 0.3) }),
  kind(5, ["provider"], "dial fault", { fault: index(dialFaults) }),
  kind(2, ["crowd", "provider"], "slow", { ms: fc.constantFrom(0, 4_000, 7_000) }),
  kind(2, ["provider"], "list", { mode: index(lists) }),
  kind(1, ["owner"], "writes", { mode: index(writes) }),
  kind(2, ["provider"], "hooks", { mode: index(hookModes) }),
  kind(1, ["owner"], "no buttons", { on: fc.boolean() }),
  kind(3, ["provider", "crowd"], "phone", { phone: fc.nat(phones.length + 3), mood: index(moods) }),
  kind(2, ["provider"], "others' call", { ringsOwner: fc.boolean() }),
  kind(1, ["provider"], "forged hook", { phone: somebody, state: fc.nat(2) }),
  kind(2, ["people"], "colleague", { role, act: index(acts), phone: somebody }),
  kind(1, ["people"], "dismiss", { role }),
  kind(1, ["copies"], "copy"),
  kind(1, ["copies"], "restore", { marked: fc.boolean() }),
  kind(1, ["copies"], "confirm"),
];

/** A few kinds of steps that come up often reach deeper than all of them a little. */
const topics: readonly Topic[][] = [
  [],
  ["crowd"],
  ["later"],
  ["provider", "crowd"],
  ["owner"],
  ["machine", "later"],
  ["siege"],
  ["again"],
  ["copies"],
  ["people"],
];

function stepsOn(chosen: Topic[]): fc.Arbitrary<Step> {
  const weightOf = ({ weight, topics: of }: Kind) => (of.some((topic) => chosen.includes(topic)) ? weight * 6 : weight);
  return fc.oneof(...[...visits, ...others].map((each) => ({ weight: weightOf(each), arbitrary: each.arbitrary })));
}

const settings = {
  seed: anyNumber,
  start: index(starts),
  limits: fc.nat(2),
  shape: index(shapes),
  ownServer: fc.boolean(),
  agents: fc.boolean(),
  unrest: fc.nat(3),
};

function stepsOf(step: fc.Arbitrary<Step>, maxLength: number): fc.Arbitrary<Step[]> {
  return fc.array(step, { minLength: 1, maxLength, size: "max" });
}

const onTopics = topics.map((chosen) => {
  // Under the narrow ones a siege shows what it can.
  const limits = chosen.includes("siege") ? fc.constantFrom(0, 3, 3) : fc.nat(2);
  return fc.record<History>({ ...settings, limits, steps: stepsOf(stepsOn(chosen), 50) });
});

/** How long is waited before a step, in different histories. */
const paces = [
  waitMs,
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 60_000 }),
  fc.oneof(fc.constant(0), fc.integer({ min: 60_000, max: 8 * 60_000 })),
] as const;

/** One to three of them, or all; not the last one, who comes when everything is over. */
function few(of: readonly string[]): fc.Arbitrary<number[]> {
  const all = of.slice(0, -1).map((_, n) => n);
  const some = fc.shuffledSubarray(all, { minLength: 1, maxLength: 3 });
  return fc.oneof({ weight: 3, arbitrary: some }, { weight: 1, arbitrary: fc.constant(all) });
}

/**
 * A few people, and a few kinds of steps that each come up as often as the others: what is left out leaves room for
 * what is rare otherwise. (Swarm testing: Groce et al., ISSTA 2012.)
 */
const inSwarms = fc
  .record({
    among: fc.shuffledSubarray([...others], { minLength: 1, maxLength: 6 }),
    people: few(phones),
    places: few(addresses),
    pace: fc.constantFrom(...paces),
    limits: index(limitSets),
  })
  .chain(({ among, people, places, pace, limits }) => {
    const step = fc.oneof(...[...visits, ...among].map(({ arbitrary }) => arbitrary));
    const narrowed = fc.tuple(step, pace).map(([each, ms]): Step => narrow({ ...each, waitMs: ms }, people, places));
    return fc.record<History>({ ...settings, limits: fc.constant(limits), steps: stepsOf(narrowed, 30) });
  });

/** The same step, by one of these people at one of these places. */
function narrow(step: Step, people: readonly number[], places: readonly number[]): Step {
  const of = (chosen: readonly number[], n: number) => chosen[n % chosen.length] ?? 0;
  if (step.do === "visit") return { ...step, phone: of(people, step.phone), from: of(places, step.from) };
  if (step.do === "phone") return step.phone < phones.length ? { ...step, phone: of(people, step.phone) } : step;
  return "phone" in step ? { ...step, phone: of(people, step.phone) } : step;
}

export const histories: fc.Arbitrary<History> = fc.oneof(fc.oneof(...onTopics), inSwarms);
