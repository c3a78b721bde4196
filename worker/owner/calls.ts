/** `/v1/owner`: what became of calls, by the Ledger and by the provider, and who is to be called back. */
import { callerIn, note, whileSignedIn } from "../access/session.ts";
import { readJson } from "../http/body.ts";
import * as v from "valibot";
import { Hono } from "hono/tiny";
import { dayMs } from "../time/durations.ts";
import { type FunnelCall, funnelOf } from "../funnel/funnel-view.ts";
import { allOf, type CallPages, callPages } from "../ledger/told/call-pages.ts";
import { joinHistory } from "./call-history.ts";
import { now } from "../time/clock.ts";
import { isCalendarDay } from "../time/wall-clock.ts";
import { callBack } from "./dial.ts";
import { recordingFor } from "./sipnet.ts";
import type { FunnelReply, MissedReply, Missed, HistoryReply } from "../contract/owner-calls.ts";
import { numbersInLists } from "../ledger/told/numbers-in-lists.ts";
import { Refusal } from "../http/problem.ts";
import { providerFault } from "../sipnet/provider-fault.ts";
import type { Care } from "../ledger/told/missed-care.ts";
import { hasTalked, missedForMs, missedOf } from "../ledger/missed-calls.ts";
import type { App, Ctx } from "../services.ts";
import { buttonsOf, ledgerOf } from "../objects.ts";
import { statisticsOf } from "./statistics.ts";

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const missedNote = v.strictObject({ note: v.pipe(v.string(), v.trim(), v.maxLength(500)) });
const longestMs = 92 * dayMs;

export const ownerCalls = new Hono<App>()
  .get("/recordings/:name", (c) => {
    const name = c.req.param("name");
    const foruser = c.req.query("foruser");
    const whose = foruser === undefined ? {} : { foruser };
    return recordingFor(c, { ...(uuid.test(name) ? { uuid: name } : { cid: name }), ...whose });
  })
  .get("/history", async (c) => {
    const { fromMs, toMs } = spanOf(c, dayMs);
    const ledger = await allOf(callPages(ledgerOf(c.env).reports, fromMs, toMs));
    const { lists, missing } = await listsOf(c, fromMs, toMs, c.req.query("child") === "1");
    const span = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    return c.json<HistoryReply>({ ...span, rows: joinHistory({ ...lists, ledger }), missing });
  })
  .get("/statistics", async (c) => {
    const { fromMs, toMs } = spanOf(c, 7 * dayMs);
    const ledger = ledgerOf(c.env);
    const refusals = await ledger.reports.refusalsBetween(fromMs, toMs);
    const [{ zone }, { buttons }] = [await ledger.safety.settings(), await buttonsOf(c.env).list()];
    const names = new Map(buttons.map(({ cid, text }) => [cid, text]));
    const pages = callPages(ledger.reports, fromMs, toMs);
    return c.json(await statisticsOf(pages, refusals, names, { fromMs, toMs, zone }));
  })
  .get("/funnel", async (c) => {
    const { fromMs, toMs } = spanOf(c, 7 * dayMs);
    const { reports } = ledgerOf(c.env);
    const [sums, { buttons }] = [await reports.funnelBetween(fromMs, toMs), await buttonsOf(c.env).list()];
    const names = new Map(buttons.map(({ cid, text }) => [cid, text]));
    const funnel = await funnelOf(sums, askedIn(callPages(reports, fromMs, toMs)), names);
    return c.json<FunnelReply>({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), ...funnel });
  })
  .get("/missed", async (c) => {
    const missed = await missedBy(c);
    const { phones, isWhole } = missed.length > 0 ? await phonesOf(c) : { phones: new Map<string, string>() };
    const care = await ledgerOf(c.env).reports.missedCare();
    const shown = missed.map(({ number, isDialled, ...each }): Missed => {
      const phone = phones.get(number);
      const noPhone = !isDialled ? "never-dialled" : isWhole ? "gone" : "lists-silent";
      return { ...each, ...(phone === undefined ? { noPhone } : { phone }), ...careView(care[number]) };
    });
    return c.json<MissedReply>({ missed: shown });
  })
  .post("/missed/:id/call", async (c) => {
    const missed = (await missedBy(c)).find(({ id }) => id === c.req.param("id"));
    const phone = missed && (await phonesOf(c)).phones.get(missed.number);
    if (!missed || phone === undefined)
      throw new Refusal("not-found", {
        detail: "SIPNET's lists do not show this number any more: there is nothing to dial",
      });
    await note(c, "called back", missed.id);
    return callBack(c, missed.button, phone);
  })
  .post("/missed/:id/done", async (c) => {
    if (!(await ledgerOf(c.env).reports.settleMissed(c.req.param("id")))) throw new Refusal("not-found");
    await note(c, "dealt with a missed call", c.req.param("id"));
    return c.body(null, 204);
  })
  .post("/missed/:id/reached", async (c) => {
    if (!(await ledgerOf(c.env).reports.settleMissed(c.req.param("id")))) throw new Refusal("not-found");
    await note(c, "reached who was missed", c.req.param("id"));
    return c.body(null, 204);
  })
  .post("/missed/:id/not-reached", async (c) => {
    if (!(await ledgerOf(c.env).reports.noteUnreached(c.req.param("id")))) throw new Refusal("not-found");
    await note(c, "could not reach who was missed", c.req.param("id"));
    return c.body(null, 204);
  })
  .post("/missed/:id/take", async (c) => {
    const { name } = callerIn(c);
    const taken = await ledgerOf(c.env).reports.careForMissed(c.req.param("id"), { taker: name });
    if (!taken) throw new Refusal("not-found");
    await note(c, "took a missed call", c.req.param("id"));
    return c.body(null, 204);
  })
  .put("/missed/:id/note", async (c) => {
    const { note: text } = await readJson(c, missedNote);
    const written = text === "" ? null : text;
    if (!(await ledgerOf(c.env).reports.careForMissed(c.req.param("id"), { note: written })))
      throw new Refusal("not-found");
    return c.body(null, 204);
  })
  .get("/live", async (c) => {
    const headers = { "content-type": "text/event-stream" };
    // Nobody would ever read, or end, a stream that a HEAD opens.
    if (c.req.method === "HEAD") return c.body(null, 200, headers);
    return c.body(whileSignedIn(c, await ledgerOf(c.env).reports.live()), 200, headers);
  });

