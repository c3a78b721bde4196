/** The Worker's clock where a history is played in workerd: it stands until the driver moves it. */

export const clock = { ms: 0 };
/** When each timer is due that still waits. */
export const timers = new Set<{ atMs: number }>();
/** How many pieces of work are under way. */
export const work = { underWay: 0 };

/** So far ahead that the platform's own alarm never rings: the driver does. */
export const farMs = 1_000_000_000_000;

export function now(): number {
  return clock.ms;
}

export function alarmTime(ms: number): number {
  return ms + farMs;
}

export function later(ms: number, act: () => unknown): () => void {
  const timer = { atMs: clock.ms + Math.max(1, ms) };
  timers.add(timer);
  // The real timer runs in the object's own context, as a timer must.
  const beat = setInterval(() => {
    if (clock.ms < timer.atMs) return;
    clearInterval(beat);
    timers.delete(timer);
    void counted(act);
  }, 1);
  return () => {
    clearInterval(beat);
    timers.delete(timer);
  };
}

export async function counted<Result>(act: () => Result | Promise<Result>): Promise<Result> {
  work.underWay += 1;
  try {
    return await act();
  } finally {
    work.underWay -= 1;
  }
}
