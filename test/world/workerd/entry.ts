/**
 * The Worker as histories are played with it in workerd. Each history has objects of its own (their names begin
 * with its number); the driver moves the clock, rings the alarms and asks whether everything has come to rest.
 */
import { createApp } from "../../../worker/app.ts";
import {
  ButtonsRecord as Buttons,
  Desk as Desks,
  Ledger as Ledgers,
  PastScripts as Scripts,
  Shield as Shields,
} from "../../../worker/index.ts";
import { clock, counted, farMs, timers, work } from "./set-time.ts";

const bindings = ["LEDGER", "SHIELD", "BUTTONS", "DESK", "SCRIPTS"];
const apps = new Map();

const realFetch = globalThis.fetch;
globalThis.fetch = (...args) => counted(() => realFetch(...args));

function scoped(env, history) {
  const own = bindings.map((name) => [name, { getByName: (id) => env[name].getByName(`${history}/${id}`) }]);
  return { ...env, ...Object.fromEntries(own), SIPNET_URL: `${env.SIPNET_URL}/${history}` };
}

function driven(Class) {
  class Driven extends Class {
    constructor(ctx, env) {
      super(ctx, scoped(env, ctx.id.name.split("/")[0]));
    }

    async alarmMs() {
      const ms = await this.ctx.storage.getAlarm();
      return ms === null ? null : ms - farMs;
    }

    async ringNow() {
      await this.ctx.storage.deleteAlarm();
      await this.alarm();
    }
  }
  for (
    let proto = Class.prototype;
    proto?.constructor?.name !== "DurableObject";
    proto = Object.getPrototypeOf(proto)
  ) {
    for (const name of Object.getOwnPropertyNames(proto)) {
      // Through a getter one comes to more verbs of the object: whoever asks for them is counted already.
      const verb = Object.getOwnPropertyDescriptor(proto, name).value;
      if (name === "constructor" || typeof verb !== "function" || Object.hasOwn(Driven.prototype, name)) continue;
      Driven.prototype[name] = function (...args) {
        return counted(() => verb.apply(this, args));
      };
    }
  }
  return Driven;
}

export const ButtonsRecord = driven(Buttons);
export const Desk = driven(Desks);
export const Ledger = driven(Ledgers);
export const Shield = driven(Shields);
export const PastScripts = driven(Scripts);

async function rest() {
  for (let quiet = 0; quiet < 4;) {
    await new Promise((done) => setTimeout(done, 1));
    const isDue = [...timers].some(({ atMs }) => atMs <= clock.ms);
    quiet = work.underWay === 0 && !isDue ? quiet + 1 : 0;
  }
}

async function drive(request, env, history) {
  const { ms, ring } = await request.json();
  if (ms !== undefined) clock.ms = ms;
  const objects = { LEDGER: "ledger", BUTTONS: "buttons" };
  const stub = (name) => env[name].getByName(`${history}/${objects[name]}`);
  if (ring !== undefined) await stub(ring).ringNow();
  await rest();
  const alarms = await Promise.all(Object.keys(objects).map(async (name) => [name, await stub(name).alarmMs()]));
  return Response.json({ alarms, timerMs: Math.min(9e15, ...[...timers].map(({ atMs }) => atMs)) });
}

export default {
  async fetch(request, env, context) {
    const history = request.headers.get("x-history");
    if (new URL(request.url).pathname === "/drive") return drive(request, env, history);
    if (!apps.has(history)) apps.set(history, createApp());
    const waitUntil = (promise) => context.waitUntil(counted(() => promise));
    const passThroughOnException = () => undefined;
    return counted(() => apps.get(history).fetch(request, scoped(env, history), { waitUntil, passThroughOnException }));
  },
};
