/**
 * Two books of one truth: SIPNET's `webbuttons` and our mirror. What the owner wants is written
 * down as a plan before anything is sent, so that a crash or a lost answer ends in reading the
 * list again and finding out, and never in a change that is lost or carried out twice.
 */
import { defaultExtras, sameFields } from "./button.ts";
import type { Button, ButtonExtras, SharedFields } from "../contract/button.ts";
import type { Versions } from "../versions.ts";
import type { SyncReply } from "../contract/owner-buttons.ts";

/** A button of the mirror. */
export interface Entry {
  button: Button;
  /** Deleted at SIPNET since then: a tombstone that keeps the settings. */
  goneMs: number | null;
  /** SIPNET's list was empty when it had to hold this one: that proves nothing. */
  missing: boolean;
}

/** A change on its way. `bases` are the records that it may replace; null: whatever is there. */
export type Plan = { id: string; sinceMs: number; theirs: SharedFields | null } & (
  | { kind: "add"; mine: SharedFields; extras: ButtonExtras; restores: string | null; known: string[] | null }
  | { kind: "update"; cid: string; mine: SharedFields; bases: SharedFields[] | null; sent: boolean }
  | { kind: "delete"; cid: string; bases: SharedFields[] | null }
);

/** Where mirror and plans rest. */
export interface SyncStore {
  /** Resolves once everything written so far is durable. */
  durable(): Promise<void>;
  entries(): Entry[];
  /** Of those that are not gone. */
  cids(): string[];
  entry(cid: string): Entry | null;
  put(entry: Entry): void;
  remove(cid: string): void;
  plans(): Plan[];
  /** The buttons as the owner was shown them. */
  readonly versions: Versions;
  keep(plan: Plan): void;
  drop(id: string): void;
}

/** SIPNET, or its stand-in. */
export interface ButtonProvider {
  list(): Promise<Map<string, SharedFields>>;
  add(mine: SharedFields): Promise<{ cid: string; record: SharedFields }>;
  update(cid: string, mine: SharedFields): Promise<SharedFields>;
  remove(cid: string): Promise<void>;
  /** True: no byte of the write left, so that it may be tried again. */
  neverLeft(error: unknown): boolean;
  /** True: the write was not carried out. False: nobody knows. @throws an error that is none of the provider's */
  isRefusal(error: unknown): boolean;
}

/** What became of a plan; `pending` ones are looked at again with the next list. */
export type PlanOutcome =
  | { kind: "done"; cid: string }
  | { kind: "conflict"; theirs: SharedFields }
  | { kind: "refused"; error: unknown }
  | { kind: "gone" }
  | { kind: "pending" };

export type SyncResult = SyncReply & { outcomes: Map<string, PlanOutcome> };

/**
 * Reads SIPNET's list, moves every plan on by it, then takes the list over into the mirror.
 * A second run without new changes writes nothing. @throws what `list` throws; nothing has changed then
 * @param fresh - plans made since this process began: what became of them is known
 */
export async function synchronize(
  store: SyncStore,
  provider: ButtonProvider,
  nowMs: number,
  fresh: ReadonlySet<string>,
): Promise<SyncResult> {
  const list = await provider.list();
  const pulled = list.size;
  // By the list as it came: what is added to it below says nothing of those that it lacked.
  const proves = pulled > 0;
  if (!proves) leaveToOwner(store, fresh);
  const outcomes = new Map<string, PlanOutcome>();
  let pushed = 0;
  for (const { id } of store.plans()) {
    // Read anew: the plan before this one may have told it what is not its own.
    const plan = store.plans().find((each) => each.id === id);
    if (!plan) continue;
    const step = nextStep(plan, list, { ours: store.cids(), proves });
    const outcome = step === "write" ? await carryOut(store, provider, plan, list) : step;
    if (step === "write" && outcome.kind === "done") pushed += 1;
    settle(store, plan, outcome, list, nowMs);
    outcomes.set(plan.id, outcome);
  }
  const removed = takeOver(store, list, proves, nowMs);
  const conflicts = store.plans().filter(({ theirs }) => theirs !== null).length;
  return { pulled, pushed, conflicts, removed, outcomes };
}

/**
 * Additions from before this process, in a snapshot that was put back perhaps: a list that came empty cannot show that
 * they were carried out since, and nothing is sent before the owner says so.
 */
function leaveToOwner(store: SyncStore, fresh: ReadonlySet<string>): void {
  const known = store.cids();
  for (const plan of store.plans())
    if (plan.kind === "add" && plan.known === null && !fresh.has(plan.id) && known.length > 0)
      store.keep({ ...plan, known });
}

/**
 * What SIPNET's list says about a plan: done already, to be written, or in conflict.
 * @param ours - the buttons of the mirror
 * @param proves - whether a button is gone that the list lacks: an empty one is more likely a fault than a cleared account
 */
function nextStep(
  plan: Plan,
  list: ReadonlyMap<string, SharedFields>,
  { ours, proves }: { ours: readonly string[]; proves: boolean },
): "write" | PlanOutcome {
  if (plan.kind === "add") {
    const cid = addedBy(plan, list, ours);
    if (cid !== undefined) return { kind: "done", cid };
    // What may have been added is never added again by itself: the provider may have stored it in other words.
    return plan.known === null ? "write" : { kind: "pending" };
  }
  const theirs = list.get(plan.cid);
  if (!theirs && !proves) return { kind: "pending" };
  if (!theirs) return plan.kind === "delete" ? { kind: "done", cid: plan.cid } : { kind: "gone" };
  if (plan.kind === "update" && sameFields(theirs, plan.mine)) return { kind: "done", cid: plan.cid };
  const mayReplace = plan.bases === null || plan.bases.some((base) => sameFields(base, theirs));
  return mayReplace ? "write" : { kind: "conflict", theirs };
}

