/**
 * What SIPNET's webhook said lately, as names and states alone. Nobody has published what a call of two
 * phones looks like there: the owner's doctor reads it here. In memory only, and never a value.
 */
import type { HeardHook } from "../../contract/owner-health.ts";
import type { HookEvent, HookForm } from "../../sipnet/hook-event.ts";

const mostKept = 40;

interface Heard {
  atMs: number;
  /** Null where the body could not be read. */
  event: Pick<HookEvent, "callId" | "state"> | null;
  form: HookForm;
  /** The one call that it fits. */
  call: string | null;
}

export class HeardHooks {
  #heard: Heard[] = [];

  note(heard: Heard): void {
    this.#heard = [...this.#heard, heard].slice(-mostKept);
  }

  /** Oldest first. What one event of a leg tells of its call holds for the leg's others. */
  list(): HeardHook[] {
    const legs = [...new Set(this.#heard.flatMap(({ event }) => event?.callId ?? []))];
    const calls = new Map(this.#heard.flatMap(({ event, call }) => (event && call ? [[event.callId, call]] : [])));
    return this.#heard.map(({ atMs, event, form }) => {
      const call = event && calls.get(event.callId);
      return {
        at: new Date(atMs).toISOString(),
        ...form,
        ...(event && { leg: legs.indexOf(event.callId) + 1, state: event.state }),
        ...(call && { call }),
      };
    });
  }
}
