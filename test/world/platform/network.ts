/** A request on its way out: it leaves once everything written is durable and a connection is free. */
import { handOver } from "./hand-over.ts";
import type { Turn } from "./scheduler.ts";

/** What answers `fetch` in a world. Rejects as a broken connection does. */
export type Network = (turn: Turn, init: RequestInit) => Promise<Response>;

const networks = new WeakMap<object, Network>();

export function connect(world: object, network: Network): void {
  networks.set(world, network);
}

export async function send(turn: Turn, init: RequestInit): Promise<Response> {
  const network = networks.get(turn.world);
  if (!network) throw new TypeError("This world has no network");
  const { signal } = init;
  await turn.home.released();
  const free = await turn.home.connection();
  const stopped = new Promise<never>((_, fail) => {
    if (signal?.aborted) fail(signal.reason as Error);
    signal?.addEventListener("abort", () => fail(signal.reason as Error));
  });
  const answered = signal?.aborted ? stopped : network(turn, init);
  const answer = await Promise.race([answered, stopped]).then(
    (response) => () => response,
    (error: unknown) => () => {
      throw error;
    },
  );
  free();
  return handOver(turn, answer);
}
