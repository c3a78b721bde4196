/** Webhooks as strangers, a bad network and a forgetful provider send them. */
import { type Chance, chanceFrom } from "../../support/chance.ts";
import { hookBody, hookPathOf } from "../../stand-ins/hook-bodies.ts";
import { NodeWorker, secrets, settle } from "../../stand-ins/node-worker.ts";
import { PaperProvider } from "../../stand-ins/paper-provider.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";

/** Where the provider posts; known here because the secret is. */
export const hookPath = await hookPathOf(secrets.appSecret);

export async function post(worker: NodeWorker, path: string, body: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await worker.request(path, { method: "POST", headers, body })).status;
}

/** One forged webhook: a guessed path with the truth in it, or the true path with anything but. */
export function forge(chance: Chance, callee: string): { path: string; body: string } {
  const state = chance.pick(["INVITE", "CONNECTED", "BYE"] as const);
  const truth = JSON.stringify(hookBody("11111111-2222-4333-8444-555555555555", callee, state));
  const stranger = JSON.stringify(hookBody("stranger", `7999${1_000_000 + chance.under(8_999_999)}`, state));
  const guess = hookPath.slice(0, -1 - chance.under(20)) + chance.pick(["", "A", "AAAAAAAA", "%00", "/", "?"]);
  const junk = [
    "",
    "null",
    "[]",
    "{}",
    truth.slice(0, chance.under(truth.length)),
    truth.replace("callee_id", "callee"),
    JSON.stringify({ ...JSON.parse(truth), state: chance.pick(["bye", "END", 1, null, ["BYE"]]), direction: 3 }),
    JSON.stringify({ ...JSON.parse(truth), callee_id: { $ne: 1 } }),
    truth.padEnd(9_000, " "),
    `{"call_id":${"[".repeat(4_000)}${"]".repeat(4_000)}}`,
    `{"call_id":${'{"a":'.repeat(1_300)}1${"}".repeat(1_300)}}`,
    stranger,
  ];
  return chance.under(2) === 0 ? { path: guess, body: truth } : { path: hookPath, body: chance.pick(junk) };
}

/** Every call's row, as text. */
export function rowsOf(worker: NodeWorker): string {
  return JSON.stringify(worker.databases.get("LEDGER ledger")?.prepare("SELECT * FROM calls ORDER BY id").all());
}

/** So many forged webhooks while one call rings; how many of them changed anything. */
export async function forgeMany(forged: number, seed: number): Promise<{ forged: number; changes: number }> {
  const worker = new NodeWorker({ provider: new PaperProvider() });
  await askForCall(worker, { phone: "+79161234567" });
  await settle();
  const chance = chanceFrom(seed);
  const before = rowsOf(worker);
  let changes = 0;
  for (let i = 0; i < forged; i++) {
    const { path, body } = forge(chance, "79161234567");
    const status = await post(worker, path, body);
    changes += Number(status !== 204 && status !== 404);
    if (i % 100 === 0) changes += Number(rowsOf(worker) !== before);
  }
  return { forged, changes: changes + Number(rowsOf(worker) !== before) };
}
