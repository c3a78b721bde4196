/** What has been: the operations that read calls, attempts and money. All are views of the same calls. */
import type { Row } from "../assumed.ts";
import { costOf } from "../network/billing.ts";
import { type Call, isOver, type Leg, talkS } from "../network/call.ts";
import { within } from "../dates.ts";
import { choose, need } from "./params.ts";
import { isKept, makeRecording } from "../network/recordings.ts";
import { payerOf } from "../network/books.ts";
import type { Provider } from "../provider.ts";
import { accountsShown, Audio, childrenOf, type Operation, rangeOf, type Visit } from "./visit.ts";

/** What ended within the dates was placed no longer before. */
const longestCallMs = 24 * 3_600_000;

interface Spoken {
  call: Call;
  leg: Leg;
}

export const calls: Operation = (visit) => {
  const spoken = legsShown(visit).filter(({ leg }) => leg.answeredAt !== undefined && isOver(leg));
  const { provider } = visit;
  return {
    calls: spoken.map(({ call, leg }) => provider.assumed.rows.calls(call, leg, recordingUrl(provider, call, leg))),
  };
};

export const attempts: Operation = (visit) => ({
  attempts: legsShown(visit)
    .filter(({ leg }) => isOver(leg))
    .map(({ call, leg }) => visit.provider.assumed.rows.attempts(call, leg)),
});

export const pbxcalls: Operation = (visit) => ({
  calls: legsShown({ ...visit, params: new Map([...visit.params, ["showchild", "0"]]) }).map(({ call, leg }) =>
    visit.provider.assumed.rows.pbxcalls(call, leg),
  ),
});

export const calls2: Operation = (visit) => {
  const { provider, params } = visit;
  const id = params.get("id")?.trim();
  const range = rangeOf(visit);
  const one = id ? provider.network.find(provider.assumed.callId(id)) : undefined;
  const found = id ? [one].filter((call) => call !== undefined) : provider.network.placedWithin(range);
  const logins = new Set(accountsFor(visit, id).map(({ login }) => login));
  const rows = found
    .filter((call) => call.operation !== "incoming" && logins.has(call.account))
    .filter((call) => (id && provider.assumed.idIgnoresDates) || within(range, call.placedAt));
  return { calls: spoil(visit, rows) };
};

/** An id from gencall finds the call of a child, too. */
function accountsFor(visit: Visit, id: string | undefined) {
  return id ? [visit.account, ...childrenOf(visit.provider, visit.account)] : accountsShown(visit);
}

function spoil({ provider }: Visit, found: readonly Call[]): Row[] {
  const fault = provider.faults.take("calls2", "calls2");
  if (fault?.name === "calls2-empty") return [];
  const oldMs = fault?.name === "calls2-late" ? provider.clock.now() - fault.delayMs : Infinity;
  const nowMs = provider.clock.now();
  const rows = found
    .filter((call) => call.placedAt <= oldMs)
    .flatMap((call) => provider.assumed.rows.calls2(call, nowMs));
  if (fault?.name !== "calls2-partial") return rows;
  return rows.map((row) => Object.fromEntries(Object.entries(row).slice(0, 2)));
}

export const finopers: Operation = (visit) => {
  const range = rangeOf(visit);
  const { rows } = visit.provider.assumed;
  const payments = accountsShown(visit).flatMap(({ login, payments: paid }) =>
    paid.map((payment) => ({ login, payment })),
  );
  const charges = callsShown(visit)
    .filter((call) => costOf(call) > 0)
    .map((call) => ({
      login: call.account,
      payment: {
        atMs: call.endedAt ?? call.placedAt,
        kopecks: -costOf(call),
        text: `Звонок ${call.src} — ${call.dst}`,
      },
    }));
  return {
    finopers: [...payments, ...charges]
      .filter(({ payment }) => within(range, payment.atMs))
      .toSorted((one, other) => one.payment.atMs - other.payment.atMs)
      .map(({ login, payment }) => rows.finopers(login, payment)),
  };
};

export const report: Operation = (visit) => {
  const type = choose(visit.params, "type", ["children", "directions"]);
  const groups = Map.groupBy(
    legsShown(visit).filter(({ leg }) => isOver(leg)),
    ({ call, leg }) => (type === "children" ? call.account : directionOf(leg.number)),
  );
  const { rows } = visit.provider.assumed;
  return {
    rows: [...groups].map(([name, legs]) =>
      rows.report(
        name,
        legs.map(({ leg }) => leg),
      ),
    ),
  };
};

function directionOf(number: string): string {
  if (number.includes("@")) return "SIP";
  if (number.startsWith("79")) return "Russia, mobile";
  return number.startsWith("7") ? "Russia" : "Other countries";
}

export const getrec: Operation = ({ provider, account, params }) => {
  const uuid = params.get("uuid")?.trim().toLowerCase();
  const cid = uuid ? params.get("cid")?.trim() : need(params, "cid");
  const logins = new Set([account, ...childrenOf(provider, account)].map(({ login }) => login));
  const found = legsOf(provider.network.calls.filter((call) => logins.has(call.account))).find(
    ({ leg }) => (cid && String(leg.cid) === cid) || (uuid && leg.uuid === uuid),
  );
  return new Audio(found && recordingOf(provider, found.call, found.leg));
};

/** Opens a recording by the name in its address, as a browser does. */
export function openRecording(provider: Provider, name: string): Uint8Array | undefined {
  const found = legsOf(provider.network.calls).find(({ leg }) => leg.recording === name);
  return found && recordingOf(provider, found.call, found.leg);
}

function recordingOf(provider: Provider, call: Call, leg: Leg): Uint8Array | undefined {
  return recordingUrl(provider, call, leg) === undefined ? undefined : makeRecording(talkS(leg));
}

function recordingUrl(provider: Provider, call: Call, leg: Leg): string | undefined {
  const account = provider.accounts.get(call.account);
  if (account === undefined || leg.recording === undefined) return undefined;
  if (!isKept(leg, payerOf(provider.accounts, account).recording, provider.clock.now())) return undefined;
  // A public program appends `&r=1`: there is a query string already.
  return `${provider.url}/recordings/${leg.recording}.mp3?cid=${leg.cid}`;
}

/** Calls of the accounts asked for that may have rung within the dates, oldest first. */
function callsShown(visit: Visit): Call[] {
  const logins = new Set(accountsShown(visit).map(({ login }) => login));
  const { fromMs, toMs } = rangeOf(visit);
  const placed = visit.provider.network.placedWithin({ fromMs: fromMs - longestCallMs, toMs });
  return placed.filter((call) => logins.has(call.account));
}

/** Legs that rang within the dates asked for. */
function legsShown(visit: Visit): Spoken[] {
  const range = rangeOf(visit);
  return legsOf(callsShown(visit)).filter(({ leg }) => leg.ringingAt !== undefined && within(range, leg.ringingAt));
}

const legsOf = (found: readonly Call[]): Spoken[] => found.flatMap((call) => call.legs.map((leg) => ({ call, leg })));
