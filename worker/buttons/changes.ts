/**
 * The owner's changes for buttons, carried out one after another on mirror and provider. Knows
 * neither network nor clock, so that a thousand histories of faults can be played through it.
 */
import { type Carried, failure, isFailure, type SaveOutcome } from "./outcome.ts";
import type { Agent } from "../contract/button.ts";
import { sharedOf } from "./button.ts";
import {
  adopt,
  type ButtonProvider,
  type Entry,
  type Plan,
  type SyncResult,
  type SyncStore,
  synchronize,
} from "./sync.ts";
import {
  buttonsReply,
  changedExtras,
  ownerView,
  planAddition,
  planDeletion,
  planUpdate,
  type ButtonChange,
} from "./plans.ts";
import { fitChange } from "./fit-change.ts";
import type { Fields } from "../versions.ts";
import type { ButtonsReply, OwnerButton } from "../contract/owner-buttons.ts";
import { providerFault } from "../sipnet/provider-fault.ts";

export interface ButtonChangesNeeds {
  store: SyncStore;
  provider: ButtonProvider;
  now(): number;
  newId(): string;
}

export class ButtonChanges {
  readonly #needs: ButtonChangesNeeds;
  #turn: Promise<unknown> = Promise.resolve();
  /** Plans that this process has made. */
  readonly #fresh = new Set<string>();

  constructor(needs: ButtonChangesNeeds) {
    this.#needs = needs;
  }

  reply(): ButtonsReply {
    return buttonsReply(this.#needs.store);
  }

  /** A button that SIPNET has, as far as is known. */
  live(cid: string): Entry | null {
    const entry = this.#needs.store.entry(cid);
    return entry?.goneMs === null ? entry : null;
  }

  /** Of every button that SIPNET has, as far as is known. */
  cids(): string[] {
    return this.#needs.store.cids();
  }

  /** How many changes wait for SIPNET, and for the owner. */
  waiting(): { pending: number; conflicts: number } {
    const plans = this.#needs.store.plans();
    const conflicts = plans.filter(({ theirs }) => theirs !== null).length;
    return { pending: plans.length - conflicts, conflicts };
  }

  /** A button as it was shown under this version; null where nobody remembers. */
  seenAt(cid: string, version: number): Fields | null {
    return this.#needs.store.versions.at(`button ${cid}`, version)?.fields ?? null;
  }

  /**
   * Changes a button: its settings here, its record at SIPNET.
   * @param version - of the record that was edited; null: it is changed whatever it is now
   */
  save(cid: string, change: ButtonChange, version: number | null = null): Promise<SaveOutcome> {
    return this.#inTurn(async () => {
      const entry = this.live(cid);
      if (!entry) return { kind: "gone" };
      const { store } = this.#needs;
      const fitted = version === null ? change : fitChange(store, entry, change, version);
      if ("kind" in fitted) return fitted;
      const plan = planUpdate(store, entry, fitted, this.#made());
      const before = store.plans().filter((each) => each.kind !== "add" && each.cid === cid);
      const waits = before.some(({ theirs }) => theirs === null);
      if (!plan && fitted.resolve === undefined) return this.#keepExtras(cid, fitted, waits ? "pending" : "done");
      this.#dropPlansOf(cid);
      const outcome = await this.#carry(plan);
      if (!isFailure(outcome)) return this.#keepExtras(cid, fitted, outcome.kind);
      // What was refused now takes nothing along that was waiting before.
      for (const each of before) store.keep(each);
      return failure(outcome, plan, entry);
    });
  }

