/** A week that has already been, today included: an owner's history is never empty on the first look. */
import type { Call, Leg, LegState } from "./call.ts";
import type { Account } from "../account.ts";
import type { Tariff } from "./billing.ts";
import { closeBooks, makeUuid } from "./books.ts";
import type { Network } from "./network.ts";

const dayMs = 86_400_000;
const people = ["79161234501", "79265550112", "79031112233", "74957403020", "78123334455", "79851230099"];
const owner = "74951234567";

/** Minutes before now, who spoke, and how it went: seconds talked or how it failed. */
type Past = [minutesAgo: number, kind: Call["operation"], account: string, outcome: number | LegState];

const today: Past[] = [
  [3, "gencall", "demo", 74],
  [9, "incoming", "demo", 31],
  [14, "gencall", "demo", "noanswer"],
];
const everyDay: Past[] = [
  [60, "gencall", "demo", 132],
  [150, "incoming", "demo", 48],
  [200, "gencall", "demo-sklad", 95],
  [260, "gencall", "demo", "busy"],
  [310, "genmulticall", "demo", 27],
  [400, "incoming", "demo-sklad", 12],
  [420, "gencall", "demo", "declined"],
];

export function rememberWeek(
  network: Network,
  accounts: ReadonlyMap<string, Account>,
  tariff: Tariff,
  now: number,
): void {
  const midnight = now - (now % dayMs);
  const balances = [...accounts.values()].map((account) => [account, account.kopecks] as const);
  const random = sequence(7);
  const days = [6, 5, 4, 3, 2, 1].flatMap((ago) =>
    everyDay.map(([minutes, ...rest]) => [midnight - (ago - 1) * dayMs - minutes * 60_000, ...rest] as const),
  );
  const morning = today.map(
    ([minutes, ...rest]) => [Math.max(midnight, now - minutes * 60_000 - 120_000), ...rest] as const,
  );
  const past = [...days, ...morning].toSorted(([one], [other]) => one - other);
  for (const [index, [atMs, kind, login, outcome]] of past.entries()) {
    const account = accounts.get(login);
    const cli = account?.callerNumbers[0]?.phone ?? owner;
    const visitor = people[index % people.length] ?? owner;
    const call = tell({ id: 80_000 + index * 4, atMs, kind, login, cli, visitor, outcome, random });
    network.remember(closeBooks({ accounts, tariff, random }, call));
  }
  // The week is paid already: the balance is what is left of it.
  for (const [account, kopecks] of balances) account.kopecks = kopecks;
}

interface Story {
  id: number;
  atMs: number;
  kind: Call["operation"];
  login: string;
  cli: string;
  visitor: string;
  outcome: number | LegState;
  random: () => number;
}

function tell({ id, atMs, kind, login, cli, visitor, outcome, random }: Story): Call {
  const incoming = kind === "incoming";
  const firstRing = incoming ? visitor : owner;
  const answeredAt = atMs + 6_000;
  const farAnswerAt = incoming ? answeredAt : answeredAt + 8_000;
  const talked = typeof outcome === "number";
  const endedAt = farAnswerAt + (talked ? outcome * 1_000 : 12_000);
  const over = { answeredAt, endedAt, state: "ended", cause: 16 } as const;
  const leg = (offset: number, number: string, side: Leg["side"]): Leg => {
    const base: Leg = { uuid: makeUuid(random), cid: id + offset, number, side, state: "waiting" };
    if (side === "src") return { ...base, ringingAt: atMs, ...over };
    const rung = { ...base, ringingAt: answeredAt };
    if (talked) return { ...rung, ...over, answeredAt: farAnswerAt };
    return { ...rung, endedAt, state: outcome, cause: { busy: 17, declined: 21 }[String(outcome)] ?? 19 };
  };
  return {
    id: String(id),
    operation: kind,
    account: login,
    cli: incoming ? visitor : cli,
    src: firstRing,
    dst: incoming ? cli : visitor,
    lang: "ru",
    placedAt: atMs,
    ...(talked ? { connectedAt: farAnswerAt } : {}),
    endedAt,
    state: "completed",
    legs: incoming ? [leg(1, firstRing, "src")] : [leg(1, firstRing, "src"), leg(2, visitor, "dst")],
  };
}

/** The same chance every time: a reset must tell the same week. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
