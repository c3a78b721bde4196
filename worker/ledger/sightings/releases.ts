/**
 * How the legs of a call ended by `attempts`, whose causes are documented where the words of `calls2` are
 * not (API document, 6.4). Asked only where nothing else tells an unanswered call from one that lives.
 */
import type { Attempt } from "../../sipnet/history-readers.ts";
import type { CallRow } from "../call-row.ts";
import { fitRow, type IsVisitor, isNear, ownerPhonesOf, promptMs } from "./matching-rows.ts";
import { whyOf } from "./read-sighting.ts";
import type { Sighting } from "./sighting.ts";

/**
 * The sighting with what the attempts add: the sides that were released, and with them the call's end.
 * @param ownerIsFree no other call of ours rang the owner's phone about then, whose release it might be
 */
export async function withReleases(
  seen: Sighting,
  attempts: readonly Attempt[],
  call: CallRow,
  { isVisitor, ownerIsFree }: { isVisitor: IsVisitor; ownerIsFree: boolean },
): Promise<Sighting> {
  const released: Sighting["sides"] = {};
  const ownerPhones = new Set<string>();
  for (const { at, phone, isdnCode = 0 } of attempts) {
    if (phone === undefined || at === undefined || isdnCode <= 0 || !isNear(at, call)) continue;
    const { visitor, owner, ownerPhones: own } = await fitRow({ dst: [phone], uuids: [], raw: {} }, call, isVisitor);
    const word = whyOf(isdnCode) ?? "ended";
    if (visitor !== null) released.visitor = word;
    else if (owner !== null && ownerIsFree && isNear(at, call, promptMs)) {
      released.owner = word;
      for (const each of own) ownerPhones.add(each);
    }
  }
  const ownerOver = ownerPhones.size >= Math.max(1, ownerPhonesOf(call).length);
  if (released.visitor === undefined && !ownerOver) return seen;
  const failed = Object.values(released).some((word) => word !== "ended");
  // Both legs of a talk end like that, too: its duration may come with the next look, or never.
  if (!failed) return { ...seen, saidOver: true };
  return { ...seen, state: "completed", sides: { ...seen.sides, ...released }, saidOver: true };
}
