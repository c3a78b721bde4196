/** A load generator: so many kept connections, each with one request at a time. */
import { Agent, request } from "node:http";

export interface Shot {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Load {
  perSecond: number;
  /** Of each request, in milliseconds, unsorted. */
  latenciesMs: number[];
  /** Answers other than the expected one. */
  odd: number;
}

/** Fires for so long, or until `shots` has no more. */
export async function fire(
  url: string,
  connections: number,
  shots: Iterator<Shot> | AsyncIterator<Shot>,
  durationMs: number,
  expected: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const load: Load = { perSecond: 0, latenciesMs: [], odd: 0 };
  const startedMs = performance.now();
  const connection = async () => {
    while (performance.now() - startedMs < durationMs) {
      const { value, done } = await shots.next();
      if (done) return;
      const sentMs = performance.now();
      const status = await send(url, agent, value);
      load.latenciesMs.push(performance.now() - sentMs);
      load.odd += Number(status !== expected);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  load.perSecond = (load.latenciesMs.length / (performance.now() - startedMs)) * 1000;
  agent.destroy();
  return load;
}

/** Sends one request; settles with the answer's status once all of it is there. */
export function send(url: string, agent: Agent, { method, path, headers, body }: Shot): Promise<number> {
  return new Promise((answered, failed) => {
    const sent = request(url + path, { method, agent, headers: headers ?? {} }, (response) => {
      response.resume().on("end", () => answered(response.statusCode ?? 0));
    });
    sent.on("error", failed).end(body);
  });
}

/** The next so many; an error where there are fewer. */
export function* take(shots: Iterator<Shot>, count: number): Generator<Shot> {
  for (let i = 0; i < count; i++) {
    const { value, done } = shots.next();
    if (done) throw new Error(`Only ${i} of ${count} visitors were left`);
    yield value;
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
