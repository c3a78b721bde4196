/** A history: what people, the provider, the machine and the clock do, as plain JSON that can be kept as a test. */
import * as fc from "fast-check";
import { shapes } from "./provider/sipnet.ts";
import { dialFaults, lists, writes } from "./provider/weather.ts";

/** Everything that can be done to a world. `id` stays when a history is shortened, and with it the step's chance. */
export type Step = { id: number; waitMs: number } & (
  | { do: "visit"; phone: number; from: number; button: number; laterMin: number | null }
  | { do: "retry"; visit: number }
  | { do: "cancel"; visit: number }
  | { do: "look" }
  | { do: "call back" }
  | { do: "sync" | "watchdog" }
  | { do: "opt out"; phone: number }
  | { do: "panic"; on: boolean }
  | { do: "hours"; button: number; hours: number }
  | { do: "edit"; button: number }
  | { do: "add"; text: number }
  | { do: "lose alarm" | "evict"; object: string }
  | { do: "crash"; object: string; after: number }
  | { do: "clock"; ms: number }
  | { do: "disk"; slowMs: number; fails: number }
  | { do: "dial fault"; fault: number }
  | { do: "list" | "writes" | "hooks"; mode: number }
  | { do: "no buttons"; on: boolean }
  | { do: "phone"; phone: number; mood: number }
  | { do: "forged hook"; phone: number; state: number }
  | { do: "colleague"; role: number; act: number; phone: number }
  | { do: "dismiss"; role: number }
  | { do: "copy" }
  | { do: "restore"; marked: boolean }
  | { do: "confirm" }
);

export interface History {
  seed: number;
  /** Which of `starts`, `limits`, `shapes`; how unruly the order of things is. */
  start: number;
  limits: number;
  shape: number;
  /** The owner's own server, not Cloudflare; the second button rings two agents at once. */
  ownServer?: boolean;
  agents?: boolean;
  unrest: number;
  steps: Step[];
}

/** Noon of a working day, the edge of the night, and the nights in which clocks change. */
export const starts = [
  Date.UTC(2026, 10, 24, 9),
  Date.UTC(2026, 10, 24, 17, 40),
  Date.UTC(2027, 2, 28, 0, 20),
  Date.UTC(2026, 9, 25, 0, 20),
] as const;

export const hookModes = ["good", "lost", "late", "doubled"] as const;
export const moods = ["answers", "busy", "silent"] as const;
/** Colleagues, and what they try. */
export const roles = ["viewer", "manager"] as const;
export const acts = ["call back", "done", "take", "look", "panic", "edit", "dial", "people"] as const;
export const hookStates = ["INVITE", "CONNECTED", "BYE"] as const;

/** Made-up people. Three share all digits but the last four; the last one comes when everything is over. */
export const phones = [
  "79162000061",
  "79162001122",
  "79035550133",
  "79261110244",
  "79857770355",
  "79504440466",
  "79023330577",
  "79611230688",
  "79162002233",
  "79680000799",
] as const;

/** Then a customer's, a provider's and a stranger's networks of IPv6; the last one is the last visitor's. */
export const addresses = [
  "198.51.100.7",
  "203.0.113.9",
  "192.0.2.33",
  "198.51.100.200",
  "203.0.113.77",
  "2001:db8:1:100::7",
  "2001:db8:1:101::8",
  "2001:db8:9:1::2",
  "2001:db8:1:200::9",
  "192.0.2.254",
] as const;

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

const kinds: readonly Kind[] = [
  kind(20, ["crowd"], "visit", { ...visit, laterMin: fc.constant(null) }),
  kind(8, ["later", "copies"], "visit", { ...visit, laterMin }),
  kind(3, ["siege"], "visit", { ...siege, ...minutes, laterMin: fc.constantFrom(null, null, null, 30) }),
  kind(6, ["again"], "visit", { ...again, ...pauses, laterMin: fc.constant(null) }),
  kind(6, ["crowd"], "retry", { visit: fc.nat(9) }),
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
  kind(2, ["later", "machine"], "lose alarm", { object: anObject }),
  kind(2, ["machine"], "evict", { object: fc.constantFrom("LEDGER", "BUTTONS", "SHIELD") }),
  kind(3, ["machine"], "crash", { object: fc.constantFrom("LEDGER", "BUTTONS", "all"), after: fc.nat(40) }),
  kind(1, ["machine"], "clock", { ms: fc.constantFrom(-3_600_000, -90_000, 90_000, 3_600_000) }),
  kind(2, ["machine"], "disk", { slowMs: fc.constantFrom(0, 0, 300, 4_000), fails: fc.constantFrom(0, 0, 0.04, 0.3) }),
  kind(5, ["provider"], "dial fault", { fault: index(dialFaults) }),
  kind(2, ["provider"], "list", { mode: index(lists) }),
  kind(1, ["owner"], "writes", { mode: index(writes) }),
  kind(2, ["provider"], "hooks", { mode: index(hookModes) }),
  kind(1, ["owner"], "no buttons", { on: fc.boolean() }),
  kind(3, ["provider", "crowd"], "phone", { phone: fc.nat(phones.length + 3), mood: index(moods) }),
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
  return fc.oneof(...kinds.map((each) => ({ weight: weightOf(each), arbitrary: each.arbitrary })));
}

export const histories: fc.Arbitrary<History> = fc.oneof(
  ...topics.map((chosen) =>
    fc.record({
      seed: anyNumber,
      start: index(starts),
      // Under the narrow ones a siege shows what it can.
      limits: chosen.includes("siege") ? fc.constantFrom(0, 3, 3) : fc.nat(2),
      shape: index(shapes),
      ownServer: fc.boolean(),
      agents: fc.boolean(),
      unrest: fc.nat(3),
      steps: fc.array(stepsOn(chosen), { minLength: 1, maxLength: 50, size: "max" }),
    }),
  ),
);
