/** Records and tickets, asked for once however many buttons want them, and again when they have grown old. */
import type { ButtonView, TicketReply } from "../../worker/contract/visitor.ts";
import { ask, here } from "./api.ts";
import type { Line } from "./call-host.ts";

/** The Worker takes no ticket younger than this. */
const ticketAgeMs = 1_500;
/** Well before the Worker finds it too old, and a number may have to be corrected yet. */
const ticketLifeMs = 1_200_000;
const recordLifeMs = 10_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class FreshAnswers {
  #asked = new Map<string, { answer: Promise<unknown>; atMs: number }>();

  record({ endpoint, button }: Line): Promise<ButtonView> {
    const url = `${endpoint}/v1/buttons/${button}`;
    // The first may be what the page's own preload line brought: every engine then asks the Worker once.
    const cache = this.#asked.has(url) ? "no-cache" : "default";
    return this.#once(url, recordLifeMs, () => ask(url, { cache }));
  }

  /** Resolves once the Worker will take it. */
  ticket({ endpoint, button }: Line): Promise<string> {
    return this.#once(`ticket ${endpoint} ${button}`, ticketLifeMs, async () => {
      const { ticket } = await ask<TicketReply>(`${endpoint}/v1/tickets`, { body: { button, page: here() } });
      await pause(ticketAgeMs);
      return ticket;
    });
  }

  /** What was refused is asked for anew. */
  forget(): void {
    this.#asked.clear();
  }

  #once<Answer>(name: string, lifeMs: number, make: () => Promise<Answer>): Promise<Answer> {
    const atMs = Date.now();
    const known = this.#asked.get(name);
    if (known && atMs - known.atMs < lifeMs) return known.answer as Promise<Answer>;
    const answer = make();
    this.#asked.set(name, { answer, atMs });
    return answer;
  }
}
