/**
 * A call of two or more legs, and what happens to it when a phone does something. Pure: the
 * network of phones adds the time and the wires, so every story of a call can be tested without either.
 */

export type LegState = "waiting" | "ringing" | "answered" | "busy" | "noanswer" | "declined" | "ended";

/** What a phone, or the network in its place, can do to a leg. */
export type PhoneAct = "answer" | "decline" | "hangup" | "busy" | "timeout";

export interface Leg {
  /** `call_id` of the webhook, `uuid` of pbxcalls. */
  uuid: string;
  /** `cid` of the webhook and of calls. */
  cid: number;
  /** Digits, or a SIP address as it was given. */
  number: string;
  side: "src" | "dst";
  state: LegState;
  ringingAt?: number;
  answeredAt?: number;
  endedAt?: number;
  /** ITU-T Q.850. */
  cause?: number;
  kopecks?: number;
  /** Names the recording in its address, which opens it without credentials. */
  recording?: string;
}

export interface Call {
  id: string;
  operation: "gencall" | "genmulticall" | "incoming";
  /** Login of the account that pays. */
  account: string;
  /** What the rung phones show. */
  cli: string;
  /** Both ends as they were sent. */
  src: string;
  dst: string;
  lang: "ru" | "en";
  placedAt: number;
  connectedAt?: number;
  endedAt?: number;
  state: "ringing" | "connected" | "completed";
  legs: readonly Leg[];
}

const causes = { normal: 16, busy: 17, noAnswer: 19, rejected: 21, answeredElsewhere: 26 };

export const isLive = ({ state }: Leg): boolean => state === "ringing" || state === "answered";
export const isOver = (leg: Leg): boolean => leg.state !== "waiting" && !isLive(leg);

/** Whole seconds talked on one leg, at least one; 0 when it was never answered. */
export function talkS({ answeredAt, endedAt }: Leg): number {
  if (answeredAt === undefined || endedAt === undefined) return 0;
  return Math.max(1, Math.round((endedAt - answeredAt) / 1000));
}

/** The first phone begins to ring. */
export function beginCall(call: Call, at: number): Call {
  return { ...call, legs: call.legs.map((leg) => (leg.side === "src" ? ring(leg, at) : leg)) };
}

/** The call after one phone's act; the same object when the act means nothing in that state. */
export function actOn(call: Call, uuid: string, act: PhoneAct, at: number): Call {
  const leg = call.legs.find((one) => one.uuid === uuid);
  if (leg === undefined || (act === "hangup" ? !isLive(leg) : leg.state !== "ringing")) return call;
  const changed = changeLeg(leg, act, at);
  return settle({ ...call, legs: call.legs.map((one) => (one === leg ? changed : one)) }, at);
}

function changeLeg(leg: Leg, act: PhoneAct, at: number): Leg {
  switch (act) {
    case "answer":
      return { ...leg, state: "answered", answeredAt: at };
    case "hangup":
      return leg.state === "answered"
        ? end(leg, "ended", causes.normal, at)
        : end(leg, "declined", causes.rejected, at);
    case "decline":
      return end(leg, "declined", causes.rejected, at);
    case "busy":
      return end(leg, "busy", causes.busy, at);
    case "timeout":
      return end(leg, "noanswer", causes.noAnswer, at);
  }
}

/** Draws the consequences: ring the far side, connect, stop the phones that came second, or end it all. */
function settle(call: Call, at: number): Call {
  const far = call.legs.filter((leg) => leg.side === "dst");
  const near = call.legs.filter((leg) => leg.side === "src");
  if (near.some(isOver) || (far.length > 0 && far.every(isOver))) return finish(call, at);
  if (near.every((leg) => leg.state === "answered") && far.every((leg) => leg.state === "waiting")) {
    return { ...call, legs: call.legs.map((leg) => (leg.side === "dst" ? ring(leg, at) : leg)) };
  }
  if (!far.some((leg) => leg.state === "answered")) return call;
  if (call.state === "connected") return call;
  const stopped = call.legs.map((leg) =>
    leg.state === "ringing" ? end(leg, "noanswer", causes.answeredElsewhere, at) : leg,
  );
  return { ...call, state: "connected", connectedAt: at, legs: stopped };
}

function finish(call: Call, at: number): Call {
  const legs = call.legs.map((leg) => {
    if (leg.state === "answered") return end(leg, "ended", causes.normal, at);
    return leg.state === "ringing" ? end(leg, "noanswer", causes.normal, at) : leg;
  });
  return { ...call, state: "completed", endedAt: at, legs };
}

const ring = (leg: Leg, at: number): Leg => ({ ...leg, state: "ringing", ringingAt: at });

const end = (leg: Leg, state: LegState, cause: number, at: number): Leg => ({ ...leg, state, cause, endedAt: at });
