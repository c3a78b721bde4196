/** What one watched call tells of SIPNET: by its id, its rows while it lived and after, its words, time and money. */
import { callWord, legWordOf } from "../../../sipnet/call-words.ts";
import { compare, readParty } from "../../../sipnet/party.ts";
import { Row } from "../../../sipnet/row.ts";
import { differs, type Finding, holds, untold } from "../finding.ts";
import { isKnownName, kindOf, kindsOf } from "../kinds.ts";
import { valuesOf } from "../look.ts";
import { recordingFinding } from "../rows.ts";
import { hookFindings } from "./hook-findings.ts";
import type { Glance, WatchedCall } from "./watch.ts";

const idNames = ["ID", "CallID", "CID"];
const stateNames = ["State", "Status", "CallState"];
const legNames = ["SrcState", "DstState"];
const priceNames = ["Price", "Cost", "Amount"];

export function callFindings(seen: WatchedCall): Finding[] {
  return [
    seen.id === null ? differs("call-placed", "no id in the answer") : holds("call-placed", "an id at once"),
    listedFinding(seen),
    idFinding(seen),
    rowsFinding(seen),
    partiesFinding(seen),
    wordsFinding(seen),
    liveDurationFinding(seen),
    earlyPriceFinding(seen),
    talkFinding(seen),
    firstPhoneFinding(seen),
    legsFinding(seen),
    joinFinding(seen),
    billedFinding(seen),
    seen.finopers.length > 0 ? holds("charged", `${seen.finopers.length} rows`) : untold("charged", "not yet"),
    recordingFinding(seen.calls),
    ...hookFindings(seen.hooks),
  ];
}

function listedFinding({ live, over }: WatchedCall): Finding {
  if (live.some(({ rows }) => rows.length > 0)) return holds("call-listed", "while it lives");
  return over.rows.length > 0 ? differs("call-listed", "only once it is over") : differs("call-listed", "never");
}

/** Under which key a row has the id that found it. */
function idFinding({ id, over }: WatchedCall): Finding {
  if (id === null || over.rows.length === 0) return untold("call-id", "no row by an id");
  const isId = (value: unknown) => String(value) === id || (typeof value === "number" && value === Number(id));
  const keys = over.rows.flatMap((row) => Object.entries(row).flatMap(([key, value]) => (isId(value) ? [key] : [])));
  const [key] = keys;
  const named = keys.find((name) => /^id$/i.test(name));
  if (named !== undefined && !Number.isSafeInteger(Number(id))) return differs("call-id", "above 2^53", "great-ids");
  if (named !== undefined) return holds("call-id", named);
  if (key !== undefined) return differs("call-id", isKnownName(key) ? key : "an unknown key", "id-elsewhere");
  return valuesOf(over.rows, ...idNames).length > 0
    ? differs("call-id", "another than the one that finds it", "id-is-another")
    : differs("call-id", "none", "no-id");
}

function rowsFinding({ live, over }: WatchedCall): Finding {
  const most = Math.max(...[...live, over].map(({ rows }) => rows.length));
  if (most === 0) return untold("row-per-call", "no rows");
  return most === 1 ? holds("row-per-call") : differs("row-per-call", `${most} rows`, "row-per-leg");
}

