/** How long and how often to ask: one time limit over everything, and repeats where they can do no harm. */
import { SipnetTimedOut, SipnetUnreachable } from "./sipnet-error.ts";

/**
 * Runs work under one time limit. The signal it is given aborts when time is up or the caller gives up;
 * the result is not waited for after that, even where the platform does not heed the signal.
 * @throws SipnetTimedOut; the caller's own reason; whatever the work throws
 */
export async function limited<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  caller?: AbortSignal,
): Promise<T> {
  const limit = new AbortController();
  const signal = caller ? AbortSignal.any([caller, limit.signal]) : limit.signal;
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  const timer = setTimeout(() => limit.abort(new SipnetTimedOut(timeoutMs)), timeoutMs);
  try {
    return await Promise.race([work(signal), stopped]);
  } finally {
    clearTimeout(timer);
  }
}

export interface Repeats {
  /** How often at most, beyond the first time. */
  most: number;
  /** When the time limit strikes: a pause that would outlast it is not begun. */
  endMs: number;
  now: () => number;
  random: () => number;
}

/** Asks again after a broken connection or a 5xx, a little later each time and never in step with others. */
export async function repeating<T>(work: () => Promise<T>, { most, endMs, now, random }: Repeats): Promise<T> {
  for (let done = 0; ; done++) {
    try {
      return await work();
    } catch (error) {
      const pauseMs = 200 * 2 ** done * (1 + random());
      if (done >= most || !isPassing(error) || now() + pauseMs >= endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof SipnetUnreachable && (error.httpStatus ?? 500) >= 500;
}
