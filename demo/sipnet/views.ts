/** What the controls and the page of phones show of the provider: plain values, no secrets. */
import { type Call, isLive } from "./network/call.ts";
import type { PhoneHabits } from "./network/network.ts";
import type { Message, Provider } from "./provider.ts";

export type Role = "owner" | "agent" | "visitor";

/** One of `GET /sim/calls`. */
export interface CallView {
  id: string;
  operation: string;
  src: string;
  dst: string;
  state: Call["state"];
  legs: { number: string; state: string }[];
  at: string;
}

/** A call as the page tells its story; times are milliseconds since 1970. */
export interface CallStory extends Pick<Call, "id" | "operation" | "cli" | "state" | "placedAt"> {
  connectedAt?: number | undefined;
  endedAt?: number | undefined;
  kopecks: number;
  legs: {
    number: string;
    role: Role;
    state: string;
    side: "src" | "dst";
    ringingAt?: number | undefined;
    answeredAt?: number | undefined;
    endedAt?: number | undefined;
  }[];
}

export interface PhoneView {
  number: string;
  role: Role;
  habits: PhoneHabits;
  /** Calls that ring here or are talked in, oldest first. */
  lines: { call: string; state: "ringing" | "answered"; since: number; cli: string; other: string; talking: boolean }[];
  messages: Message[];
}

export interface Snapshot {
  now: number;
  balance: number;
  phones: PhoneView[];
  /** Newest first. */
  calls: CallStory[];
}

const storiesShown = 8;

export function viewCalls(provider: Provider): CallView[] {
  return provider.network.placed.map(({ id, operation, src, dst, state, legs, placedAt }) => ({
    id,
    operation,
    src,
    dst,
    state,
    legs: legs.map((leg) => ({ number: leg.number, state: leg.state })),
    at: new Date(placedAt).toISOString(),
  }));
}

export function viewPhones(provider: Provider): PhoneView[] {
  const lines = linesByNumber(provider);
  const roles = rolesOf(provider);
  const numbers = new Set([...provider.network.phones.keys(), ...provider.messages.map(({ number }) => number)]);
  return [...numbers].map((number) => ({
    number,
    role: roles.get(number) ?? "visitor",
    habits: provider.network.phones.get(number) ?? {},
    lines: lines.get(number) ?? [],
    messages: provider.messages.filter((message) => message.number === number),
  }));
}

export function viewAll(provider: Provider): Snapshot {
  const roles = rolesOf(provider);
  return {
    now: provider.clock.now(),
    balance: (provider.accounts.get("demo")?.kopecks ?? 0) / 100,
    phones: viewPhones(provider),
    calls: provider.network.placed
      .slice(-storiesShown)
      .toReversed()
      .map((call) => tell(call, roles)),
  };
}

function tell(call: Call, roles: ReadonlyMap<string, Role>): CallStory {
  const { id, operation, cli, state, placedAt, connectedAt, endedAt } = call;
  return {
    id,
    operation,
    cli,
    state,
    placedAt,
    connectedAt,
    endedAt,
    kopecks: call.legs.reduce((sum, leg) => sum + (leg.kopecks ?? 0), 0),
    legs: call.legs.map(({ number, state: word, side, ringingAt, answeredAt, endedAt: end }) => ({
      number,
      role: roles.get(number) ?? "visitor",
      state: word,
      side,
      ringingAt,
      answeredAt,
      endedAt: end,
    })),
  };
}

function linesByNumber(provider: Provider): Map<string, PhoneView["lines"]> {
  const lines = new Map<string, PhoneView["lines"]>();
  for (const call of provider.network.live) {
    for (const leg of call.legs.filter(isLive)) {
      const talking = call.state === "connected" && leg.state === "answered";
      const others = call.legs.filter((one) => one.side !== leg.side);
      const other = (others.find((one) => one.state === "answered") ?? others[0])?.number ?? "";
      const since = (talking ? call.connectedAt : (leg.answeredAt ?? leg.ringingAt)) ?? call.placedAt;
      const state = leg.state === "answered" ? "answered" : "ringing";
      const line = { call: call.id, state, since, cli: call.cli, other, talking } as const;
      lines.set(leg.number, [...(lines.get(leg.number) ?? []), line]);
    }
  }
  return lines;
}

/** Whose phone it is: a button's is the owner's, the many of a multicall are agents', the rest visitors'. */
function rolesOf(provider: Provider): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const { operation, legs } of provider.network.placed.slice(-200)) {
    if (operation !== "genmulticall") continue;
    for (const leg of legs) if (leg.side === "dst") roles.set(leg.number, "agent");
  }
  for (const account of provider.accounts.values()) {
    for (const { phone } of account.buttons) roles.set(phone, "owner");
  }
  return roles;
}
