/** From what the owner asked to a plan that can be carried out, and from the mirror to what the owner sees. */
import { defaultExtras, extrasOf, sameFields, sharedNames, ringsFirst, sharedOf } from "./button.ts";
import type { Button, ButtonExtras, SharedFields } from "../contract/button.ts";
import type { Entry, Plan, SyncStore } from "./sync.ts";
import type { Author, Fields } from "../versions.ts";
import type { ButtonBody, ButtonsReply, OwnerButton, SyncMark } from "../contract/owner-buttons.ts";

/** The parts of `PUT /v1/owner/buttons/{cid}` that mean something; what was only read back is left out. */
export type ButtonChange = Omit<ButtonBody, "cid" | "sync" | "version">;

type Update = Plan & { kind: "update" };

/** The document's own defaults, section 6.8, written out: they are sent like any other value. */
export const newRecord: SharedFields = {
  phone: "",
  color: "#008735",
  btntype: 2,
  text: "",
  descr: "Кнопка через API",
  dtmf: false,
};

/** The plan for a change of shared fields; null where there is none to push. */
export function planUpdate(
  store: SyncStore,
  { button }: Entry,
  change: ButtonChange,
  made: { id: string; nowMs: number },
) {
  const { cid } = button;
  const earlier = store.plans().find((plan): plan is Update => plan.kind === "update" && plan.cid === cid);
  if (change.resolve === "theirs") return null;
  // What waits for SIPNET is what the owner sees and edits on.
  const waits = earlier?.theirs === null ? earlier.mine : undefined;
  const base = waits ?? change.seen ?? sharedOf(button);
  const mine = { ...(change.resolve === "mine" ? (earlier?.mine ?? base) : base), ...pick(change, sharedNames) };
  if (change.resolve === undefined && sameFields(mine, base)) return null;
  // What an earlier change may have left there is ours as well; one that was never sent left nothing.
  const left = earlier?.sent ? [earlier.mine] : [];
  const seen = change.seen ?? sharedOf(button);
  const ours = [seen, ...(earlier?.theirs === null ? [...(earlier.bases ?? []), ...left] : [])];
  const bases = change.resolve === "mine" ? null : ours;
  return {
    id: made.id,
    sinceMs: made.nowMs,
    theirs: null,
    kind: "update",
    cid,
    mine,
    bases,
    sent: false,
  } satisfies Plan;
}

export function planAddition(change: ButtonChange, restores: Entry | null, made: { id: string; nowMs: number }) {
  const mine = { ...(restores ? sharedOf(restores.button) : newRecord), ...pick(change, sharedNames) };
  const extras: ButtonExtras = { ...(restores ? extrasOf(restores.button) : defaultExtras), ...extrasIn(change) };
  const shared = { id: made.id, sinceMs: made.nowMs, theirs: null, known: null };
  return { ...shared, kind: "add", mine, extras, restores: restores?.button.cid ?? null } satisfies Plan;
}

export function planDeletion({ button }: Entry, made: { id: string; nowMs: number }) {
  const { cid } = button;
  return {
    id: made.id,
    sinceMs: made.nowMs,
    theirs: null,
    kind: "delete",
    cid,
    bases: [sharedOf(button)],
  } satisfies Plan;
}

/** The settings among a change's members. */
function extrasIn(change: ButtonChange): Partial<ButtonExtras> {
  return pick(change, Object.keys(defaultExtras) as (keyof ButtonExtras)[]);
}

export function buttonsReply(store: SyncStore): ButtonsReply {
  const plans = store.plans();
  const views = store.entries().map((entry) => ownerView(store, entry, "sipnet", plans));
  return {
    buttons: views.filter(({ sync }) => sync.state !== "gone"),
    gone: views.filter(({ sync }) => sync.state === "gone"),
    adding: plans.flatMap((plan) => (plan.kind === "add" ? [additionOf(plan, store)] : [])),
  };
}

/** A button as the owner sees it. What is new in it was changed by `author`, and makes a version. */
export function ownerView(store: SyncStore, entry: Entry, author: Author, plans = store.plans()): OwnerButton {
  const view = viewOf(entry, plans);
  return { ...view, version: store.versions.note(`button ${view.cid}`, fieldsOf(view), author) };
}

/** One that was sent and never answered is a question: which of the buttons that were not there before is it? */
function additionOf(plan: Plan & { kind: "add" }, store: SyncStore): ButtonsReply["adding"][number] {
  const { id, mine, known, sinceMs } = plan;
  const shown = { ...mine, id, since: iso(sinceMs) };
  if (known === null) return shown;
  const live = store.entries().filter(({ goneMs, button }) => goneMs === null && !known.includes(button.cid));
  return { ...shown, maybeIs: live.map(({ button }) => button.cid) };
}

/** As the owner sees it: with what waits for SIPNET, who is really rung first, and how it stands; its version is noted elsewhere. */
function viewOf(entry: Entry, plans: readonly Plan[]): OwnerButton {
  const plan = entry.goneMs === null ? waitingFor(entry.button.cid, plans) : undefined;
  const button = { ...entry.button, ...plan?.mine };
  return { ...button, rings: ringsFirst(button), seen: sharedOf(button), sync: markOf(entry, plans), version: 0 };
}

/** A change of this button that SIPNET has not answered yet. */
function waitingFor(cid: string, plans: readonly Plan[]): Update | undefined {
  return plans.find((plan): plan is Update => plan.kind === "update" && plan.cid === cid && plan.theirs === null);
}

/** What an owner may change of a button. */
export function fieldsOf(button: OwnerButton): Fields {
  return { ...sharedOf(button), ...extrasOf(button) };
}

function markOf({ button, goneMs, missing }: Entry, plans: readonly Plan[]): SyncMark {
  if (goneMs !== null) return { state: "gone", since: iso(goneMs) };
  const plan = plans.find((each) => each.kind !== "add" && each.cid === button.cid);
  if (plan) {
    const mine = plan.kind === "update" ? plan.mine : null;
    const since = iso(plan.sinceMs);
    if (plan.theirs === null) return { state: "pending", since, mine };
    return { state: "conflict", since, mine, theirs: plan.theirs };
  }
  return { state: missing ? "missing" : "synced" };
}

/** The settings that a change changes. Who is rung first may be shown otherwise than it was set: that is no change. */
export function changedExtras(button: Button, change: ButtonChange): Partial<ButtonExtras> {
  const { rings, ...extras } = extrasIn(change);
  return rings === undefined || rings === ringsFirst(button) ? extras : { ...extras, rings };
}

function pick<Name extends string, Values extends object>(values: Values, names: readonly Name[]) {
  const given = Object.entries(values).filter(([name, value]) => names.includes(name as Name) && value !== undefined);
  return Object.fromEntries(given) as Partial<Pick<Values, Name & keyof Values>>;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
