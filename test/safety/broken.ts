/** Everything that can be broken before a call is granted, each on its own: then nobody is called. */
import { type Breaker, NodeWorker } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";

export interface Break {
  what: string;
  vars?: Record<string, string | undefined>;
  /** Statements and verbs that fail. */
  uses?: RegExp;
}

const settings: [name: string, ...wrong: (string | undefined)[]][] = [
  ["APP_SECRET", undefined, "", "short", "a secret with spaces in it, though it is long enough"],
  ["OWNER_TOKEN", undefined, "short"],
  ["PUBLIC_URL", "calls.example"],
  ["ALLOWED_ORIGINS", "*", "https://shop.example/", "https://shop.example,shop.example"],
  ["LIMITS", "{", "[]", '{"numbers":{"perHour":3}}', '{"number":{"perHour":-1}}', '{"number":{"perHour":"3"}}'],
  ["COUNTRIES", "R1", "Russia"],
  ["SIPNET_APIKEY", undefined, ""],
  ["SIPNET_URL", "ftp://provider.example/api.php", "provider.example"],
];

const uses: [what: string, uses: RegExp][] = [
  ["the Ledger does not answer", /^LEDGER\./],
  ["no shard answers", /^SHIELD\./],
  ["the buttons' record does not answer", /^BUTTONS\./],
  ["storage is gone", /./],
  ["no table can be made", /^CREATE TABLE/],
  ["the calls cannot be read", /SELECT \* FROM calls/],
  ["the key cannot be looked up", /FROM calls WHERE idem/],
  ["the row cannot be written", /^INSERT INTO calls/],
  ["the opt-outs cannot be read", /FROM suppressed/],
  ["settings and salts cannot be read", /SELECT value FROM facts/],
  ["settings and salts cannot be written", /INTO facts/],
  ["the alarm cannot be set", /^setAlarm/],
  ["the disk does not take what the Ledger wrote", /^sync LEDGER/],
];

export const breaks: readonly Break[] = [
  ...settings.flatMap(([name, ...wrong]) =>
    wrong.map((value) => ({
      what: `${name} is ${value === undefined ? "missing" : `"${value}"`}`,
      vars: { [name]: value },
    })),
  ),
  ...uses.map(([what, pattern]) => ({ what, uses: pattern })),
];

/** So many visitors of a broken installation, some of whom press twice: how they were answered, and how many phones rang. */
export async function visitBroken({ vars, uses: pattern }: Break, visitors: number) {
  const provider = new PaperProvider();
  const breaker: Breaker = (use, object = "") => {
    if (pattern?.test(`${use} ${object}`)) throw new Error("broken on purpose");
  };
  const worker = new NodeWorker({ provider, breaker, ...(vars ? { vars } : {}) });
  const statuses = new Set<number>();
  let withoutRetryAfter = 0;
  for (let i = 0; i < visitors; i++) {
    const wish = { phone: phoneOf(i), address: addressOf(i), key: `key-of-a-hasty-visitor-${i}` };
    const presses = i % 8 === 0 ? [wish, wish] : [wish];
    for (const { status, headers } of await Promise.all(presses.map((press) => askForCall(worker, press)))) {
      statuses.add(status);
      withoutRetryAfter += Number(!headers.has("retry-after"));
    }
  }
  await worker.passTime(60_000);
  return { statuses: [...statuses], withoutRetryAfter, calls: provider.placed.length };
}
