/** What one more visitor costs the limiter when a thousand came that day, and when a million did. */
import { CallBook } from "../../worker/ledger/call-book.ts";
import { CallTable } from "../../worker/ledger/call-table.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { hour, day } from "../safety/limiter/oracle.ts";
import { loadWorker } from "../stand-ins/worker-modules.ts";
import { memoryStore } from "../support/sqlite.ts";
import { wishRow } from "../worker/wishes.ts";
import { loosened } from "./loosened.ts";
import { median } from "./load.ts";

export interface Flat {
  visitors: number;
  microsecondsPerDecision: number;
  /** Calls in the journal: nobody who is refused leaves one. */
  rows: number;
  /** Of the whole process, after a collection. */
  megabytes: number;
}

interface Shard {
  admit(net: string, ask: "post"): { waitS: number };
}

/** Settings of the shards, which read them as production does. */
const env = {
  SIPNET_APIKEY: "x",
  APP_SECRET: "a".repeat(43),
  OWNER_TOKEN: "o".repeat(43),
  PUBLIC_URL: "https://calls.example",
  ALLOWED_ORIGINS: "https://shop.example",
};
const shards = 16;

/** So many visitors in one day, each at an address of their own, through shard and book; so many of them are granted. */
export async function measureFlat(visitors: number, granted: number): Promise<Flat> {
  const { classes } = await loadWorker();
  const wall = Array.from({ length: shards }, () => new classes.SHIELD({}, env) as Shard);
  const { sql, atomically } = memoryStore();
  const journal = new CallTable(sql, atomically);
  const startMs = hand.nowMs;
  const book = new CallBook(journal, startMs);
  const limits = loosened({ perDay: granted });
  const samples: number[] = [];
  const batch = Math.max(20, Math.floor(visitors / 200));
  let sweptMs = startMs;
  for (let n = 0; n < visitors;) {
    const beganMs = performance.now();
    for (const end = Math.min(visitors, n + batch); n < end; n++) {
      hand.nowMs = startMs + Math.floor((n / visitors) * day);
      const admitted = wall[n % shards]?.admit(`4/address-${n}`, "post").waitS === 0;
      const { row, nets } = wishRow(hand.nowMs);
      if (!admitted || !("granted" in book.grant(row, nets, limits, () => null))) continue;
      // Over at once: how many are open at a time is another question.
      book.change(row, { pollMs: null, lockedUntilMs: 0 });
    }
    samples.push(((performance.now() - beganMs) / batch) * 1000);
    if (hand.nowMs - sweptMs <= hour) continue;
    book.forget(hand.nowMs, sweptMs);
    sweptMs = hand.nowMs;
  }
  globalThis.gc?.();
  const megabytes = process.memoryUsage().heapUsed / 2 ** 20;
  // Asked once more: counters that nobody needs any longer would have been collected.
  if (book.open().length > 0) throw new Error("A call is open still");
  hand.nowMs += 3 * day;
  return { visitors, microsecondsPerDecision: median(samples), rows: journal.latest(visitors).length, megabytes };
}
