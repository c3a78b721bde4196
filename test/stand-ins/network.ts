/** The network of the Workers in this process: stand-ins answer by the name of their host, to six requests at a time. */

/** A provider without a socket. */
export interface StandInProvider {
  answer(url: string, init: RequestInit): Promise<Response>;
}

/** At most so many requests wait for their headers at a time; the rest are held back, as Cloudflare does. */
const mostConnections = 6;

/** Who answers, by host; every other host is asked for real. */
export const providers = new Map<string, StandInProvider>();
const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = String(input);
  const provider = providers.get(new URL(url).host);
  return provider ? throughSix(provider, () => provider.answer(url, init ?? {}), init?.signal) : realFetch(input, init);
};

const connections = new WeakMap<StandInProvider, { open: number; held: (() => void)[] }>();

/** A request that is held back runs into its own time limit like any other. */
async function throughSix(provider: StandInProvider, send: () => Promise<Response>, signal?: AbortSignal | null) {
  const line = connections.get(provider) ?? { open: 0, held: [] };
  connections.set(provider, line);
  if (line.open >= mostConnections) {
    await new Promise<void>((go, fail) => {
      line.held.push(go);
      const giveUp = () => {
        line.held = line.held.filter((each) => each !== go);
        fail(new DOMException("aborted", "AbortError"));
      };
      signal?.addEventListener("abort", giveUp, { once: true });
    });
  }
  line.open += 1;
  try {
    signal?.throwIfAborted();
    return await send();
  } finally {
    line.open -= 1;
    line.held.shift()?.();
  }
}
