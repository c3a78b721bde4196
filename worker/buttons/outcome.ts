/** What became of the owner's wish for a button, as plain values that leave the object. */
import { sharedOf } from "./button.ts";
import type { SharedFields } from "../contract/button.ts";
import type { Entry, Plan, PlanOutcome } from "./sync.ts";
import type { OwnerButton } from "../contract/owner-buttons.ts";
import type { ProviderFault } from "../sipnet/provider-fault.ts";

/** `button` is as it is now; null where it isn't there (yet). */
export type Saved = { is: "done" | "pending"; button: OwnerButton | null } | NotSaved;

export type NotSaved =
  | { is: "conflict"; base: SharedFields; mine: SharedFields | null; theirs: SharedFields }
  | { is: "failed"; fault: ProviderFault }
  | { is: "gone" };

/** A plan's outcome, once an error has become plain values. */
export type Carried = Exclude<PlanOutcome, { is: "refused" }> | { is: "failed"; fault: ProviderFault };
type Failed = Exclude<Carried, { is: "done" } | { is: "pending" }>;

export function isFailure(outcome: Carried): outcome is Failed {
  return outcome.is !== "done" && outcome.is !== "pending";
}

export function failure(outcome: Failed, plan: Plan | null, entry: Entry | null): NotSaved {
  if (outcome.is !== "conflict") return outcome;
  const { theirs } = outcome;
  const mine = plan && plan.kind !== "delete" ? plan.mine : null;
  const seen = plan && plan.kind !== "add" ? plan.bases?.[0] : undefined;
  return { is: "conflict", theirs, mine, base: seen ?? (entry ? sharedOf(entry.button) : theirs) };
}
