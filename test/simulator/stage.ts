/** A simulator on a free port with its clock in the test's hand, and a hook that writes down what it hears. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { TestContext } from "node:test";
import type { Clock } from "../../demo/sipnet/network/clock.ts";
import { startSimulator, type SimulatorOptions } from "../../demo/sipnet/simulator.ts";

export const owner = "74951234567";
export const visitor = "79161234567";
export const agents = ["74957770101", "74957770102", "74957770103"];
export const noon = Date.UTC(2026, 10, 24, 12, 0, 0);

export type Fields = Record<string, unknown>;

export interface Stage {
  url: string;
  clock: HeldClock;
  /** `/api.php` as the account demo. */
  ask(fields: Fields): Promise<Fields>;
  /** `/sim/…`; a refusal is thrown. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  place(fields?: Fields): Promise<string>;
  /** The rows of a list in an answer. */
  rows(fields: Fields, name?: string): Promise<Fields[]>;
}

/** A clock that stands still until it is told otherwise. */
export interface HeldClock extends Clock {
  advance(ms: number): void;
  /** How much is still to come. */
  waiting(): number;
}

export function holdClock(startMs = noon): HeldClock {
  let nowMs = startMs;
  let due: { atMs: number; run: () => void }[] = [];
  return {
    now: () => nowMs,
    waiting: () => due.length,
    after(delayMs, run) {
      const entry = { atMs: nowMs + delayMs, run };
      due.push(entry);
      return () => {
        due = due.filter((one) => one !== entry);
      };
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = due.filter(({ atMs }) => atMs <= endMs).toSorted((one, other) => one.atMs - other.atMs);
        if (next === undefined) break;
        due = due.filter((one) => one !== next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = endMs;
    },
  };
}

export async function raise(t: TestContext, options: Partial<SimulatorOptions> = {}): Promise<Stage> {
  const clock = holdClock();
  const { url, close } = await startSimulator({ port: 0, now: clock.now, after: clock.after, ...options });
  t.after(close);
  const ask: Stage["ask"] = async (fields) => {
    const body = JSON.stringify({ login: "demo", password: "demo", ...fields });
    const response = await fetch(`${url}/api.php`, { method: "POST", body });
    return (await response.json()) as Fields;
  };
  const control: Stage["control"] = async (method, path, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${url}/sim/${path}`, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    url,
    clock,
    ask,
    control,
    async place(fields = {}) {
      const answer = await ask({ operation: "gencall", srcphone: owner, dstphone: visitor, ...fields });
      if (typeof answer.id !== "string") throw new Error(`No call was placed: ${JSON.stringify(answer)}`);
      clock.advance(20);
      return answer.id;
    },
    async rows(fields, name = "calls") {
      const list = (await ask(fields))[name];
      return Array.isArray(list) ? list : [];
    },
  };
}

export interface Hook {
  url: string;
  /** Resolves with everything heard once there is so much of it. */
  heard(count: number): Promise<Fields[]>;
}

export async function listen(t: TestContext): Promise<Hook> {
  const heard: Fields[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (text: string) => (body += text));
    request.on("end", () => {
      response.end(() => {
        heard.push(JSON.parse(body));
        server.emit("heard");
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    async heard(count) {
      while (heard.length < count) await once(server, "heard");
      return heard;
    },
  };
}
