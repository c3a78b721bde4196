/** What a call costs: every leg that was answered is paid for, by started step of time. */
import { type Call, type Leg, talkS } from "./call.ts";

export interface Tariff {
  kopecksPerStep: number;
  stepS: number;
  /** Below this balance no call is placed. */
  leastKopecks: number;
}

export function priceOf(leg: Leg, { kopecksPerStep, stepS }: Tariff): number {
  return leg.answeredAt === undefined ? 0 : Math.ceil(talkS(leg) / stepS) * kopecksPerStep;
}

/** The ended call with a price on each leg. Incoming calls are free. */
export function priceCall(call: Call, tariff: Tariff): Call {
  const legs = call.legs.map((leg) => ({ ...leg, kopecks: call.operation === "incoming" ? 0 : priceOf(leg, tariff) }));
  return { ...call, legs };
}

export const costOf = (call: Call): number => call.legs.reduce((sum, leg) => sum + (leg.kopecks ?? 0), 0);
