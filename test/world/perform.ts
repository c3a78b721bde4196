/** Each step of a history, done: by people, by the provider, by the machine. */
import type { Copies } from "./copies.ts";
import type { Colleagues } from "./colleagues.ts";
import { hookModes, hookStates, moods, phones, type Step } from "./history.ts";
import type { Facts } from "./invariants.ts";
import type { People } from "./people.ts";
import type { Cloud } from "./platform/cloud.ts";
import type { Scheduler } from "./platform/scheduler.ts";
import { agentPhones, ownerPhones, type Provider } from "./provider/sipnet.ts";
import { dialFaults, lists, writes } from "./provider/weather.ts";

/** What a step is done on; not every stage has colleagues, or copies. */
export interface Stage {
  people: People;
  cloud: Cloud;
  provider: Provider;
  facts: Facts;
  scheduler: Scheduler;
  colleagues?: Colleagues;
  copies?: Copies;
  act(origin: number, work: () => Promise<unknown>): void;
  pass(ms: number, enough?: () => boolean): Promise<void>;
  finish(origin: number, work: () => Promise<unknown>): Promise<void>;
}

/** Steps after which a call that was booked must still be dialled in time. */
const harmless = new Set<Step["do"]>([
  "visit",
  "retry",
  "once more",
  "cancel",
  "look",
  "watchdog",
  "lose alarm",
  "evict",
  "cron",
]);

export function perform(world: Stage, step: Step): void {
  const { people, cloud, provider, facts } = world;
  facts.seen.hindered ||= !harmless.has(step.do);
  const { weather } = provider;
  const act = (work: () => Promise<unknown>) => world.act(step.id, work);
  switch (step.do) {
    case "visit":
      return act(() => people.visit(step));
    case "retry":
      return act(() => people.retry(step));
    case "once more":
      return act(() => people.onceMore(step));
    case "cancel":
      return act(() => people.cancel(step));
    case "look":
      return act(() => people.look());
    case "opt out":
      return act(() => people.optOut(step));
    case "panic":
      return act(() => people.panic(step));
    case "hours":
      return act(() => people.hours(step));
    case "edit":
      return act(() => people.edit(step));
    case "add":
      return act(() => people.add(step));
    case "sync":
      return act(() => people.owner("POST", "/sync", {}));
    case "call back":
      return act(() => people.callBack(step));
    case "confirm":
      return act(() => people.confirm());
    case "colleague":
      return act(() => world.colleagues?.act(step) ?? Promise.resolve());
    case "dismiss":
      return act(() => world.colleagues?.dismiss(step) ?? Promise.resolve());
    case "copy":
    case "restore":
      return;
    case "watchdog":
      return act(() => cloud.ringWatchdog());
    case "lose alarm":
      facts.seen.alarmLostMs = world.scheduler.trueMs;
      return cloud.objects.loseAlarm(step.object);
    case "evict":
      return cloud.objects.evict(step.object);
    case "crash":
      return cloud.crash(step.object, step.after);
    case "clock":
      facts.seen.slackMs = Math.max(facts.seen.slackMs, 10_000);
      facts.seen.steppedMs += Math.abs(step.ms);
      return cloud.stepClock(step.ms);
    case "disk":
      if (step.slowMs > 0) facts.seen.slackMs = Math.max(facts.seen.slackMs, step.slowMs * 3);
      return void Object.assign(cloud.objects.weather, { slowMs: step.slowMs, fails: step.fails });
    case "dial fault":
      return void weather.dials.push(dialFaults[step.fault] ?? { name: "none", placed: true, answer: "good" });
    case "list":
      facts.seen.unlisted ||= step.mode !== 0;
      return void (weather.list = lists[step.mode] ?? "whole");
    case "writes":
      return void (weather.write = writes[step.mode] ?? "good");
    case "hooks":
      return void (weather.hooks = hookModes[step.mode] ?? "good");
    case "slow":
      return void (weather.slowMs = step.ms);
    case "cron":
      facts.seen.withoutCron ||= !step.on;
      return void (cloud.hasCron = step.on);
    case "no buttons":
      return void (weather.noButtons = step.on);
    case "phone":
      return void provider.moods.set(
        [...phones, ...ownerPhones, ...agentPhones][step.phone] ?? "",
        moods[step.mood] ?? "answers",
      );
    case "others' call":
      return provider.placeOthers(step.ringsOwner);
    case "forged hook":
      return provider.forge(phones[step.phone] ?? phones[0], hookStates[step.state] ?? "BYE");
  }
}
