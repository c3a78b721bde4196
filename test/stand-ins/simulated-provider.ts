/** The simulator without its wires: the same phones, lists and shapes, at the clock that a test moves. */
import { assumed } from "../../demo/sipnet/assumed.ts";
import { readParams } from "../../demo/sipnet/api/params.ts";
import { perform } from "../../demo/sipnet/api/perform.ts";
import { openProvider, type Provider } from "../../demo/sipnet/provider.ts";
import { shaped, type ShapeName } from "../../demo/sipnet/shapes/shapes.ts";
import type { PhoneHabits } from "../../demo/sipnet/network/network.ts";
import type { Call } from "../../demo/sipnet/network/call.ts";
import { type Chance, chanceFrom } from "../support/chance.ts";
import { hand, laterOutside } from "./hand-clock.ts";

/** Opens the account `demo`. */
export const simulatedKey = "11111111-2222-3333-4444-555555555555";

export class SimulatedProvider {
  /** The next request that dials is carried out, and its answer never comes. */
  losesNextAnswer = false;
  /** What was sent to the account's hook; a test may post it on. */
  readonly hooks: string[] = [];
  readonly #provider: Provider;
  readonly #lie: (answer: string) => string;

  constructor(names: readonly ShapeName[], seed = 1, lie = (answer: string) => answer) {
    this.#lie = lie;
    const chance: Chance = chanceFrom(seed);
    let id = 84_213;
    this.#provider = openProvider({
      clock: { now: () => hand.nowMs, after: laterOutside },
      random: () => chance.under(1_000_000) / 1_000_000,
      nextId: () => (id += 1),
      post: async (_url, body) => void this.hooks.push(body),
      assumed: shaped({ ...assumed, beforeRingMs: 500 }, ...names),
      url: "https://simulated.example",
      changed: () => undefined,
    });
  }

  async answer(_url: string, { body }: RequestInit): Promise<Response> {
    const params = await readParams(new URLSearchParams(), String(body));
    const answered = perform(this.#provider, params, 0);
    if (this.losesNextAnswer && params.get("operation")?.startsWith("gen")) {
      this.losesNextAnswer = false;
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } });
    }
    if ("audio" in answered) return new Response(null, { status: 404 });
    return new Response(this.#lie(answered.body), {
      status: answered.status,
      headers: { "content-type": answered.type },
    });
  }

  /** Who was called since the start, oldest first. */
  get placed(): readonly Call[] {
    return this.#provider.network.placed;
  }

  /** What these phones do at every later ring. */
  teach(habits: Readonly<Record<string, PhoneHabits>>): void {
    for (const [number, each] of Object.entries(habits)) this.#provider.network.setHabits(number, each);
  }
}
