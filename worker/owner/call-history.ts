/**
 * One history out of five lists that each know a part: `calls2` knows both ends of a call,
 * `pbxcalls` and `calls` its legs and recordings, `attempts` why nobody talked, our Ledger who asked.
 */
import { minuteMs } from "../time/durations.ts";
import type { HistoryRow, HistorySource } from "../contract/owner-calls.ts";
import { causeInWords } from "./hangup-causes.ts";
import type { LedgerCall } from "../ledger/missed-calls.ts";
import type { Attempt, PastCall } from "../sipnet/history-readers.ts";
import type { TwoLegCall } from "../sipnet/readers.ts";

export interface Lists {
  ledger: readonly LedgerCall[];
  calls: readonly PastCall[];
  calls2: readonly TwoLegCall[];
  pbxcalls: readonly PastCall[];
  attempts: readonly Attempt[];
}

interface Joined {
  row: HistoryRow;
  phones: Set<string>;
}

/** A leg may ring so long after its call was placed. */
const slotMs = 2 * minuteMs;

/** Newest first. */
export function joinHistory(lists: Lists): HistoryRow[] {
  const rows: Joined[] = [];
  const known = new Map<string, Joined>();
  for (const call of lists.calls2) rows.push(ofTwoLegs(call, known));
  for (const leg of lists.pbxcalls) addLeg(rows, known, leg, "pbxcalls");
  for (const leg of lists.calls) addLeg(rows, known, leg, "calls");
  const byPhone = indexByPhone(rows);
  for (const attempt of lists.attempts) addAttempt(rows, byPhone, attempt);
  for (const call of lists.ledger) addLedger(rows, known, call);
  return rows
    .map(({ row }, index) => ({ ...row, key: row.call ?? row.recording ?? `${row.at} ${index}` }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function ofTwoLegs(call: TwoLegCall, known: Map<string, Joined>): Joined {
  const { id, at, src, dst, account, durationS, price, uuids } = call;
  const to = call.answered ?? dst.join();
  const row: HistoryRow = { ...begun("calls2", at), ...present({ from: src, to, account, durationS, price }) };
  if (call.state === "completed") row.state = (durationS ?? 0) > 0 ? "ended" : unanswered(call);
  const joined = { row, phones: new Set([src ?? "", ...dst]) };
  for (const key of [`id ${id ?? ""}`, ...uuids.map((uuid) => `uuid ${uuid}`)]) known.set(key, joined);
  return joined;
}

function addLeg(rows: Joined[], known: Map<string, Joined>, leg: PastCall, source: "calls" | "pbxcalls"): void {
  const { cid, uuid, at, account, direction, cli, phone, durationS, price, url } = leg;
  const found = known.get(`uuid ${uuid ?? "?"}`) ?? known.get(`cid ${cid ?? "?"}`);
  const joined = found ?? {
    row: { ...begun(source, at), ...present({ from: cli, to: phone, account, durationS, price }) },
    phones: new Set([phone ?? ""]),
  };
  if (!found) rows.push(joined);
  const { row } = joined;
  if (!row.sources.includes(source)) row.sources.push(source);
  if (direction !== undefined) row.direction ??= direction;
  // The leg that was talked on last is the whole talk: the first one also holds the waiting.
  if (url !== undefined && (durationS ?? 0) > 0) row.recording = cid ?? uuid ?? row.recording ?? "";
  if (uuid !== undefined) known.set(`uuid ${uuid}`, joined);
  if (cid !== undefined) known.set(`cid ${cid}`, joined);
}

/** An attempt has no id of its call: phone and minute must do. */
function addAttempt(rows: Joined[], index: PhoneIndex, attempt: Attempt): void {
  const { at, account, phone = "", cli, isdnCode } = attempt;
  const atMs = at?.getTime() ?? 0;
  const distance = ({ row }: Joined) => Math.abs(Date.parse(row.at) - atMs);
  const near = [-1, 0, 1]
    .flatMap((step) => index.get(slotOf(phone, atMs + step * slotMs)) ?? [])
    .filter((each) => distance(each) < slotMs && (account === undefined || each.row.account === account));
  const [found] = near.sort((a, b) => distance(a) - distance(b));
  const row: HistoryRow = found?.row ?? {
    ...begun("attempts", at),
    ...present({ from: cli, to: attempt.phone, account }),
  };
  if (!found) rows.push({ row, phones: new Set() });
  if (!row.sources.includes("attempts")) row.sources.push("attempts");
  // One leg ends normally even where the other one was busy: the trouble is what is worth telling.
  if (isdnCode !== undefined && (row.cause === undefined || row.cause.code === 16)) row.cause = causeInWords(isdnCode);
}

function addLedger(rows: Joined[], known: Map<string, Joined>, call: LedgerCall): void {
  const { summary, sipnetId, uuids } = call;
  const keys = [`id ${sipnetId ?? "?"}`, ...uuids.map((uuid) => `uuid ${uuid}`)];
  const joined = keys.map((key) => known.get(key)).find((each) => each !== undefined);
  const row: HistoryRow = joined?.row ?? { ...begun("ledger", new Date(summary.at)), to: summary.phone };
  if (!joined) rows.push({ row, phones: new Set() });
  else row.sources.unshift("ledger");
  const { id, button, state, reason, duration, page, flag } = summary;
  Object.assign(row, present({ call: id, button, state, reason, durationS: duration ?? row.durationS, page, flag }));
}

function begun(source: HistorySource, at: Date | undefined): Pick<HistoryRow, "key" | "at" | "sources"> {
  return { key: "", at: (at ?? new Date(0)).toISOString(), sources: [source] };
}

function unanswered({ srcState, dstState }: TwoLegCall): "busy" | "no-answer" {
  return [srcState, dstState].some((word) => word === "busy" || word === "declined") ? "busy" : "no-answer";
}

/** Rows by phone and by span of time: a month has thousands of the owner's own phone. */
type PhoneIndex = Map<string, Joined[]>;

function indexByPhone(rows: readonly Joined[]): PhoneIndex {
  const index: PhoneIndex = new Map();
  for (const joined of rows)
    for (const phone of joined.phones) {
      const slot = slotOf(phone, Date.parse(joined.row.at));
      const same = index.get(slot);
      if (same) same.push(joined);
      else index.set(slot, [joined]);
    }
  return index;
}

function slotOf(phone: string, ms: number): string {
  return `${phone} ${Math.floor(ms / slotMs)}`;
}

/** The members that have a value. */
function present<Fields extends object>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };
}
