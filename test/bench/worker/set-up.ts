/** Ours and the floor, each in a workerd of its own over one provider, and visitors for both. */
import { join } from "node:path";
import { cid } from "../../stand-ins/paper-provider.ts";
import { type HeldProvider, startHeldProvider } from "../../stand-ins/held-provider.ts";
import { pressOf } from "../../stand-ins/workerd-visitor.ts";
import { type RunningWorker, startWorker } from "../../support/workerd.ts";
import type { Shot } from "../load.ts";

const here = import.meta.dirname;
const most = 1_000_000_000;

/** Nothing is refused: what is measured is what a call costs that is granted. */
const LIMITS = JSON.stringify({
  account: { perMinute: most, perDay: most },
  button: { perHour: most, perDay: most },
  number: { perHour: most, perDay: most, gapS: 0, inFlight: most },
  prefix: { perHour: most },
  ipv4: { per10Min: most, perDay: most },
  breaker: { window: 0 },
  night: { on: false },
});

export type Kind = "ours" | "counted" | "floor" | "trivial";

const entries: Record<Exclude<Kind, "ours">, string> = {
  counted: join(here, "programs/counted.ts"),
  floor: join(here, "programs/floor.ts"),
  trivial: join(here, "programs/trivial.ts"),
};

/** As it is deployed: minified. */
export function start(kind: Kind, provider: Pick<HeldProvider, "url">, storage?: string): Promise<RunningWorker> {
  return startWorker({
    sipnetUrl: provider.url,
    vars: { LIMITS },
    minify: true,
    ...(kind === "ours" ? {} : { entry: entries[kind] }),
    ...(storage === undefined ? {} : { storage }),
  });
}

export interface Stage {
  provider: HeldProvider;
  ours: RunningWorker;
  floor: RunningWorker;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const provider = await startHeldProvider();
  const [ours, floor] = [await start("ours", provider), await start("floor", provider)];
  const close = async () => void (await Promise.all([ours.stop(), floor.stop(), provider.close()]));
  return { provider, ours, floor, close };
}

/** So many presses, each of a visitor of their own; signed beforehand, for that is the page's and the ticket's work. */
export async function pressAhead(count: number, from = 0): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (let n = from; n < from + count; n++) shots.push({ path: "/v1/calls", ...(await pressOf({ n })) });
  return shots;
}

export const view: Shot = { method: "GET", path: `/v1/buttons/${cid}` };

export function* views(): Generator<Shot> {
  for (;;) yield view;
}

export function wait(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}
