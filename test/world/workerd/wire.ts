/** A history played in workerd: its people and its provider here, the Worker there, the clock in this hand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type History, starts } from "../history.ts";
import { limitSets } from "../limit-sets.ts";
import { People } from "../people.ts";
import type { Cloud } from "../platform/cloud.ts";
import { mixed } from "../platform/mixed.ts";
import { freeHome, Scheduler, turns } from "../platform/scheduler.ts";
import type { Stage } from "../perform.ts";
import { Provider, shapes } from "../provider/sipnet.ts";
import { nothingSeen } from "../seen.ts";

const hourMs = 3_600_000;
const outside = freeHome("outside");

interface Due {
  alarms: [binding: string, ms: number | null][];
  timerMs: number;
}

/** Where the Worker's requests to the provider arrive; the path's end names the history. */
export async function listen(): Promise<{ url: string; stages: Map<string, WiredStage>; server: Server }> {
  const stages = new Map<string, WiredStage>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const stage = stages.get((request.url ?? "").split("/").at(-1) ?? "");
    void text(request).then((body) => stage?.answer(body, response));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stages, server };
}

export class WiredStage implements Stage {
  readonly scheduler: Scheduler;
  readonly provider: Provider;
  readonly people: People;
  readonly cloud: Cloud;
  readonly facts: Stage["facts"];
  readonly #url: string;
  readonly #name: string;
  #underWay = 0;
  #due: Due = { alarms: [], timerMs: Infinity };

  constructor(url: string, name: string, { seed, start, shape }: History) {
    this.#url = url;
    this.#name = name;
    this.scheduler = new Scheduler(starts[start] ?? starts[0], seed, 0);
    this.provider = new Provider(this.scheduler);
    this.provider.shape = shapes[shape]?.[1] ?? this.provider.shape;
    this.provider.latencyMs = 0;
    const request: Cloud["request"] = (path, init) => this.#send(path, init ?? {});
    // Of the rest, none of these histories has need.
    this.cloud = { request, objects: { weather: {} } } as unknown as Cloud;
    const seen = nothingSeen();
    this.people = new People({ request }, this.scheduler, seen);
    const { provider, cloud, scheduler } = this;
    this.facts = { seen, provider, cloud, limits: limitSets[2], startMs: scheduler.trueMs };
    provider.tell = (hook, body) => this.act(mixed(scheduler.done), () => this.#hook(hook, body));
  }

  act(origin: number, work: () => Promise<unknown>): void {
    const failed = (error: unknown) => void this.facts.seen.troubles.push(String((error as Error).stack));
    void turns.run(this.scheduler.begin(outside, origin), () => work().catch(failed));
  }

  async pass(ms: number, enough: () => boolean = () => false): Promise<void> {
    const { scheduler } = this;
    const untilMs = scheduler.trueMs + ms;
    for (;;) {
      await this.#rest({ ms: scheduler.trueMs });
      if (enough()) return;
      const alarm = this.#due.alarms.filter(([, at]) => at !== null).sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0))[0];
      const nextMs = Math.min(scheduler.nextMs, this.#due.timerMs, alarm?.[1] ?? Infinity);
      if (nextMs > untilMs) break;
      scheduler.trueMs = Math.max(scheduler.trueMs, nextMs);
      const rings = alarm?.[1] !== undefined && (alarm[1] ?? Infinity) <= scheduler.trueMs;
      await this.#rest({ ms: scheduler.trueMs, ...(rings ? { ring: alarm[0] } : {}) });
    }
    scheduler.trueMs = untilMs;
    await this.#rest({ ms: untilMs });
  }

  async finish(origin: number, work: () => Promise<unknown>): Promise<void> {
    let over = false;
    this.act(origin, () => work().finally(() => (over = true)));
    await this.pass(hourMs, () => over);
  }

  /** The Worker asks the provider. */
  answer(body: string, response: ServerResponse): void {
    const reply = async () => {
      const answer = await this.provider.answer(body, null);
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
      response.end(await answer.text());
    };
    void turns.run(this.scheduler.begin(outside, 1), () => reply().catch(() => response.destroy()));
  }

  /** Lets both sides come to rest at this moment. */
  async #rest(drive: { ms: number; ring?: string }): Promise<void> {
    for (let before = -1; before !== this.scheduler.done || this.#underWay > 0;) {
      before = this.scheduler.done;
      const told = this.#send("/drive", { method: "POST", body: JSON.stringify(drive) }, false);
      const due = told.then(async (answer) => (await answer.json()) as Due);
      for (let answer: Due | null = null; answer === null;) {
        await this.scheduler.passUntil(drive.ms);
        answer = await Promise.race([due, soon()]);
        this.#due = answer ?? this.#due;
      }
      delete drive.ring;
    }
  }

  async #send(path: string, init: RequestInit, counts = true): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), "x-history": this.#name };
    this.#underWay += Number(counts);
    try {
      // Outside of the world, whose network is another one.
      return await turns.exit(() => fetch(this.#url + path, { ...init, headers }));
    } finally {
      this.#underWay -= Number(counts);
    }
  }

  async #hook(url: string, body: object): Promise<void> {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    await this.#send(new URL(url).pathname, init);
  }
}

function soon(): Promise<null> {
  return new Promise((done) => setTimeout(() => done(null), 1));
}
