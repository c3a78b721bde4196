/**
 * How often a button was shown and its sheet opened, gathered in this isolate from requests that are made anyway and
 * on their way to the Ledger's count: nobody is followed, and a page view costs no write of its own.
 */
import { log, nameOf } from "../log.ts";
import { now } from "../time/clock.ts";
import { hourMs } from "../time/durations.ts";
import { SpacedWork } from "../time/spaced-work.ts";
import { noCampaign, otherCampaigns } from "./campaign.ts";

/** What happened at one button in one hour, from one place. */
export interface FunnelSum {
  hourMs: number;
  step: "shown" | "opened";
  button: string;
  /** The site of what was shown, the page of what was opened; empty where too many were gathered. */
  place: string;
  /** As `campaignOf` writes it; empty where there is none. */
  campaign: string;
  count: number;
}

export type FunnelStep = Omit<FunnelSum, "hourMs" | "count">;

/** Anybody can make pages and campaigns up: more of them are counted by button and site alone, and those are the owner's. */
const mostSums = 200;
/** A batch may cost a row for every so many steps, and a few rows always. */
const stepsARow = 25;
const alwaysRows = 4;

export class FunnelBatch {
  readonly #deliver: (sums: FunnelSum[]) => Promise<void>;
  readonly #sums = new Map<string, FunnelSum>();
  readonly #spaced = new SpacedWork(() => this.deliver());

  constructor(deliver: (sums: FunnelSum[]) => Promise<void>) {
    this.#deliver = deliver;
  }

  /** @param waitUntil - keeps the isolate alive until the batch is on its way */
  add(step: FunnelStep, waitUntil: (work: Promise<void>) => void): void {
    const atMs = now();
    this.#sum({ ...step, hourMs: atMs - (atMs % hourMs), count: 1 });
    this.#spaced.ask(waitUntil);
  }

  /** Sends what was gathered; what the Ledger did not take is kept for the next time. */
  async deliver(): Promise<void> {
    const sums = fewRows([...this.#sums.values()]);
    this.#sums.clear();
    if (sums.length === 0) return;
    try {
      await this.#deliver(sums);
    } catch (error) {
      for (const sum of sums) this.#sum(sum);
      log({ event: "funnel-kept", because: nameOf(error), count: countIn(sums) });
    }
  }

  #sum(sum: FunnelSum): void {
    const isToldApart = this.#sums.has(keyOf(sum)) || this.#sums.size < mostSums;
    addTo(this.#sums, isToldApart ? sum : bySite(sum));
  }
}

/** The largest sums as they are, and the others ever more together, where all of them would cost too many rows. */
function fewRows(sums: FunnelSum[]): FunnelSum[] {
  const most = Math.max(alwaysRows, Math.floor(countIn(sums) / stepsARow));
  return [bySite, byButton, byStep].reduce(
    (all, wider) => (all.length <= most ? all : together(all, most, wider)),
    sums,
  );
}

function together(sums: FunnelSum[], most: number, wider: (sum: FunnelSum) => FunnelSum): FunnelSum[] {
  const kept = new Map<string, FunnelSum>();
  const largestFirst = sums.toSorted((a, b) => b.count - a.count);
  for (const [n, sum] of largestFirst.entries()) addTo(kept, n < most / 2 ? sum : wider(sum));
  return [...kept.values()];
}

/** What is not told apart by page and campaign any more. */
export function bySite(sum: FunnelSum): FunnelSum {
  const campaign = sum.campaign === noCampaign ? noCampaign : otherCampaigns;
  return { ...sum, place: URL.parse(sum.place)?.origin ?? "", campaign };
}

function byButton(sum: FunnelSum): FunnelSum {
  return { ...bySite(sum), place: "" };
}

function byStep(sum: FunnelSum): FunnelSum {
  return { ...byButton(sum), button: "" };
}

function addTo(sums: Map<string, FunnelSum>, sum: FunnelSum): void {
  const count = sum.count + (sums.get(keyOf(sum))?.count ?? 0);
  sums.set(keyOf(sum), { ...sum, count });
}

function keyOf({ hourMs: atMs, step, button, place, campaign }: FunnelSum): string {
  return [atMs, step, button, place, campaign].join("\n");
}

function countIn(sums: readonly FunnelSum[]): number {
  return sums.reduce((all, { count }) => all + count, 0);
}