/** The phones as they were sent, and as the rows write them. */
function partiesFinding({ phones, over }: WatchedCall): Finding {
  if (over.rows.length === 0) return untold("parties", "no rows");
  const values = valuesOf(over.rows, "SrcPhone", "DstPhone", "Phone").map(String).filter(Boolean);
  if (values.length === 0) return differs("parties", "absent", "no-parties");
  const sent = phones.map((phone) => phone.replace(/^\+/, ""));
  const strange = values.filter((value) => !sent.includes(value));
  const [one = ""] = strange;
  if (strange.length === 0) return holds("parties", kindsOf(values).join(", "));
  if (/^\**\d{1,4}$/.test(one) && one.startsWith("*")) return differs("parties", "only an end is shown", "short-masks");
  if (kindOf(one) === "masked number") return differs("parties", "masked", "masked-parties");
  if (/^pstn/i.test(one)) return differs("parties", "pstn before them", "pstn-parties");
  if (sent.some((phone) => phone.startsWith(`${one}@`))) return differs("parties", "no domain", "bare-sip-ids");
  if (one.includes("@")) return differs("parties", "a domain behind them", "address-parties");
  if (/^8\d{10}$/.test(one)) return differs("parties", "national, from 8", "national-parties");
  if (/^\+?7[ (-]/.test(one)) return differs("parties", "written for people", "spaced-parties");
  const known = strange.every((value) => sent.some((phone) => compare(readParty(value), readParty(phone)) !== null));
  return known ? holds("parties", kindsOf(values).join(", ")) : differs("parties", "other phones than were sent");
}

/** Words of state while it lived, and when it was over. */
function wordsFinding({ live, over }: WatchedCall): Finding {
  if (over.rows.length === 0) return untold("states", "no rows");
  const [during, after] = [wordsOf(live), wordsOf([over])];
  const kinds = kindsOf([...during, ...after]);
  if (kinds.length === 0) return differs("states", "none at all", "no-states");
  if (kinds.includes("number") || kinds.includes("digits")) return differs("states", "numbers", "numeric-states");
  if (kinds.includes("Cyrillic words")) return differs("states", "in Russian", "russian-states");
  const capitals = (word: unknown) => /^[A-Z][A-Z_ ]+$/.test(String(word));
  if (during.length === 0 && after.every(capitals)) return differs("states", "a past call's one word", "states-alone");
  if (during.length > 0 && [...during, ...after].every(capitals)) return differs("states", "capitals", "upper-states");
  const read = over.rows.map((row) => callWord(new Row(row), "State") ?? legWordOf(row));
  return read.every((word) => word !== undefined)
    ? holds("states", `at the end: ${[...new Set(read)].join(", ")}`)
    : differs("states", "an end in a word that is not known");
}

function wordsOf(glances: readonly Glance[]): unknown[] {
  return valuesOf(
    glances.flatMap(({ rows }) => rows),
    ...stateNames,
    ...legNames,
  ).filter((value) => kindOf(value) !== "empty");
}

/** Whether a duration is there before the end, which then says nothing of an end. */
function liveDurationFinding({ live, talked, hooks }: WatchedCall): Finding {
  if (!talked) return untold("live-durations", "nobody talked");
  const rows = live.flatMap((glance) => glance.rows);
  const counted = valuesOf(rows, "Duration", "BillSec")
    .map(Number)
    .filter((seconds) => seconds > 0);
  if (counted.length === 0) return holds("live-durations", "none before the end");
  // Without the webhook the end may have been before it was seen.
  if (hooks.length === 0 && new Set(counted).size === 1)
    return untold("live-durations", "the end was not told in time");
  return counted.every((seconds) => seconds % 60 === 0)
    ? differs("live-durations", "started minutes while two talk", "live-minutes")
    : differs("live-durations", "counts while two talk", "live-duration");
}

function earlyPriceFinding({ live }: WatchedCall): Finding {
  const before = live.filter(({ state }) => state !== "connected").flatMap(({ rows }) => rows);
  if (before.length === 0) return untold("early-prices", "no row before the talk");
  const early = valuesOf(before, ...priceNames).some((value) => amountOf(value) > 0);
  return early ? differs("early-prices", "a price before the talk", "price-from-the-start") : holds("early-prices");
}

/** Whether the final duration is the time of talk: by the webhook, whose clock is the Worker's. */
function talkFinding({ over, hooks }: WatchedCall): Finding {
  const at = (state: string) => hooks.filter((each) => each.state === state).map((each) => Date.parse(each.at));
  const talkedS = (Math.min(...at("BYE")) - Math.max(...at("CONNECTED"))) / 1000;
  if (!Number.isFinite(talkedS)) return untold("talk-time", "the webhook did not tell");
  const told = valuesOf(over.rows, "Duration", "BillSec")
    .map(Number)
    .filter((seconds) => seconds > 0);
  const [longest] = told.toSorted((a, b) => b - a);
  if (longest === undefined) return untold("talk-time", "no number of seconds");
  return Math.abs(longest - talkedS) <= 3 ? holds("talk-time") : differs("talk-time", "not the seconds of talk");
}

/** `srcphone` is rung first, the other once it has been answered. */
function firstPhoneFinding({ live, phones: [first] }: WatchedCall): Finding {
  const alone = live.find(({ legs }) => legs.length === 1)?.legs ?? [];
  const [phone] = valuesOf(alone, "Phone", "Dst", "CalleeID").map(String);
  if (phone === undefined) return untold("first-phone", "no moment with one leg was seen");
  return compare(readParty(phone), readParty(first)) === null
    ? differs("first-phone", "dstphone rings first")
    : holds("first-phone", "srcphone");
}

function legsFinding({ over: { legs } }: WatchedCall): Finding {
  // While a leg lives its row may be another one than when it is over.
  const own = new Set(valuesOf(legs, "UUID", "CallID").map(String)).size || legs.length;
  if (own === 0) return untold("pbx-legs", "no new rows");
  return own === 2 ? holds("pbx-legs", "one a leg") : differs("pbx-legs", own === 1 ? "one a call" : "more than two");
}

function joinFinding({ over: { rows, legs } }: WatchedCall): Finding {
  const [ours, theirs] = [valuesOf(rows, "SrcUUID", "DstUUID", "UUID"), valuesOf(legs, "UUID", "CallID")];
  if (ours.length === 0 || theirs.length === 0) return untold("uuid-joins", "absent");
  return ours.every((uuid) => theirs.includes(uuid)) ? holds("uuid-joins") : differs("uuid-joins", "they don't meet");
}

function billedFinding({ over: { legs }, talked }: WatchedCall): Finding {
  if (!talked) return untold("billed", "nobody talked");
  const paid = legs.filter((row) => valuesOf([row], ...priceNames).some((value) => amountOf(value) > 0)).length;
  if (paid === 0) return untold("billed", "no price of a leg");
  return paid >= 2 ? holds("billed", "both legs") : differs("billed", "one leg");
}

function amountOf(value: unknown): number {
  return (
    Math.abs(
      Number.parseFloat(
        String(value)
          .replaceAll(/[^\d,.]/g, "")
          .replace(",", "."),
      ),
    ) || 0
  );
}
