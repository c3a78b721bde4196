/** Waiting for something to become true, instead of sleeping and hoping. */
import { setTimeout as wait } from "node:timers/promises";

/** Reads again and again until `accept` is content. @throws naming what never came, and the last reading. */
export async function until<Reading>(
  what: string,
  read: () => Promise<Reading> | Reading,
  accept: (reading: Reading) => boolean,
  timeoutMs = 60_000,
): Promise<Reading> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const reading = await read();
    if (accept(reading)) return reading;
    if (Date.now() > giveUpAt) throw new Error(`Waited ${timeoutMs} ms for ${what}; last: ${JSON.stringify(reading)}`);
    await wait(50);
  }
}
