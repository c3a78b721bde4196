/** A firm whose agents are rung in turn: its Worker before the simulated provider, its phones, and one visitor. */
import assert from "node:assert/strict";
import type { PhoneHabits } from "../../demo/sipnet/network/network.ts";
import type { ShapeName } from "../../demo/sipnet/shapes/shapes.ts";
import type { Agent, ButtonExtras } from "../../worker/contract/button.ts";
import type { Call } from "../../worker/contract/visitor.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, type NodeWorkerOptions, secrets } from "../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { simulatedKey, SimulatedProvider } from "../stand-ins/simulated-provider.ts";

export const button = "K8TM0000000000000000000000000QX7";
export const second = 1_000;
export const minute = 60 * second;

export const names = ["Anna", "Boris", "Clara", "Denis", "Elena", "Fyodor"] as const;
/** The phone of each, by place. */
export const phoneAt = (place: number): string => `7495777010${place + 1}`;
export const agentAt = (place: number): Agent => ({ name: names[place] ?? "", phone: phoneAt(place) });

export const deaf: PhoneHabits = { noAnswer: true };
export const talks: PhoneHabits = { answerAfterMs: 3 * second, talkMs: 20 * second };

export interface FirmOptions {
  /** What each agent's phone does. */
  habits: readonly PhoneHabits[];
  ring?: ButtonExtras["ring"];
  shapes?: readonly ShapeName[];
  visitor?: PhoneHabits;
  limits?: object;
  /** Changes the provider's answers on their way. */
  lie?: (answer: string) => string;
  worker?: Pick<NodeWorkerOptions, "turn" | "breaker">;
}

export interface Firm {
  worker: NodeWorker;
  provider: SimulatedProvider;
  own(method: string, path: string, body?: object): Promise<Response>;
  /** The n-th visitor asks; its phone answers unless the options say otherwise. */
  ask(n: number): Promise<string>;
  callOf(id: string): Promise<Call>;
  /** Who of the agents was dialled, in that order, by place. */
  dialled(): number[];
  /** How often a visitor's phone rang. */
  rang(n: number): number;
}

export async function openFirm(options: FirmOptions): Promise<Firm> {
  const {
    habits,
    ring = "in-turn",
    shapes = [],
    visitor = { answerAfterMs: 3 * second },
    limits,
    lie,
    worker: more,
  } = options;
  startOver();
  const provider = new SimulatedProvider(shapes, 1, lie);
  const vars = { SIPNET_APIKEY: simulatedKey, ...(limits && { LIMITS: JSON.stringify(limits) }) };
  const worker = new NodeWorker({ provider, vars, ...more });
  const own: Firm["own"] = (method, path, body) =>
    worker.request(path, {
      method,
      headers: { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  const agents = habits.map((_, place) => agentAt(place));
  const saved = await own("PUT", `/v1/owner/buttons/${button}`, { hours: "always", agents, ring });
  assert.equal(saved.status, 200, await saved.text());
  provider.teach(Object.fromEntries(habits.map((each, place) => [phoneAt(place), each])));
  const legs = (number: string) => provider.placed.flatMap((call) => call.legs.filter((leg) => leg.number === number));
  return {
    worker,
    provider,
    own,
    async ask(n) {
      provider.teach({ [phoneOf(n).slice(1)]: visitor });
      const asked = await askForCall(worker, { button, phone: phoneOf(n), address: addressOf(n) });
      assert.equal(asked.status, 202, await asked.clone().text());
      return ((await asked.json()) as { id: string }).id;
    },
    callOf: async (id) => (await (await worker.request(`/v1/calls/${id}`)).json()) as Call,
    dialled: () => provider.placed.map(({ src }) => agents.findIndex(({ phone }) => phone === src)),
    rang: (n) => legs(phoneOf(n).slice(1)).filter(({ ringingAt }) => ringingAt !== undefined).length,
  };
}

/** Every state of a call with the name beside it, until nothing moves any more. */
export async function shownOf({ worker, callOf }: Firm, id: string, forMs = 3 * minute): Promise<string[]> {
  const shown: string[] = [];
  for (let ms = 0; ms < forMs; ms += second) {
    const { state, agent } = await callOf(id);
    const text = [state, agent].filter(Boolean).join(" ");
    if (shown.at(-1) !== text) shown.push(text);
    await worker.passTime(second);
  }
  return shown;
}
