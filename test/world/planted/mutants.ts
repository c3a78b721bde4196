/**
 * Planted bugs, each a change of the Worker's text as it is loaded. The world must find them: that shows what
 * it is worth. A text that is no longer there fails loudly; then plant the same bug where its code is now.
 */
import type { Patch } from "../platform/load.ts";

export interface Mutant {
  name: string;
  patch: Patch;
}

const plant = (name: string, ...patch: [text: string, instead: string][]): Mutant => ({ name, patch });

export const mutants: readonly Mutant[] = [
  plant(
    "a cancelled call goes on to the phones",
    ["if (due.length < granted.length) return false;", "if (due.length > granted.length) return false;"],
    ['return dial === "dialling" && (turn ?? 0) > 1', 'return dial === "dialling" && (turn ?? 1) > 0'],
  ),
  plant("a call that may be ringing is said to be cancelled", [
    'if (dial === "scheduled" || dial === "reserved") return true;',
    "if (dial) return true;",
  ]),
  plant(
    "alarm, timer and watchdog each dial what is due",
    ['if (row?.dial !== "scheduled") return null;', "if (row === null) return null;"],
    ['if (row?.dial !== "scheduled" || this.#isLate(row)) return;', "if (row === null) return;"],
  ),
  plant("a 5xx has the dial repeated", ["most: form.reads && !once ? 2 : 0", "most: 2"]),
  plant("a restart takes a dial under way for one that never was", [
    'return row.dial === "dialling" ? [this.lose(row, nowMs)] : [];',
    'return row.dial === "dialling" ? [this.neverDialled(row, "not-placed", nowMs)] : [];',
  ]),
  plant("a restart forgets what was counted", [
    "table.counted(nowMs - dayMs - hourMs, nowMs)",
    "table.counted(nowMs, nowMs)",
  ]),
  plant("the key of a request is not looked up", [
    "const known = row.idem === null ? null : this.#table.byIdempotencyKey(row.idem);",
    "const known = row.idem === null ? null : this.#table.byIdempotencyKey(`no ${row.idem}`);",
  ]),
  plant("keys are forgotten within the hour", [
    "WHERE idem IS NOT NULL AND ${span}`, ...aged(dayMs));",
    "WHERE idem IS NOT NULL AND ${span}`, ...aged(0));",
  ]),
  plant("a number may have two calls", [
    "this.#count(this.#byNumber, number, nowMs) >= limits.number.inFlight",
    "false",
  ]),
  plant("no gap between calls to a number", ["...(number.gapS > 0 ?", "...(number.gapS > 1e9 ?"]),
  plant("a number's hour is a minute", [
    'name: "number.perHour", max: number.perHour, windowMs: hourMs',
    'name: "number.perHour", max: number.perHour, windowMs: minuteMs',
  ]),
  plant("a prefix has no limit", ["max: prefix.perHour, windowMs", "max: 1e9, windowMs"]),
  plant("an address of IPv4 has no limit", [
    '[rule("ipv4.per10Min", 0, per10Min, 10 * minuteMs),',
    '[rule("ipv4.per10Min", 0, 1e9, 10 * minuteMs),',
  ]),
  plant("money is not counted", ["if (spent <= capKopecks) return [];", "return [];"]),
  plant("unknown outcomes give their numbers back", [
    'return dial === "refused" ||',
    'return dial === "unknown" || dial === "refused" ||',
  ]),
  plant("an await between the check and the row", [
    "const grant = book.grant(row, nets, limits, check);",
    `const early = book.explain(row, nets, limits, check);
    await this.#dialling.secure([], () => undefined);
    const grant = early ? { refused: early } : book.grant(row, { ...nets, today: [], yesterday: [] }, { ...limits,
      number: { inFlight: 99, gapS: 0, perHour: 99, perDay: 99 } }, () => null);`,
  ]),
  plant(
    "opted-out numbers are rung",
    [
      'const rule = this.#suppressions.has(number) ? "suppressed" : forbidden;\n    if',
      "const rule = forbidden;\n    if",
    ],
    [
      'if (this.#suppressions.has(number)) return { problem: "phone-not-allowed", rule: "suppressed"',
      'if (number === "") return { problem: "phone-not-allowed", rule: "suppressed"',
    ],
  ),
  plant(
    "the panic switch is not heeded",
    [
      `if (this.#settings.panic) return { problem: "unavailable", rule: "panic", retryAfterS: 300 };
    const trip`,
      "const trip",
    ],
    [
      `if (this.#settings.panic) return { problem: "unavailable", rule: "panic", retryAfterS: 300 };
    if (this.#suppressions`,
      "if (this.#suppressions",
    ],
  ),
  plant("whoever wants peace while their call waits for a line is rung", [
    "if (granted.every((row) => verdicts.get(row) === null)) return true;",
    "if (verdicts.size > 0) return true;",
  ]),
  plant("the night is not heeded", ['if (!night.on || hours === "always") return false;', "return false;"]),
  plant("a holiday set afterwards is not heeded", [
    "switches.judge({ number, hours: button.hours, zone, forbidden }, nowMs) ?? judgeOpen(button, nowMs);",
    "switches.judge({ number, hours: button.hours, zone, forbidden }, nowMs);",
  ]),
  plant(
    "any row of the list is taken for the call's own",
    ["rows.filter(({ stranger, owner, visitor }) => !stranger && (owner ?? visitor) !== null)", "[...rows]"],
    [
      "const ours = fitted.filter(({ stranger }) => !stranger);\n  const whole = ours.filter((row) => row.owner !== null && row.visitor !== null && isSure(row, call));",
      "const ours = fitted;\n  const whole = fitted;",
    ],
  ),
  plant("an id is believed whoever's call it is", [
    "const ours = fitted.filter(({ stranger }) => !stranger);\n  const named",
    "const ours = fitted;\n  const named",
  ]),
  plant("an id that no list knows is waited for", [
    "now() - dialledMs(row) < settlingMs) return null;",
    "now() > dialledMs(row)) return null;",
  ]),
  plant("a call that is connected is over", [
    "if (!isOver(seen, still)) return after;",
    'if (!isOver(seen, still) && seen.state !== "connected") return after;',
  ]),
  plant("nobody gives a call up", [
    "if (isFinal(row.state) || !isHopeless(row, listed, now())) return row;",
    "if (isHopeless(row, listed, now()) || row) return row;",
  ]),
  plant("the number is kept as it is", ["mask: maskNumber(phone.e164),", "mask: (maskNumber, phone.e164),"]),
  plant("a number waits unsealed", [
    "return `${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;",
    "return phone;",
  ]),
  plant("an add whose answer was lost is found nowhere", [
    "if (restores !== null && list.has(restores)) return restores;",
    "if (known !== null) return undefined;",
  ]),
  plant("what a backup was adding is added again", [
    "!(known ?? ours).includes(cid)",
    "known?.includes(cid) === false",
  ]),
  plant("a change whose answer was lost is dropped", [
    'if (outcome.kind === "pending") return;',
    'if (outcome.kind === "pending") return store.drop(plan.id);',
  ]),
  plant("who failed to be called is on no list", [
    "if (!asked || !latest || isUnderWay(latest, asked)) return [];",
    'if (!asked || !latest || latest.summary.state !== "no-answer") return [];',
  ]),
  plant(
    "an alarm that was lost is taken for one that is set",
    [
      "const isSet = this.#armedMs !== null && this.#armedMs > alarmTime(nowMs) &&",
      "const isSet = this.#armedMs !== null &&",
    ],
    ["await this.#upkeep.arm(true);", "await this.#upkeep.arm();"],
  ),
  plant("the alarm sets no other", [
    `    this.#wakeUp.rang(now());
    // Set before the work: what is killed in the middle of it is looked after again.
    await this.#upkeep.arm();
    await this.#work();`,
    "    await Promise.all([this.#followUp.due(), this.#placer.placeDueCalls()]);",
  ]),
  plant("look-ups have no pace", [
    "if (waitMs > 0) await new Promise((leave)",
    "if (waitMs > 1e9) await new Promise((leave)",
  ]),
  plant("a clock set back holds up what is due", [
    "if (look && look.setMs <= nowMs) return look.nextMs;",
    "if (look) return look.nextMs;",
  ]),
  plant("who has talked by the clock is owed nothing", [
    "({ isOwed }, index) => isOwed || index > talked",
    "(_, index) => index > talked",
  ]),
  plant("a pause after an alarm lasts until the clock has caught up", [
    "this.#rangMs = Math.min(this.#rangMs, nowMs);",
    "",
  ]),
  plant("the row of a call that was given another's id may be a later call's as well", [
    "return isKnown ? {} : { listedId: name };",
    "return {};",
  ]),
  plant("a call that never left takes an earlier talk between the same two", [
    "(isLive(seen) || fitsClock(seen, row, offsets)) && !looks.strangers.has(seen, row, now())",
    "offsets.length >= 0",
  ]),
  plant("an id that two calls were given bars both from its row", ["&& !(namesNumber && number !== to.number);", ";"]),
  plant("an addition to a list that came empty takes all others off their pages", [
    "if (!proves) store.put({ ...entry, missing: true });",
    "if (list.size === 0) store.put({ ...entry, missing: true });",
  ]),
  plant("what was booked in a restored backup is dialled", [
    "clearance.takeBookedBack() ? book.takeBookedBack(now()) : []",
    "clearance.takeBookedBack() ? [] : []",
  ]),
  plant("a restored backup dials before its owner knows what it lacks", [
    "if (this.#waitsForOwner() === null) return null;",
    "if (this.#waitsForOwner() !== undefined) return null;",
  ]),
  plant("what is long overdue is dialled by itself", [
    'row.dial === "scheduled" && now() > (row.atMs ?? 0) + patienceMs;',
    'row.dial === "scheduled" && now() > (row.atMs ?? 0) + 1e12;',
  ]),
  plant("an address of IPv6 has no limit", [
    'rule("ipv6_64.per10Min", 0, limits.ipv6_64.per10Min, 10 * minuteMs)',
    'rule("ipv6_64.per10Min", 0, 1e9, 10 * minuteMs)',
  ]),
  plant("a ticket is good for any number of calls", ["max: limits.ticket.calls", "max: 1e9"]),
  plant("a /56 has no limit", ["limits.ipv6_56.perHour, hourMs", "1e9, hourMs"]),
  plant("a /48 has no limit", ["limits.ipv6_48.perHour, hourMs", "1e9, hourMs"]),
  plant("an address of IPv4 has no limit for the day", [
    'rule("ipv4.perDay", 0, perDay, dayMs)',
    'rule("ipv4.perDay", 0, 1e9, dayMs)',
  ]),
  plant(
    "who asks often may have the whole button",
    ["max: quarterOf(button.perHour), windowMs", "max: button.perHour, windowMs"],
    ["max: quarterOf(button.perDay), windowMs", "max: button.perDay, windowMs"],
  ),
  plant("a viewer may call back", ['"POST /missed/:id/call": "manager"', '"POST /missed/:id/call": "viewer"']),
  plant("a route that nobody has listed is open to managers", ['listed?.role ?? "owner"', 'listed?.role ?? "manager"']),
  plant(
    "who was removed is still let in",
    [
      "return person && { name: person.name, role: person.role };",
      'return { name: person?.name ?? "", role: person?.role ?? "manager" };',
    ],
    ["this.#sessions.closeOfPerson(id);", ""],
  ),
  plant("a duration that counts ends a call that lives", [
    "return still && (durationS > 0 || saidOver);",
    "return durationS > 0 || (still && saidOver);",
  ]),
  plant("a masked number is a stranger's", [
    'return compare(party, readParty(call.mask)) === null ? null : "masked";',
    "return null;",
  ]),
  plant("a destination that did not answer ends the call of several", [
    "const isOver = saidOver && (talked !== undefined || listed.size >= destinationCount(call));",
    'const isOver = each.some(({ state }) => state === "completed");',
  ]),
];
