/** People who ask to be left alone in every writing there is, and what rings afterwards. */
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin } from "../stand-ins/node-worker.ts";
import { addressOf } from "../stand-ins/paper-people.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { chanceFrom } from "../support/chance.ts";
import { kinds, type Writing, writings } from "./numbers/number-writings.ts";

const day = 86_400_000;
/** Less than what a day allows at once. */
const perDay = 900;

export interface Peace {
  asked: number;
  done: number;
  /** Refused with words that say what to do. */
  refused: number;
  /** Answered otherwise, or without a word. */
  silent: string[];
  /** Said to be done, and rung all the same. */
  rung: string[];
}

/** Opts numbers out, each once, and asks for a call to each that was said to be done; `lose` is done in between. */
export async function askForPeace(
  count: number,
  seed: number,
  lose: (worker: NodeWorker) => void = () => undefined,
): Promise<Peace> {
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider });
  const peace: Peace = { asked: 0, done: 0, refused: 0, silent: [], rung: [] };
  for (const writing of writings(count, seed, freshNumbers(Math.ceil(count / kinds.length), seed))) {
    if (peace.asked > 0 && peace.asked % perDay === 0) await worker.passTime(day);
    peace.asked += 1;
    await askOne(worker, writing, peace, lose);
  }
  await worker.passTime(1);
  const rung = new Set(provider.placed.map(({ dst }) => dst));
  peace.rung.push(...rung);
  return peace;
}

async function askOne(
  worker: NodeWorker,
  { text, e164 }: Writing,
  peace: Peace,
  lose: (worker: NodeWorker) => void,
): Promise<void> {
  const address = addressOf(peace.asked);
  const answer = await worker.request("/v1/opt-outs", {
    method: "POST",
    headers: { "content-type": "application/json", "cf-connecting-ip": address, origin },
    body: JSON.stringify({ phone: text }),
  });
  const { state, phone, detail } = (await answer.json()) as { state?: string; phone?: string; detail?: string };
  if (answer.status === 422 && (detail ?? "").length > 10) peace.refused += 1;
  else if (answer.status === 202 && state === "done") {
    peace.done += 1;
    lose(worker);
    // What the page shows as done is what the person reads; where it is theirs, nobody may ring it.
    if (phone === e164) await askForCall(worker, { phone: e164, address });
  } else peace.silent.push(`${JSON.stringify(text)}: ${answer.status} ${state}`);
  hand.nowMs += 1;
}

/** Mobile numbers, a new one for each writing of a kind. */
function freshNumbers(count: number, seed: number): string[] {
  const chance = chanceFrom(seed);
  const numbers = new Set<string>();
  while (numbers.size < count * kinds.length) numbers.add(`+7916${String(chance.under(10_000_000)).padStart(7, "0")}`);
  return [...numbers];
}