/** Visitors' own calls, with what brought them. */
async function* askedIn(pages: CallPages): AsyncGenerator<FunnelCall[]> {
  for await (const calls of pages)
    yield calls
      .filter(({ ownersOwn }) => !ownersOwn)
      .map((call) => ({ ...call.summary, campaign: call.campaign, talked: hasTalked(call) }));
}

async function missedBy(c: Ctx) {
  const ledger = ledgerOf(c.env);
  // Up to tomorrow: what was asked for before the clock was set back must not be lost from sight.
  const calls = await allOf(callPages(ledger.reports, now() - missedForMs, now() + dayMs));
  const overdue = await ledger.reports.overdueCalls();
  const ids = new Set(calls.map(({ summary }) => summary.id));
  return missedOf(
    [...calls, ...overdue.filter(({ summary }) => !ids.has(summary.id))],
    await ledger.reports.missedDone(),
    now(),
  );
}

function careView(care: Care | undefined): Partial<Missed> {
  if (care === undefined) return {};
  const { taker, note: written, unreached, remindMs } = care;
  return {
    ...(taker === null ? {} : { takenBy: taker }),
    ...(written === null ? {} : { note: written }),
    ...(unreached === null ? {} : { unreached }),
    ...(remindMs === null ? {} : { remindAt: new Date(remindMs).toISOString() }),
  };
}

/** Every stranger's number in the provider's lists of the week, by the hash that our rows have of it. */
async function phonesOf(c: Ctx): Promise<{ phones: Map<string, string>; isWhole: boolean }> {
  const { keys, settings } = c.get("services");
  const { lists, missing } = await listsOf(c, now() - missedForMs, now(), true);
  const listed = await numbersInLists(keys.number, lists, settings.countries);
  const sealed = Object.entries(await ledgerOf(c.env).reports.overduePhones());
  return { phones: new Map([...sealed, ...listed]), isWhole: missing.length === 0 };
}

/** The provider's four lists; what one of them does not give, the others may. */
async function listsOf(c: Ctx, fromMs: number, toMs: number, child: boolean) {
  const { sipnet } = c.get("services");
  const missing: HistoryReply["missing"] = [];
  const period = { d1: new Date(fromMs), d2: new Date(toMs) };
  const family = { ...period, ...(child ? { showchild: true } : {}) };
  const unless = async <List>(name: HistoryReply["missing"][number], list: Promise<List[]>): Promise<List[]> => {
    try {
      return await list;
    } catch (error) {
      providerFault(error);
      missing.push(name);
      return [];
    }
  };
  const [calls, calls2, pbxcalls, attempts] = await Promise.all([
    unless(
      "calls",
      sipnet.call("calls", family).then((answer) => answer.calls),
    ),
    unless(
      "calls2",
      sipnet.call("calls2", family).then((answer) => answer.calls),
    ),
    unless(
      "pbxcalls",
      sipnet.call("pbxcalls", period).then((answer) => answer.calls),
    ),
    unless(
      "attempts",
      sipnet.call("attempts", family).then((answer) => answer.attempts),
    ),
  ]);
  return { lists: { calls, calls2, pbxcalls, attempts }, missing };
}

function spanOf(c: Ctx, defaultMs: number): { fromMs: number; toMs: number } {
  const read = (name: string, fallback: number): number => {
    const text = c.req.query(name);
    const ms = text === undefined ? fallback : Date.parse(text);
    if (Number.isFinite(ms) && (text === undefined || isCalendarDay(text.slice(0, 10)))) return ms;
    throw new Refusal("bad-request", { detail: `${name}: must be RFC 3339, such as 2026-11-24T00:00:00Z` });
  };
  const toMs = read("to", now());
  const fromMs = read("from", toMs - defaultMs);
  if (fromMs < toMs && toMs - fromMs <= longestMs) return { fromMs, toMs };
  throw new Refusal("bad-request", { detail: "from: must be before to, by 92 days at most" });
}
