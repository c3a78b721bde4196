/** On a busy machine a start takes long: whoever waits before the screen is told what for. */
const everyMs = 10_000;

/** Waits, and says again and again what is being waited for. */
export function waitFor<Result>(what: string, result: Promise<Result>, say: (line: string) => void): Promise<Result> {
  const startedMs = Date.now();
  const timer = setInterval(() => {
    say(`Waiting for ${what} (${Math.round((Date.now() - startedMs) / 1000)} s) …`);
  }, everyMs);
  return result.finally(() => clearInterval(timer));
}
