/**
 * Planted bugs, each a change of the Worker's text as it is loaded. The world must find them: that shows what
 * it is worth. A text that is no longer there fails loudly; then plant the same bug where its code is now.
 */
import type { Patch } from "./platform/load.ts";

export interface Mutant {
  name: string;
  patch: Patch;
}

const plant = (name: string, ...patch: [text: string, instead: string][]): Mutant => ({ name, patch });

export const mutants: readonly Mutant[] = [
  plant("a cancelled call goes on to the phones", ["if (waiting.length < reserved.length) return null;", ""]),
  plant("a call that may be ringing is said to be cancelled", [
    'if (row.dial !== "scheduled" && row.dial !== "reserved") return row.dial === "cancelled";',
    "",
  ]),
  plant("a 5xx has the dial repeated", ["most: reads ? 2 : 0", "most: 2"]),
  plant("a restart takes a dial under way for one that never was", [
    'row.dial === "dialling" ? [this.lose(row, nowMs)] : []',
    'row.dial === "dialling" ? [this.neverDialled(row, "not-placed", nowMs)] : []',
  ]),
  plant("a restart forgets what was counted", [
    "journal.counted(nowMs - 2 * dayMs, nowMs)",
    "journal.counted(nowMs, nowMs)",
  ]),
  plant("the key of a request is not looked up", [
    "const known = row.idem === null ? null : this.#journal.byIdempotencyKey(row.idem);\n    if (known) return",
    "const known = row.idem === null ? null : this.#journal.byIdempotencyKey(`no ${row.idem}`);\n    if (known) return",
  ]),
  plant("keys are forgotten within the hour", [
    'WHERE idem IS NOT NULL AND createdMs < ?", nowMs - dayMs',
    'WHERE idem IS NOT NULL AND createdMs < ?", nowMs',
  ]),
  plant("a number may have two calls", ["if (open(`number ${attempt.number}`).length", "if (-1"]),
  plant("no gap between calls to a number", ["...(number.gapS > 0 ?", "...(number.gapS > 1e9 ?"]),
  plant("a number's hour is a minute", [
    'rule("number.perHour", called, number.perHour, hourMs)',
    'rule("number.perHour", called, number.perHour, minuteMs)',
  ]),
  plant("a prefix has no limit", ['rule("prefix.perHour", `prefix ${attempt.prefix}`, prefix.perHour, hourMs),', ""]),
  plant("an address of IPv4 has no limit", ['rule("ipv4.per10Min", 0, per10Min, 10 * minuteMs),', ""]),
  plant("money is not counted", ["if (spent <= capKopecks) return [];", "return [];"]),
  plant("unknown outcomes give their numbers back", [
    'return dial === "refused" ||',
    'return dial === "unknown" || dial === "refused" ||',
  ]),
  plant("an await between the check and the row", [
    "const asked = this.book.ask(row, attempt, limits, gate);",
    "const early = this.book.judge(attempt, limits, gate); await this.ctx.storage.sync(); const asked = early ? { refused: early } : this.book.ask(row, { ...attempt, atMs: 9e15 }, limits, () => null);",
  ]),
  plant("opted-out numbers are rung", [
    'if (this.#suppressions.has(number)) return { problem: "phone-not-allowed", rule: "suppressed", retryAfterS: 0 };\n    return judgeNight',
    "return judgeNight",
  ]),
  plant("the panic switch is not heeded", [
    "  judge({ number, hours, zone }: Ring, nowMs: number): Verdict | null {\n    if (this.#settings.panic)",
    '  judge({ number, hours, zone }: Ring, nowMs: number): Verdict | null {\n    if (this.#settings.zone === "")',
  ]),
  plant("the night is not heeded", ['if (!night.on || hours === "always") return null;', "return null;"]),
  plant("a holiday set afterwards is not heeded", [
    'return openness(hours, nowMs).open ? null : { problem: "closed", rule: "hours"',
    'return nowMs > 0 ? null : { problem: "closed", rule: "hours"',
  ]),
  plant("any row of the list is taken for the call's own", [
    "if (ours && known.length > 0 && !known.includes(false)) mine.push(each);",
    "mine.push(each);",
  ]),
  plant("an id is believed whoever's call it is", ["return known.includes(false);", "return false;"]),
  plant("a call that is connected is over", [
    'if (row.state !== undefined) return row.state === "completed";',
    'if (row.state !== undefined) return row.state !== "ringing";',
  ]),
  plant("a webhook's BYE ends the call", ["BYE: undefined", 'BYE: "ended" as const']),
  plant("nobody gives a call up", [
    "return !isFinal(row.state) && isHopeless(row, now()) ? book.giveUp(row, now()) : row;",
    "return row;",
  ]),
  plant("the number is kept as it is", ["mask: phone.mask,", "mask: phone.e164,"]),
  plant("a number waits unsealed", [
    "return `${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;",
    "return phone;",
  ]),
  plant("an add whose answer was lost is sent again", ["if (known === null) return undefined;", "return undefined;"]),
  plant("a change whose answer was lost is dropped", [
    'if (outcome.is === "pending") return;',
    'if (outcome.is === "pending") return store.drop(plan.id);',
  ]),
  plant("who failed to be called is on no list", [
    "if (!asked || !latest || !isFinal(latest.summary.state)) return [];",
    'if (!asked || !latest || latest.summary.state !== "no-answer") return [];',
  ]),
  plant("the alarm is not set again", [
    "    } finally {\n      await this.#arm();\n    }\n  }\n\n  #sweep",
    "    } finally {\n      this.#sipnet;\n    }\n  }\n\n  #sweep",
  ]),
];
