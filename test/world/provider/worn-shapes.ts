/** The simulator's shapes of `calls2`, worn by the calls of a world: rows per leg, masks, Russian words, no words at all. */
import { assumed } from "../../../demo/sipnet/assumed.ts";
import type { Call as SimulatedCall, Leg as SimulatedLeg, LegState } from "../../../demo/sipnet/network/call.ts";
import { shaped, type ShapeName } from "../../../demo/sipnet/shapes/shapes.ts";
import { without } from "../../../demo/sipnet/shapes/reshape.ts";
import { type Call, type Leg, standingAt } from "./phones.ts";
import type { Shape } from "./weather.ts";

const legStates: Record<Leg, LegState> = {
  waiting: "waiting",
  ringing: "ringing",
  answered: "answered",
  busy: "busy",
  "no-answer": "noanswer",
  ended: "ended",
};

/** Those that still tell who talks with whom: of others nothing can be promised once the id is lost. */
const chosen: readonly ShapeName[] = [
  "row-per-leg",
  "row-per-destination",
  "id-elsewhere",
  "id-is-another",
  "no-id",
  "masked-parties",
  "pstn-parties",
  "address-parties",
  "spaced-parties",
  "russian-states",
  "numeric-states",
  "states-alone",
  "no-states",
  "durations-in-words",
  "live-duration",
  "live-minutes",
  "price-from-the-start",
];

/** What two legs of ten minutes reserve where money is counted: a smaller price would give the difference back. */
const price = 20;

export const wornShapes: readonly [name: string, shape: Shape][] = chosen.map((name) => {
  const { calls2 } = shaped(assumed, name).rows;
  const prices = name === "price-from-the-start" ? { Price: price } : {};
  const written = (row: Record<string, unknown>, gmt: string) => ({ ...without(row, "Price"), ...prices, GMT: gmt });
  return [name, (call, nowMs, gmt) => [calls2(simulated(call, nowMs), nowMs)].flat().map((row) => written(row, gmt))];
});

/** The causes of its legs that are over, as `attempts` lists them. API document, section 6.4. */
export function attemptsOf(call: Call, nowMs: number): Record<string, unknown>[] {
  const { legs, ...rest } = simulated(call, nowMs);
  const over = legs.filter(({ endedAt }) => endedAt !== undefined);
  return over.map((leg) => assumed.rows.attempts({ ...rest, legs }, leg));
}

function simulated(call: Call, nowMs: number): SimulatedCall {
  const { course, operation, dst } = call;
  const { state, src, dst: far } = standingAt(call, nowMs);
  const past = (name: string, ms: number) => (ms <= nowMs ? { [name]: ms } : {});
  const leg = (side: "src" | "dst", number: string, n: number, at: { rings: number; answers: number }, now: Leg) => {
    const ended = past("endedAt", course.overMs);
    const rung = past("ringingAt", at.rings);
    const told = { ...rung, ...past("answeredAt", at.answers), ...("ringingAt" in rung ? ended : {}) };
    const cause = "endedAt" in told ? { cause: causes[now] ?? 16 } : {};
    const known = { uuid: `${call.id}-${n}`, cid: 70_000 + n, number, side, state: legStates[now] };
    return { ...known, ...told, ...cause } as SimulatedLeg;
  };
  const { srcRingsMs, srcAnswersMs, dstRingsMs, dstAnswersMs } = course;
  const first = leg("src", call.src, 1, { rings: srcRingsMs, answers: srcAnswersMs }, src);
  const others = dst.map((number, i) => {
    const answers = i === call.answering ? dstAnswersMs : Infinity;
    // Of several the ones that were too late stop ringing when somebody answers.
    const missed = far === "answered" || far === "ended" ? "no-answer" : far;
    return leg("dst", number, 2 + i, { rings: dstRingsMs, answers }, i === call.answering ? far : missed);
  });
  return {
    id: call.id,
    operation: operation === "genmulticall" ? "genmulticall" : "gencall",
    account: "demo",
    cli: "74950000000",
    src: call.src,
    dst: dst.join(),
    lang: "ru",
    placedAt: call.placedMs,
    ...past("connectedAt", dstAnswersMs),
    ...past("endedAt", course.overMs),
    state,
    legs: [first, ...others],
  };
}

const causes: Partial<Record<Leg, number>> = { busy: 17, "no-answer": 19 };
