/**
 * Calls for later. The one number that must rest a while rests sealed, under a key that the
 * object that keeps it does not keep; it is unsealed when it is dialled and then gone.
 */
import { dayMs, minuteMs, reservationKopecks, type Verdict } from "../safety/call-limits.ts";
import type { Hours } from "../buttons/button.ts";
import { isOpenAt, localTime, openness } from "../time/opening-hours.ts";
import { base64url, fromBase64url } from "../crypto.ts";
import type { DialPlan } from "./provider-calls.ts";
import { type CallRow, lockedForever } from "./call-table.ts";
import type { Limits } from "../contract/limits.ts";
import { dialPatienceMs } from "./call-request.ts";

const soonestMs = minuteMs;
const latestMs = 14 * dayMs;
const slotMs = 30 * minuteMs;
/** A call that finds the line taken at its time is tried again so long. */
export const patienceMs = 15 * minuteMs;

/** Why a wished time can't be had, in words for a developer; null when it can. */
export function judgeTime(atMs: number, hours: Hours | null, nowMs: number): string | null {
  if (!(atMs >= nowMs + soonestMs && atMs <= nowMs + latestMs)) return "at: must be 1 minute to 14 days ahead";
  return openness(hours, atMs).open ? null : "at: must lie within the opening hours";
}

/** The next times at which the owner is there, every half hour, RFC 3339. */
export function nextSlots(hours: Hours | null, nowMs: number, count = 24): string[] {
  const first = Math.ceil((nowMs + soonestMs) / slotMs) * slotMs;
  const slots: string[] = [];
  for (let ms = first; ms <= nowMs + latestMs && slots.length < count; ms += slotMs) {
    if (isGoodSlot(hours, ms)) slots.push(new Date(ms).toISOString());
  }
  return slots;
}

/** Hours that were never set offer the day only; the number's own night is judged when it is dialled. */
function isGoodSlot(hours: Hours | null, ms: number): boolean {
  if (hours === "always") return true;
  if (hours !== null) return isOpenAt(hours, localTime(ms, hours.zone));
  const { minutes } = localTime(ms, "Europe/Moscow");
  return minutes >= 9 * 60 && minutes < 21 * 60;
}

/** The row of a call for later: it locks nothing until it is dialled. */
export function scheduledRow(row: CallRow, atMs: number, sealed: string): CallRow {
  return { ...row, dial: "scheduled", state: "scheduled", atMs, sealed, pollMs: atMs, lockedUntilMs: 0, kopecks: 0 };
}

/** What changes in the row when its time has come: from here on it is a call like any other. */
export function begun(plan: DialPlan, limits: Limits, nowMs: number): Partial<CallRow> {
  return {
    dial: "reserved",
    state: "dialling",
    sealed: null,
    sinceMs: nowMs,
    dialledMs: nowMs,
    operation: plan.operation,
    first: plan.first,
    account: plan.account,
    ownerPhones: plan.ownerPhones.join(),
    kopecks: reservationKopecks(limits, plan.ownerPhones.length + 1),
    lockedUntilMs: lockedForever,
    pollMs: nowMs + dialPatienceMs,
  };
}

/** A holiday that was set after the call was asked for. */
export function judgeHours(hours: Hours | null, nowMs: number): Verdict | null {
  return openness(hours, nowMs).open ? null : { problem: "closed", rule: "hours", retryAfterS: 3_600 };
}

/** AES-256-GCM with a fresh nonce, which leads the text. NIST SP 800-38D. */
export async function seal(key: CryptoKey, phone: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(phone));
  return `${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;
}

/** Null where the key is another one by now. */
export async function unseal(key: CryptoKey, text: string): Promise<string | null> {
  const [iv, sealed] = text.split(".").map(fromBase64url);
  if (!iv || !sealed) return null;
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
