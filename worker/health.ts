/** Whether every object answers: `/healthz` asks them, but not for each of its askers anew. */
import { log, marksOf, nameOf } from "./log.ts";
import { buttonsOf, deskOf, type Env, ledgerOf } from "./objects.ts";
import { remote } from "./remote.ts";
import { shardOf } from "./safety/shield/shield.ts";
import { later, now } from "./time/clock.ts";
import { isFresh } from "./time/freshness.ts";

const goodForMs = 5_000;
const patienceMs = 3_000;

export class Health {
  #asked: { atMs: number; isWell: Promise<boolean> } | null = null;

  isWell(env: Env): Promise<boolean> {
    if (this.#asked === null || !isFresh(this.#asked.atMs + goodForMs, goodForMs, now()))
      this.#asked = { atMs: now(), isWell: everyObjectAnswers(env) };
    return this.#asked.isWell;
  }
}

async function everyObjectAnswers(env: Env): Promise<boolean> {
  const shard = remote(env.SHIELD, shardOf("health"));
  const answers = [ledgerOf(env), buttonsOf(env), deskOf(env), shard].map((each) => inTime(each.health()));
  const settled = await Promise.allSettled(answers);
  for (const each of settled)
    if (each.status === "rejected" && each.reason instanceof Error)
      log({ event: "unwell", because: nameOf(each.reason), ...marksOf(each.reason) });
  return settled.every(({ status }) => status === "fulfilled");
}

async function inTime(answer: Promise<unknown>): Promise<void> {
  let callOff = () => {};
  const tooLate = new Promise<never>((_, fail) => {
    callOff = later(patienceMs, () => fail(new Error("no answer in time")));
  });
  try {
    await Promise.race([answer, tooLate]);
  } finally {
    callOff();
  }
}
