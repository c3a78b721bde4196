/** The funnel as its owner sees it: what was counted of shown and opened, and the calls that came of it. */
import type { FunnelCounts, FunnelReply } from "../contract/owner-calls.ts";
import { noCampaign, otherCampaigns, readCampaign } from "./campaign.ts";
import type { FunnelSum } from "./funnel-batch.ts";
import { keeps, mostCampaigns } from "./funnel-table.ts";

/** A visitor's call, as far as the funnel goes. */
export interface FunnelCall {
  /** RFC 3339. */
  at: string;
  button: string;
  page?: string | undefined;
  campaign: string | null;
  talked: boolean;
}

const mostListed = 100;
const others = "other";

/** @param names every button's text, by its id */
export async function funnelOf(
  sums: readonly FunnelSum[],
  pages: AsyncIterable<readonly FunnelCall[]>,
  names: ReadonlyMap<string, string>,
): Promise<Omit<FunnelReply, "from" | "to">> {
  const totals = none();
  const by = { button: new Tally([...names.keys()]), site: new Tally(), page: new Tally(), campaign: new Tally() };
  const add = (step: keyof FunnelCounts, where: Pick<FunnelSum, "button" | "place" | "campaign">, count = 1) => {
    totals[step] += count;
    by.button.add(where.button, step, count);
    by.site.add(URL.parse(where.place)?.origin ?? "", step, count);
    if (step === "shown") return;
    by.page.add(where.place, step, count);
    by.campaign.add(where.campaign, step, count);
  };
  for (const { step, count, ...where } of sums) add(step, where, count);
  const ofDays = new Map<string, Set<string>>();
  for await (const calls of pages)
    for (const { at, button, page = "", campaign, talked } of calls) {
      const known = ofDays.get(at.slice(0, 10)) ?? new Set<string>();
      ofDays.set(at.slice(0, 10), known);
      const named = campaign ?? noCampaign;
      const where = { button, place: page, campaign: keeps(known, named, mostCampaigns) ? named : otherCampaigns };
      add("asked", where);
      if (talked) add("talked", where);
    }
  const afterShown = ({ opened, asked, talked }: FunnelCounts) => ({ opened, asked, talked });
  return {
    totals,
    buttons: by.button.list().map(([button, counts]) => ({ button, text: names.get(button) ?? "", ...counts })),
    sites: by.site.list().map(([site, counts]) => ({ site, ...counts })),
    pages: by.page.list().map(([page, counts]) => ({ page, ...afterShown(counts) })),
    campaigns: by.campaign.list().map(([text, counts]) => ({ ...readCampaign(text), ...afterShown(counts) })),
  };
}

/** Counts under names. */
class Tally {
  readonly #counts: Map<string, FunnelCounts>;

  constructor(names: readonly string[] = []) {
    this.#counts = new Map(names.map((name) => [name, none()]));
  }

  add(name: string, step: keyof FunnelCounts, count: number): void {
    const counts = this.#counts.get(name) ?? none();
    counts[step] += count;
    this.#counts.set(name, counts);
  }

  /** The largest first; what there is no room for stands together at the end. */
  list(): [name: string, FunnelCounts][] {
    const weight = ({ shown, opened, asked, talked }: FunnelCounts) => [talked, asked, opened, shown];
    const sorted = [...this.#counts].sort(([, a], [, b]) => compare(weight(b), weight(a)));
    const rest = new Tally();
    for (const [, counts] of sorted.splice(mostListed)) for (const step of steps) rest.add(others, step, counts[step]);
    return [...sorted, ...rest.#counts];
  }
}

const steps = ["shown", "opened", "asked", "talked"] as const;

function compare(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((each, index) => each !== b[index]);
  return differs === -1 ? 0 : (a[differs] ?? 0) - (b[differs] ?? 0);
}

function none(): FunnelCounts {
  return { shown: 0, opened: 0, asked: 0, talked: 0 };
}
