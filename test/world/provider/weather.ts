/** What can be wrong with the provider in a world, and the ways in which it may write a row. */
import { type Call, standingAt } from "./phones.ts";

/** What becomes of a request that dials. `placed`: the phones ring all the same. */
export interface DialFault {
  name: string;
  placed: boolean | "twice";
  answer:
    | "good"
    | "lost"
    | "silence"
    | "refusal"
    | "html"
    | "no id"
    | "a stranger's id"
    | "the last id"
    | "another id"
    | number;
  afterMs?: number;
  /** The phones ring so long after. */
  lateMs?: number;
  /** The object that asked ends while it waits. */
  kills?: boolean;
}

export const dialFaults: readonly DialFault[] = [
  { name: "refused by the provider", placed: false, answer: "refusal" },
  { name: "answered slowly", placed: true, answer: "good", afterMs: 6_000 },
  { name: "answered too late", placed: true, answer: "good", afterMs: 9_000 },
  { name: "answer lost", placed: true, answer: "lost" },
  { name: "request lost", placed: false, answer: "lost" },
  { name: "silence", placed: true, answer: "silence" },
  { name: "silence, never placed", placed: false, answer: "silence" },
  { name: "silence, placed a minute later", placed: true, answer: "silence", lateMs: 60_000 },
  { name: "503 after placing", placed: true, answer: 503 },
  { name: "503 before placing", placed: false, answer: 503 },
  { name: "429", placed: false, answer: 429 },
  { name: "HTML", placed: true, answer: "html" },
  { name: "no id", placed: true, answer: "no id" },
  { name: "the id of a stranger's call", placed: true, answer: "a stranger's id" },
  { name: "the id of the call before", placed: true, answer: "the last id" },
  { name: "an id that no list knows", placed: true, answer: "another id" },
  { name: "placed twice", placed: "twice", answer: "good" },
  { name: "placed, and the Ledger dies", placed: true, answer: "silence", kills: true },
  { name: "the Ledger dies before it is placed", placed: false, answer: "silence", kills: true },
];

export const lists = ["whole", "late", "empty", "partial", "ahead", "behind", "down", "silent"] as const;
export const writes = ["good", "refused", "answer lost", "request lost"] as const;

export interface ProviderWeather {
  dials: DialFault[];
  list: (typeof lists)[number];
  /** Of changes of buttons. */
  write: (typeof writes)[number];
  /** The list of buttons comes back empty. */
  noButtons: boolean;
  hooks: "good" | "lost" | "late" | "doubled";
  /** So much longer every answer takes; a dial has rung by then. */
  slowMs: number;
}

export const fairWeather = (): ProviderWeather => ({
  dials: [],
  list: "whole",
  write: "good",
  noButtons: false,
  hooks: "good",
  slowMs: 0,
});

export type Shape = (call: Call, nowMs: number, gmt: string) => Record<string, unknown>[];

const named = (call: Call, nowMs: number, gmt: string) => {
  const { state, src, dst, talkedS } = standingAt(call, nowMs);
  const over = state === "completed";
  const parties = { SrcPhone: call.src, DstPhone: call.dst.join() };
  return {
    ID: call.id,
    GMT: gmt,
    ...parties,
    State: state,
    SrcState: src,
    DstState: dst,
    Duration: over ? talkedS : 0,
  };
};
const without = (row: Record<string, unknown>, ...names: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
const words: Record<string, string> = { ringing: "Ringing", connected: "Talking", completed: "Finished" };

/** Ways of writing a call down that say everything that is needed; `worn-shapes.ts` has harder ones. */
export const plainShapes: readonly [name: string, shape: Shape][] = [
  ["plain", (...of) => [named(...of)]],
  [
    "other names",
    (call, nowMs, gmt) => {
      const { ID, SrcPhone, DstPhone, State, ...rest } = named(call, nowMs, gmt);
      return [{ ...rest, CallID: ID, From: SrcPhone, To: DstPhone, Status: words[State] ?? State }];
    },
  ],
  ["numbers as numbers", (...of) => [{ ...named(...of), ID: Number(named(...of).ID) }]],
  ["no legs", (...of) => [without(named(...of), "SrcState", "DstState")]],
  [
    "lower case",
    (...of) => [Object.fromEntries(Object.entries(named(...of)).map(([name, value]) => [name.toLowerCase(), value]))],
  ],
];
