/**
 * Whether the provider's own row says that this agent did not answer, or was busy, and that the visitor's phone was
 * never rung: the one case in which the next agent may be. Whatever is not said in so many words says no.
 */
import type { CallRow } from "../call-row.ts";
import type { Sighting } from "./sighting.ts";

export function isUnanswered(row: CallRow, seen: Sighting): boolean {
  const isOurs = row.dial === "started" && row.sipnetId !== null && seen.id === row.sipnetId && !seen.twice;
  const { owner, visitor } = seen.sides;
  const isDeaf = owner === "no-answer" || owner === "busy" || owner === "declined";
  const wasVisitorRung = row.visitorLeg !== "waiting" || (visitor !== undefined && visitor !== "waiting");
  const wasPickedUp = row.ownerLeg === "answered" || row.connectedMs !== null || seen.durationS > 0;
  return isOurs && row.first === "owner" && seen.state === "completed" && isDeaf && !wasVisitorRung && !wasPickedUp;
}
