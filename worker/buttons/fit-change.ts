/** A change of a record that was seen a while ago, fitted to the record as it is now. */
import type { Button, ButtonExtras, SharedFields } from "../contract/button.ts";
import { type Fields, merged } from "../versions.ts";
import { sharedOf } from "./button.ts";
import type { NotSaved } from "./outcome.ts";
import { type ButtonChange, fieldsOf, ownerView } from "./plans.ts";
import type { Entry, SyncStore } from "./sync.ts";

type Record = SharedFields & Partial<ButtonExtras>;

/**
 * What is left of the change for the record as it is now, or the conflict: a field that was changed here and
 * there. With `resolve` the owner has seen it, and either side of these fields gives way.
 */
export function fitChange(
  store: SyncStore,
  entry: Entry,
  wanted: ButtonChange,
  version: number,
): ButtonChange | NotSaved {
  const { resolve, seen: _, ...change } = wanted;
  const view = ownerView(store, entry, "sipnet");
  const now = fieldsOf(view);
  const record = `button ${view.cid}`;
  // Of a version that nobody remembers each field may have been changed since.
  const base = store.versions.at(record, version)?.fields;
  const { changes, clashes } = base ? merged(base, now, change) : merged({}, now, change);
  const seen = sharedOf(view);
  if (clashes.length === 0) return { ...changes, seen, ...(resolve && { resolve }) };
  if (resolve === undefined)
    return {
      kind: "conflict",
      source: base ? store.versions.authorSince(record, version, clashes) : "console",
      fields: clashes,
      version: view.version,
      base: recordOf(base ?? now),
      mine: recordOf({ ...now, ...change }),
      theirs: recordOf(now),
    };
  const kept = Object.entries(changes).filter(([name]) => resolve === "mine" || !clashes.includes(name));
  return { ...(Object.fromEntries(kept) as Partial<Button>), seen };
}

function recordOf(fields: Fields): Record {
  return fields as unknown as Record;
}