/**
 * The button that an earlier try has added, though its answer was lost. One that was never tried may have been added
 * all the same, where this is a restored backup: then a button that nobody knows is like it in everything.
 */
function addedBy(
  plan: Plan & { kind: "add" },
  list: ReadonlyMap<string, SharedFields>,
  ours: readonly string[],
): string | undefined {
  const { mine, known, restores } = plan;
  if (restores !== null && list.has(restores)) return restores;
  const strangers = [...list].filter(([cid]) => !(known ?? ours).includes(cid));
  const alike = ({ phone, text }: SharedFields) => phone === mine.phone && text === mine.text;
  const found =
    strangers.find(([, record]) => sameFields(record, mine)) ??
    // Somebody may have given it another colour in the cabinet meanwhile.
    strangers.find(([, record]) => known !== null && alike(record));
  return found?.[0];
}

async function carryOut(
  store: SyncStore,
  provider: ButtonProvider,
  plan: Plan,
  list: Map<string, SharedFields>,
): Promise<PlanOutcome> {
  store.keep(tried(plan, list, store.cids()));
  await store.durable();
  try {
    if (plan.kind === "add") {
      const { cid, record } = await provider.add(plan.mine);
      list.set(cid, record);
      return { kind: "done", cid };
    }
    if (plan.kind === "update") list.set(plan.cid, await provider.update(plan.cid, plan.mine));
    else {
      await provider.remove(plan.cid);
      list.delete(plan.cid);
    }
    return { kind: "done", cid: plan.cid };
  } catch (error) {
    if (provider.isRefusal(error)) return { kind: "refused", error };
    if (provider.neverLeft(error)) store.keep(plan);
    return { kind: "pending" };
  }
}

/** What must be known before a request leaves, to recognise its work if the answer is lost. */
function tried(plan: Plan, list: ReadonlyMap<string, SharedFields>, mirrored: readonly string[]): Plan {
  if (plan.kind === "add")
    return { ...plan, theirs: null, known: plan.known ?? [...new Set([...list.keys(), ...mirrored])] };
  const theirs = list.get(plan.cid);
  const bases = plan.bases ?? (theirs ? [theirs] : []);
  return plan.kind === "update" ? { ...plan, theirs: null, bases, sent: true } : { ...plan, theirs: null, bases };
}

function settle(
  store: SyncStore,
  plan: Plan,
  outcome: PlanOutcome,
  list: ReadonlyMap<string, SharedFields>,
  nowMs: number,
): void {
  if (outcome.kind === "pending") return;
  if (outcome.kind === "conflict") return store.keep({ ...plan, theirs: outcome.theirs });
  if (outcome.kind === "refused") return leaveRefused(store, plan, list);
  store.drop(plan.id);
  if (outcome.kind === "done" && plan.kind === "add")
    adopt(store, plan, outcome.cid, list.get(outcome.cid) ?? plan.mine);
  if (outcome.kind === "done" && plan.kind === "delete") bury(store, plan.cid, nowMs);
  // The change outlives the button: restoring it brings back what was wanted last.
  if (outcome.kind === "gone" && plan.kind === "update") bury(store, plan.cid, nowMs, plan.mine);
}

/**
 * Refused when nobody was there to be told: the owner is shown a change beside what SIPNET has, and is asked about an
 * addition, as it was written down when it was tried.
 */
function leaveRefused(store: SyncStore, plan: Plan, list: ReadonlyMap<string, SharedFields>): void {
  if (plan.kind === "add") return;
  const theirs = list.get(plan.cid);
  if (theirs) store.keep({ ...plan, theirs });
  else store.drop(plan.id);
}

export function adopt(store: SyncStore, plan: Plan & { kind: "add" }, cid: string, record: SharedFields): void {
  if (plan.restores !== null) store.remove(plan.restores);
  store.put({ button: { ...plan.extras, ...record, cid }, goneMs: null, missing: false });
  // Another plan for a button just like it must not take this one for its own.
  for (const other of store.plans())
    if (other.kind === "add" && other.known !== null) store.keep({ ...other, known: [...other.known, cid] });
}

function bury(store: SyncStore, cid: string, nowMs: number, record: Partial<SharedFields> = {}): void {
  const entry = store.entry(cid);
  if (entry) store.put({ button: { ...entry.button, ...record }, goneMs: entry.goneMs ?? nowMs, missing: false });
}

/** Mirrors the list; says how many buttons it lacks that it had. One that proves nothing buries none. */
function takeOver(store: SyncStore, list: ReadonlyMap<string, SharedFields>, proves: boolean, nowMs: number): number {
  let removed = 0;
  for (const [cid, record] of list) {
    const button = { ...(store.entry(cid)?.button ?? defaultExtras), ...record, cid };
    store.put({ button, goneMs: null, missing: false });
  }
  for (const entry of store.entries().filter(({ goneMs, button }) => goneMs === null && !list.has(button.cid))) {
    if (!proves) store.put({ ...entry, missing: true });
    else {
      bury(store, entry.button.cid, nowMs);
      removed += 1;
    }
  }
  return removed;
}