  /** An agent goes, or is back, at every button that has them; how many those are. */
  setAway(phone: string, away: Agent["away"] | null): Promise<number> {
    return this.#inTurn(async () => {
      const { store } = this.#needs;
      const theirs = store.entries().filter(({ button }) => button.agents.some((agent) => agent.phone === phone));
      for (const entry of theirs) {
        const agents = entry.button.agents.map((agent) => (agent.phone === phone ? withAway(agent, away) : agent));
        store.put({ ...entry, button: { ...entry.button, agents } });
      }
      await store.durable();
      return theirs.length;
    });
  }

  /** Adds a button; where it `restores` a tombstone, with its settings and under a new id. */
  add(change: ButtonChange, restores: string | null): Promise<SaveOutcome> {
    return this.#inTurn(async () => {
      const { store } = this.#needs;
      const entry = restores === null ? null : store.entry(restores);
      if (restores !== null && (entry?.goneMs ?? null) === null) return { kind: "gone" };
      const begun = store
        .plans()
        .find((plan) => plan.kind === "add" && restores !== null && plan.restores === restores);
      const plan = begun ?? planAddition(change, entry, this.#made());
      const outcome = await this.#carry(plan);
      if (isFailure(outcome)) return failure(outcome, plan, entry);
      return { kind: outcome.kind, button: outcome.kind === "done" ? this.#view(outcome.cid) : null };
    });
  }

  /**
   * The owner's word on an addition that may have happened: it is this button, add it once more, or drop it.
   * False where there is no such addition, or no such button that it could be.
   */
  resolveAddition(id: string, resolve: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const { store } = this.#needs;
      const plan = store.plans().find((each) => each.id === id && each.kind === "add");
      if (plan?.kind !== "add") return false;
      if (resolve === "drop") store.drop(id);
      else if (resolve === "again") await this.#carry({ ...plan, known: null });
      else {
        const found = this.live(resolve);
        if (!found || (plan.known ?? []).includes(resolve)) return false;
        store.drop(id);
        adopt(store, plan, resolve, sharedOf(found.button));
      }
      return true;
    });
  }

  /** Deletes a button at SIPNET; here it stays as a tombstone. */
  remove(cid: string): Promise<SaveOutcome> {
    return this.#inTurn(async () => {
      const entry = this.live(cid);
      if (!entry) return { kind: "gone" };
      this.#dropPlansOf(cid);
      const plan = planDeletion(entry, this.#made());
      const outcome = await this.#carry(plan);
      return isFailure(outcome) ? failure(outcome, plan, entry) : { kind: outcome.kind, button: this.#view(cid) };
    });
  }

  /** Reads SIPNET's list and moves every open plan on. @throws what the client throws */
  synchronize(): Promise<SyncResult> {
    return this.#inTurn(() => this.#synchronize());
  }

  /** Writes a plan down, and carries it out or leaves it to the next synchronization. */
  async #carry(plan: Plan | null): Promise<Carried> {
    const { store } = this.#needs;
    if (plan) {
      store.keep(plan);
      this.#fresh.add(plan.id);
    }
    try {
      const { outcomes } = await this.#synchronize();
      const outcome = (plan && outcomes.get(plan.id)) ?? { kind: "done" as const, cid: "" };
      // The owner is here and decides; only what nobody sees must wait in the mirror.
      if (plan && (outcome.kind === "conflict" || outcome.kind === "refused")) store.drop(plan.id);
      return outcome.kind === "refused" ? { kind: "failed", fault: providerFault(outcome.error) } : outcome;
    } catch (error) {
      const fault = providerFault(error);
      if (plan && fault.kind === "unreachable") return { kind: "pending" };
      if (plan) store.drop(plan.id);
      return { kind: "failed", fault };
    }
  }

  #synchronize(): Promise<SyncResult> {
    const { store, provider, now } = this.#needs;
    return synchronize(store, provider, now(), this.#fresh);
  }

  #keepExtras(cid: string, change: ButtonChange, kind: "done" | "pending"): SaveOutcome {
    const entry = this.live(cid);
    if (!entry) return { kind: "gone" };
    const button = { ...entry.button, ...changedExtras(entry.button, change) };
    this.#needs.store.put({ ...entry, button });
    return { kind, button: this.#view(cid) };
  }

  #dropPlansOf(cid: string): void {
    const { store } = this.#needs;
    for (const plan of store.plans()) if (plan.kind !== "add" && plan.cid === cid) store.drop(plan.id);
  }

  /** One after another: a list read before another's write would undo it in the mirror. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #view(cid: string): OwnerButton | null {
    const { store } = this.#needs;
    const entry = store.entry(cid);
    return entry && ownerView(store, entry, "console");
  }

  #made(): { id: string; nowMs: number } {
    return { id: this.#needs.newId(), nowMs: this.#needs.now() };
  }
}

function withAway(agent: Agent, away: Agent["away"] | null): Agent {
  const { away: _, ...present } = agent;
  return away === null || away === undefined ? present : { ...present, away };
}
