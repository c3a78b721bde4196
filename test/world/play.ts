/** Plays one history in a world of its own and says which promise it broke, if any. */
import { Colleagues } from "./colleagues.ts";
import { Copies } from "./copies.ts";
import { Cloud } from "./platform/cloud.ts";
import { type History, starts, type Step } from "./history.ts";
import { type Broken, checkAtTheEnd, checkNow, checkRows, type Facts } from "./invariants.ts";
import { limitSets } from "./limit-sets.ts";
import type { WorkerModules } from "./platform/load.ts";
import { mixed } from "./platform/mixed.ts";
import { connect } from "./platform/network.ts";
import { People } from "./people.ts";
import { perform, type Stage } from "./perform.ts";
import { agentPhones, cids, Provider, shapes } from "./provider/sipnet.ts";
import { fairWeather } from "./provider/weather.ts";
import { freeHome, Scheduler, turns } from "./platform/scheduler.ts";
import { nothingSeen } from "./seen.ts";

const hourMs = 3_600_000;

export interface End {
  broken: Broken | null;
  facts: Facts;
  /** How long it lasted in the world, and how many things happened. */
  lastedMs: number;
  tasks: number;
}

/** Somebody or something outside of the Worker, whom nothing ends. */
const outside = freeHome("outside");

export class World {
  readonly scheduler: Scheduler;
  readonly provider: Provider;
  readonly cloud: Cloud;
  readonly people: People;
  readonly colleagues: Colleagues;
  readonly copies = new Copies();
  readonly facts: Facts;

  constructor(modules: WorkerModules, { seed, start, limits, shape, unrest, ownServer = false }: History) {
    const scheduler = new Scheduler(starts[start] ?? starts[0], seed, unrest);
    this.scheduler = scheduler;
    this.provider = new Provider(scheduler);
    this.provider.shape = shapes[shape]?.[1] ?? this.provider.shape;
    const chosen = limitSets[limits] ?? limitSets[0];
    const home = ownServer ? { OWN_SERVER: "yes" } : {};
    this.cloud = new Cloud(scheduler, modules, { LIMITS: JSON.stringify(chosen), ...home });
    const seen = nothingSeen();
    this.people = new People(this.cloud, scheduler, seen);
    this.colleagues = new Colleagues(this.cloud.objects, this.people, scheduler, seen);
    this.facts = {
      seen,
      provider: this.provider,
      cloud: this.cloud,
      limits: limitSets[limits] ?? limitSets[0],
      startMs: scheduler.trueMs,
    };
    connect(scheduler, (turn, { body, signal }) => {
      const there = scheduler.follow(turn, outside);
      return turns.run(there, () => this.provider.answer(String(body), signal ?? null));
    });
    this.provider.kill = () => this.cloud.crash("LEDGER", 0);
    this.provider.tell = (url, body) => this.act(mixed(scheduler.done), () => this.#hook(url, body));
  }

  /** Somebody begins something; what comes of it is waited for by nobody. */
  act(origin: number, work: () => Promise<unknown>): void {
    const failed = (error: unknown) => void this.facts.seen.troubles.push(String((error as Error).stack));
    void turns.run(this.scheduler.begin(outside, origin), () => work().catch(failed));
  }

  /** Lets time pass. */
  pass(ms: number, enough?: () => boolean): Promise<void> {
    return this.scheduler.passUntil(this.scheduler.trueMs + ms, enough);
  }

  /** Does something and lets time pass until it is done, an hour at most. */
  async finish(origin: number, work: () => Promise<unknown>): Promise<void> {
    let over = false;
    this.act(origin, () => work().finally(() => (over = true)));
    await this.pass(hourMs, () => over);
    if (!over) this.facts.seen.troubles.push("a request had no answer within an hour");
  }

  async #hook(url: string, body: object): Promise<void> {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    await this.cloud.request(new URL(url).pathname, init).catch(() => undefined);
  }
}

export async function play(modules: WorkerModules, history: History): Promise<End> {
  const world = new World(modules, history);
  const { scheduler, facts } = world;
  let broken: Broken | null = null;
  const isBroken = (step: Step) => {
    broken = checkNow(facts, scheduler.trueMs) ?? (step.id % 3 === 0 ? checkRows(facts) : null);
    return broken !== null;
  };
  await live(world, history, isBroken);
  const judge = async () =>
    checkNow(facts, scheduler.trueMs) ?? (await checkAtTheEnd(world)) ?? checkNow(facts, scheduler.trueMs);
  broken ??= (await judge()) ?? checkRows(facts);
  return { broken, facts, lastedMs: scheduler.trueMs - facts.startMs, tasks: scheduler.done };
}

/** The history from its first step to when everything has come to its end, or until `isOver`. */
export async function live(
  world: Stage,
  history: History,
  isOver: (step: Step) => boolean = () => false,
): Promise<void> {
  await world.finish(1, () => world.people.owner("POST", "/webhook", {}));
  await world.finish(2, () => world.people.owner("GET", "/buttons"));
  await world.finish(8, () => settleIn(world, history));
  for (const step of history.steps) {
    await world.pass(step.waitMs);
    if (!(await takeBack(world, step))) perform(world, step);
    if (isOver(step)) return;
  }
  await heal(world);
}

/** What the owner does before the first visitor comes. */
async function settleIn({ people }: Stage, { ownServer, agents }: History): Promise<void> {
  if (ownServer) await people.owner("POST", "/health/address", { by: "doctor" });
  const named = agentPhones.map((phone, n) => ({ name: `Agent ${n}`, phone }));
  if (agents) await people.owner("PUT", `/buttons/${cids[1]}`, { agents: named, ring: "all" });
}

/** Copies are taken, and put back, while nothing else is done. */
async function takeBack(world: Stage, step: Step): Promise<boolean> {
  const { copies, colleagues, cloud, scheduler, facts } = world;
  if (!copies || (step.do !== "copy" && step.do !== "restore")) return false;
  const stage = { cloud, scheduler, facts, pass: (ms: number) => world.pass(ms) };
  if (step.do === "copy") await copies.take(stage);
  else if (await copies.putBack(stage, { id: step.id, marked: step.marked && cloud.isOwnServer })) colleagues?.forget();
  return true;
}

/** The weather clears, and everything that was begun has time to end. */
async function heal(world: Stage): Promise<void> {
  const { cloud, provider, people, facts } = world;
  await world.pass(60_000);
  Object.assign(cloud.objects.weather, { slowMs: 0, fails: 0 });
  provider.weather = fairWeather();
  provider.moods.clear();
  const latest = Math.max(0, ...facts.seen.wishes.map(({ atMs }) => (atMs ?? 0) - world.scheduler.nowMs));
  // What is waited for by a clock that was set back lasts so much longer.
  await world.pass(latest + hourMs + facts.seen.steppedMs);
  cloud.hasCron = true;
  if (facts.seen.withoutCron) await world.pass(15 * 60_000);
  await world.finish(3, () => people.look());
}
