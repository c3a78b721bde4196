/** What the phones do once the provider rings them: a call's whole course, decided when it is placed. */

export type Mood = "answers" | "busy" | "silent";
export type Leg = "waiting" | "ringing" | "answered" | "busy" | "no-answer" | "ended";

/** A call as the provider has it. Parties as they were sent. */
export interface Call {
  id: string;
  operation: string;
  src: string;
  dst: string[];
  account: string | null;
  placedMs: number;
  course: Course;
  /** Which of those who were rung second answers, if any does. */
  answering: number;
  /** What was wrong with the dial that placed it. */
  fault: string;
  /** Placed when the system was taken back to before: it can't know of it. */
  forgotten?: boolean;
}

/** When each thing happens; Infinity for what never does. */
export interface Course {
  srcRingsMs: number;
  srcAnswersMs: number;
  dstRingsMs: number;
  dstAnswersMs: number;
  overMs: number;
  srcEnd: Leg;
  dstEnd: Leg;
}

const ringForMs = 25_000;

export function courseOf(atMs: number, src: Mood, dst: Mood, talkMs: number): Course {
  const never = { srcAnswersMs: Infinity, dstRingsMs: Infinity, dstAnswersMs: Infinity };
  const srcRingsMs = atMs + 500;
  if (src !== "answers") {
    const busy = src === "busy";
    const overMs = srcRingsMs + (busy ? 1_000 : ringForMs);
    return { ...never, srcRingsMs, overMs, srcEnd: busy ? "busy" : "no-answer", dstEnd: "waiting" };
  }
  const srcAnswersMs = srcRingsMs + 3_000;
  const dstRingsMs = srcAnswersMs + 500;
  if (dst !== "answers") {
    const busy = dst === "busy";
    const overMs = dstRingsMs + (busy ? 1_000 : ringForMs);
    const dstEnd = busy ? "busy" : "no-answer";
    return { srcRingsMs, srcAnswersMs, dstRingsMs, dstAnswersMs: Infinity, overMs, srcEnd: "ended", dstEnd };
  }
  const dstAnswersMs = dstRingsMs + 4_000;
  const overMs = dstAnswersMs + talkMs;
  return { srcRingsMs, srcAnswersMs, dstRingsMs, dstAnswersMs, overMs, srcEnd: "ended", dstEnd: "ended" };
}

/** How a call stands at a moment. */
export interface Standing {
  state: "ringing" | "connected" | "completed";
  src: Leg;
  dst: Leg;
  talkedS: number;
}

export function standingAt({ course }: Call, ms: number): Standing {
  const { srcRingsMs, srcAnswersMs, dstRingsMs, dstAnswersMs, overMs, srcEnd, dstEnd } = course;
  const leg = (rings: number, answers: number): Leg => (ms < rings ? "waiting" : ms < answers ? "ringing" : "answered");
  const talkedS = Math.max(0, Math.floor((Math.min(ms, overMs) - dstAnswersMs) / 1000)) || 0;
  if (ms >= overMs) return { state: "completed", src: srcEnd, dst: dstEnd, talkedS };
  const [src, dst] = [leg(srcRingsMs, srcAnswersMs), leg(dstRingsMs, dstAnswersMs)];
  return { state: dst === "answered" ? "connected" : "ringing", src, dst, talkedS };
}

/** The visitor's phone was made to ring. */
export function hasRung({ course, src }: Call, phone: string): boolean {
  return (src === phone ? course.srcRingsMs : course.dstRingsMs) < Infinity;
}
