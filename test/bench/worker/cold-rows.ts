/** How soon the Ledger answers first, with so many calls in its store, and what it then holds in memory. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { startHeldProvider } from "../../stand-ins/held-provider.ts";
import { scratchDirectory } from "../../support/scratch.ts";
import { dayMs, minuteMs } from "../../../worker/time/durations.ts";
import { fire, median } from "../load.ts";
import { residentMb } from "./account.ts";
import { pressAhead, start, wait } from "./set-up.ts";

export interface ColdRows {
  rows: number;
  firstAnswerMs: number;
  /** Of the whole process, less what it holds with an empty store. */
  megabytes: number;
}

const times = 3;
/** Until the calls that are copied have ended. */
const settleMs = 6_000;

export async function benchColdRows(rows: number, days: number): Promise<ColdRows> {
  const provider = await startHeldProvider();
  try {
    const empty = await firstAnswers(provider, 0, days);
    const full = await firstAnswers(provider, rows, days);
    return { rows, firstAnswerMs: full.ms, megabytes: full.megabytes - empty.megabytes };
  } finally {
    await provider.close();
  }
}

async function firstAnswers(provider: { url: string }, rows: number, days: number) {
  const storage = await scratchDirectory("cold-rows");
  const worker = await start("ours", provider, storage);
  const [shot] = await pressAhead(1);
  if (!shot) throw new Error("nobody pressed");
  const { headers = {}, body = "" } = shot;
  const asked = await fetch(`${worker.url}/v1/calls`, { method: "POST", headers, body });
  const { id } = (await asked.json()) as { id: string };
  await wait(settleMs);
  await worker.kill();
  fill(storage, rows, days);
  const [ms, megabytes]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time++) {
    const again = await start("ours", provider, storage);
    // The Worker itself is awake then, and the Ledger is not.
    await fire(again.url, 1, [{ method: "GET", path: "/nothing" }].values(), 5_000, 404);
    const askedMs = performance.now();
    const answer = await fetch(`${again.url}/v1/calls/${id}`, { headers: { "cf-connecting-ip": "203.0.113.9" } });
    ms.push(performance.now() - askedMs);
    if (answer.status !== 200) throw new Error(`The Ledger answered ${answer.status}`);
    megabytes.push(residentMb(again.pid));
    await again.kill();
  }
  return { ms: median(ms), megabytes: median(megabytes) };
}

/** Copies of the one call that is there, spread over so many days, of other visitors with other numbers. */
function fill(storage: string, rows: number, days: number): void {
  const folder = join(storage, "Ledger");
  const file = readdirSync(folder).find((name) => name.endsWith(".sqlite"));
  const database = new DatabaseSync(join(folder, file ?? ""));
  database.exec("PRAGMA synchronous = OFF; BEGIN");
  const one = database.prepare("SELECT * FROM calls LIMIT 1").get() as Record<string, SQLInputValue>;
  const names = Object.keys(one);
  const put = database.prepare(`INSERT INTO calls (${names.join()}) VALUES (${names.map(() => "?").join()})`);
  const nowMs = Date.now();
  for (let n = 0; n < rows; n++) {
    const atMs = nowMs - 2 * minuteMs - Math.floor((n / rows) * days * dayMs);
    const copy = {
      ...one,
      id: `copy-${n}`,
      // As the hourly sweep has left them.
      idem: atMs > nowMs - dayMs ? `key-${n}` : null,
      sipnetId: `provider-${n}`,
      ticket: `ticket-${n}`,
      prefix: `p${n % 100}`,
      createdMs: atMs,
      dialledMs: atMs,
      sinceMs: atMs + minuteMs,
      number: `number-${n % 5_000}`.padEnd(22, "_"),
      nets:
        atMs > nowMs - 2 * dayMs
          ? String(one.nets).replaceAll(/[\w-]{16,}/g, (hash) => `${n % 50_000}`.padEnd(hash.length, "_"))
          : null,
    };
    put.run(...names.map((name) => copy[name as keyof typeof copy] ?? null));
  }
  database.prepare("INSERT OR REPLACE INTO facts (key, value) VALUES ('sweptMs', ?)").run(String(nowMs));
  database.exec("COMMIT");
  database.close();
}
