/** One webhook over the network. Who does not answer in time has missed it. */

export async function postHook(
  url: string,
  body: string,
  timeoutMs: number,
  log: (line: string) => void,
): Promise<void> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) log(`A webhook was answered with ${response.status}.`);
  } catch (error) {
    // The address is the receiver's secret: it stays out of the line.
    log(`A webhook could not be delivered: ${error instanceof Error ? error.name : "unknown"}.`);
  }
}
