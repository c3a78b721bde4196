/** The Worker as the widget sees it: `fetch` and `EventSource`, answering as a test wants. */
import { ok } from "./assert.ts";
import { settle } from "./fake-clock.ts";
import type { ButtonView, Call, CallState, Legs, ProblemName } from "../../../worker/contract/visitor.ts";

export const endpoint = "https://calls.example.com";
export const cid = "D6VZ0000000000000000000000000ZG4";

export interface Seen {
  method: string;
  path: string;
  key: string | null;
  body: Record<string, unknown>;
  cache: RequestCache | undefined;
}

type Answer = Response | "network down" | Promise<Response>;

const real = { fetch: globalThis.fetch, EventSource: globalThis.EventSource };

export const record: ButtonView = {
  button: cid,
  text: "Заказать звонок",
  color: "#0b57d0",
  design: 2,
  lang: "ru",
  country: "RU",
  open: true,
  callerId: "+74951500000",
};

/** A response whose body is there at once: nothing in a test waits for a stream. */
function answer(status: number, body: string, headers: Record<string, string> = {}): Response {
  const response = new Response(body, { status, headers });
  return Object.assign(response, { json: async () => JSON.parse(body) });
}

/** Done, and no more to say. */
export const done = (): Response => new Response(null, { status: 204 });

/** Nothing comes back, ever. */
export const silence = (): Promise<Response> => new Promise(() => undefined);

export const json = (body: unknown, status = 200): Response => answer(status, JSON.stringify(body));

/** What a gateway or a captive portal says. */
export const page = (status: number): Response => answer(status, "<h1>Not the Worker</h1>");

export function problem(name: ProblemName, status: number, retryAfterS = 30, title: string = name): Response {
  const headers = { "Content-Type": "application/problem+json", "Retry-After": String(retryAfterS) };
  return answer(status, JSON.stringify({ type: `/problems/${name}`, title, status }), headers);
}

/** Without its query. */
function bare(path: string): string {
  return path.split("?")[0] ?? "";
}

let pages = 0;

export class FakeWorker {
  callId = `call${++pages}`.padEnd(24, "x");
  seen: Seen[] = [];
  streams: FakeEvents[] = [];
  /** By "METHOD path"; each is used up but the last. */
  answers = new Map<string, (() => Answer)[]>();
  #since = Date.parse("2026-11-24T09:00:00Z");

  constructor() {
    this.on(`GET /v1/buttons/${cid}`, () => json(record));
    this.on("POST /v1/tickets", () => json({ ticket: "t1", expiresAt: "2026-11-24T10:00:00Z" }, 201));
    this.on("POST /v1/calls", () => json({ id: this.callId, state: "dialling" }, 202));
  }

  install(): void {
    const { streams } = this;
    globalThis.fetch = (input, init) => this.#fetch(String(input), init);
    globalThis.EventSource = class extends FakeEvents {
      constructor(url: string) {
        super(url);
        streams.push(this);
      }
    } as unknown as typeof EventSource;
  }

  uninstall(): void {
    Object.assign(globalThis, real);
  }

  on(route: string, ...answers: (() => Answer)[]): void {
    this.answers.set(route, answers);
  }

  /** Requests of one route, as they came; whatever their query, where the route has none. */
  of(route: string): Seen[] {
    return this.seen.filter(({ method, path }) => [path, bare(path)].some((each) => `${method} ${each}` === route));
  }

  /** Waits for a request, which may come from what a click loads. */
  async hears(route: string): Promise<void> {
    for (let turn = 0; turn < 100 && this.of(route).length === 0; turn++) await settle();
    ok(this.of(route).length > 0, route);
    await settle();
  }

  /** What the Worker would send of the call, to whoever follows it. */
  tell(state: CallState, legs: Partial<Legs> = {}, more: Partial<Call> = {}): void {
    const call = this.call(state, legs, more);
    for (const stream of this.streams.filter(({ readyState }) => readyState < 2)) stream.send(call);
  }

  call(state: CallState, legs: Partial<Legs> = {}, more: Partial<Call> = {}): Call {
    this.#since += 1_000;
    const since = new Date(this.#since).toISOString();
    return { id: this.callId, state, legs: { owner: "waiting", visitor: "waiting", ...legs }, since, ...more };
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? "GET";
    const path = url.replace(endpoint, "");
    const body = typeof init.body === "string" ? JSON.parse(init.body) : {};
    const key = new Headers(init.headers).get("Idempotency-Key");
    this.seen.push({ method, path, key, body, cache: init.cache });
    const answers = this.answers.get(`${method} ${path}`) ?? this.answers.get(`${method} ${bare(path)}`) ?? [];
    const { signal } = init;
    const tooLate = new Promise<never>((_, fail) => {
      signal?.addEventListener("abort", () => fail(signal.reason), { once: true });
    });
    const given = await Promise.race([tooLate, (answers.length > 1 ? answers.shift() : answers[0])?.()]);
    if (given === "network down") throw new TypeError("Failed to fetch");
    return given ?? problem("not-found", 404);
  }
}

export class FakeEvents extends EventTarget {
  readyState = 1;
  url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }

  send(call: Call): void {
    this.dispatchEvent(new MessageEvent("state", { data: JSON.stringify(call) }));
  }

  close(): void {
    this.readyState = 2;
  }
}
