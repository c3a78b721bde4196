/** What became of the owner's change for a button, as plain values that leave the object. */
import { differingFields, sharedOf } from "./button.ts";
import type { Author } from "../versions.ts";
import type { ButtonExtras, SharedFields } from "../contract/button.ts";
import type { Entry, Plan, PlanOutcome } from "./sync.ts";
import type { OwnerButton } from "../contract/owner-buttons.ts";
import type { ProviderFault } from "../sipnet/provider-fault.ts";

/** `button` is as it is now; null where it isn't there (yet). */
export type SaveOutcome = { kind: "done" | "pending"; button: OwnerButton | null } | NotSaved;

/** What was seen, what was wanted, what is there: null where it was to be deleted. */
export interface Conflict {
  /** Who made it otherwise: somebody at a console, or SIPNET's side. */
  source: Author;
  /** In which fields the two differ. */
  fields: string[];
  /** Of the record as it is now, where it was changed at a console. */
  version?: number;
  base: SharedFields & Partial<ButtonExtras>;
  mine: (SharedFields & Partial<ButtonExtras>) | null;
  theirs: SharedFields & Partial<ButtonExtras>;
}

export type NotSaved = ({ kind: "conflict" } & Conflict) | { kind: "failed"; fault: ProviderFault } | { kind: "gone" };

/** A plan's outcome, once an error has become plain values. */
export type Carried = Exclude<PlanOutcome, { kind: "refused" }> | { kind: "failed"; fault: ProviderFault };
type Failed = Exclude<Carried, { kind: "done" } | { kind: "pending" }>;

export function isFailure(outcome: Carried): outcome is Failed {
  return outcome.kind !== "done" && outcome.kind !== "pending";
}

export function failure(outcome: Failed, plan: Plan | null, entry: Entry | null): NotSaved {
  if (outcome.kind !== "conflict") return outcome;
  const { theirs } = outcome;
  const mine = plan && plan.kind !== "delete" ? plan.mine : null;
  const seen = plan && plan.kind !== "add" ? plan.bases?.[0] : undefined;
  const base = seen ?? (entry ? sharedOf(entry.button) : theirs);
  return { kind: "conflict", source: "sipnet", fields: differingFields(mine ?? base, theirs), theirs, mine, base };
}
