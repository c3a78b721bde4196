/** The owner looks back on calls: one history, who was missed, figures, and what is wrong right now. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { StatusReply } from "../../worker/contract/owner.ts";
import type { AuditReply } from "../../worker/contract/owner-access.ts";
import type { StatisticsReply, MissedReply, HistoryReply, DialReply } from "../../worker/contract/owner-calls.ts";
import { until } from "../support/until.ts";
import { askAsVisitor, firstButton, type OwnerAtDesk, sitDown } from "./desk.ts";

let owner: OwnerAtDesk;
const shop = "74951234567";
const talker = "79161230101";
const missedOne = "79161230102";

before(async () => {
  owner = await sitDown();
  await owner.ask("PUT", `/v1/owner/buttons/${firstButton}`, { hours: "always" });
  for (const number of [shop, talker]) await owner.phones.set(number, { answerAfterMs: 20, talkMs: 1_500 });
  await owner.phones.set(missedOne, { busy: true });
  await Promise.all([
    askAsVisitor(owner, `+${talker}`, "198.51.100.1"),
    askAsVisitor(owner, `+${missedOne}`, "198.51.100.2"),
  ]);
  await until("both calls to be over", calls, (all) => all.every(({ state }) => state === "ended" || state === "busy"));
});
after(() => owner.leave());

const get = async <Body>(path: string) => (await owner.ask<Body>("GET", `/v1/owner/${path}`)).body;
const calls = async () => (await get<{ calls: { state: string; id: string }[] }>("calls")).calls;

test("a call of ours is one row of the history, joined with the provider's lists", async () => {
  const { rows, missing } = await get<HistoryReply>("history");
  assert.deepEqual(missing, []);
  const mine = rows.filter(({ call }) => call !== undefined);
  assert.deepEqual(mine.map(({ to, state }) => [to, state]).sort(), [
    [talker, "ended"],
    [missedOne, "busy"],
  ]);
  const busy = mine.find(({ to }) => to === missedOne);
  assert.deepEqual(busy?.cause, { code: 17, ru: "Занято", en: "Busy" });
  assert.equal(busy?.button, firstButton);
  const ended = mine.find(({ to }) => to === talker);
  assert.deepEqual(new Set(ended?.sources), new Set(["ledger", "calls", "calls2", "pbxcalls", "attempts"]));
  assert.equal(
    rows.filter(({ to, at }) => to === talker && at > (ended?.at ?? "")).length,
    0,
    "and no leg is left over",
  );
});

test("the week before is there as well, newest first, with recordings that play", async () => {
  const from = new Date(Date.now() - 7 * 86_400_000).toISOString();
  const { rows } = await get<HistoryReply>(`history?from=${from}&child=1`);
  assert.ok(rows.length > 20);
  assert.deepEqual(
    rows.map(({ at }) => at),
    rows
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
  const { recording = "" } = rows.find((row) => row.recording !== undefined) ?? {};
  const { status, headers } = await owner.ask("GET", `/v1/owner/recordings/${recording}`);
  assert.deepEqual([status, headers.get("content-type")], [200, "audio/mpeg"]);
  assert.ok(
    rows.some(({ account }) => account === "demo-sklad"),
    "sub-accounts are included",
  );
});

test("a list that SIPNET does not give is named, the others are shown all the same", async () => {
  await owner.cause("attempts", ...Array<string>(4).fill("html"));
  const { rows, missing } = await get<HistoryReply>("history");
  await owner.phones.mend();
  assert.deepEqual(missing, ["attempts"]);
  assert.ok(rows.length > 0);
});

test("who asked and did not talk is on the list with a number to dial, is called back, and is gone after talk", async () => {
  const { missed } = await get<MissedReply>("missed");
  assert.deepEqual(
    missed.map(({ mask, phone, tries, state }) => [mask, phone, tries, state]),
    [["+7916***0102", `+${missedOne}`, 1, "busy"]],
  );
  await owner.phones.set(missedOne, { busy: false, answerAfterMs: 20, talkMs: 1_200 });
  const id = missed[0]?.id ?? "";
  const { status, body } = await owner.ask<DialReply>("POST", `/v1/owner/missed/${id}/call`, {});
  assert.deepEqual([status, body.state], [200, "started"]);
  await until("the talk to end", calls, (all) => all[0]?.state === "ended");
  assert.deepEqual((await get<MissedReply>("missed")).missed, []);
});

test("a missed call that was dealt with otherwise leaves the list", async () => {
  const nobody = "79161230103";
  await owner.phones.set(nobody, { busy: true });
  await askAsVisitor(owner, `+${nobody}`, "198.51.100.3");
  const { missed } = await until(
    "the miss",
    () => get<MissedReply>("missed"),
    (reply) => reply.missed.length === 1,
  );
  assert.equal((await owner.ask("POST", `/v1/owner/missed/${missed[0]?.id}/done`, {})).status, 204);
  assert.deepEqual((await get<MissedReply>("missed")).missed, []);
  assert.equal((await owner.ask("POST", "/v1/owner/missed/unknown/done", {})).status, 404);
});

test("the figures count what visitors asked for, and not the owner's own calls", async () => {
  await until("the refusal to be counted", refuseOnce, ({ totals }) => totals.refused > 0);
  const { totals, days, hours, buttons } = await get<StatisticsReply>("statistics");
  assert.deepEqual({ ...totals, refused: 0 }, { asked: 3, answered: 3, talked: 1, missed: 2, refused: 0 });
  assert.ok(days.length >= 7 && days.length <= 9);
  assert.equal(hours.length, 24);
  assert.deepEqual([buttons[0]?.button, buttons[0]?.asked], [firstButton, 3]);
});

async function refuseOnce(): Promise<StatisticsReply> {
  const page = { origin: "https://stranger.example" };
  await owner.ask("POST", "/v1/tickets", { button: firstButton }, page);
  return get<StatisticsReply>("statistics");
}

test("the state of things: a foreign webhook, a dead key and an open conflict are told with what mends them", async () => {
  const bare = await get<StatusReply>("status");
  assert.equal(bare.webhook.state, "missing");
  await owner.ask("POST", "/v1/owner/webhook", {});
  const mended = await get<StatusReply>("status");
  assert.deepEqual([mended.webhook.state, mended.balance?.level, mended.account], ["ours", "ok", "demo"]);
  assert.ok(!JSON.stringify(mended).includes("webhook-missing"));
  await owner.cabinet("webhook", { action: "set", url: "https://thief.example/" });
  const stolen = await get<StatusReply>("status");
  assert.deepEqual(
    stolen.troubles.map(({ name, mend }) => [name, mend?.path]),
    [["webhook-stolen", "/v1/owner/webhook"]],
  );
  await owner.cause("balance", ...Array<string>(3).fill("error-object"));
  const { troubles } = await get<StatusReply>("status");
  assert.ok(troubles.some(({ name }) => name === "key-refused"));
});

test("calls are shown live as they change, masked", async () => {
  const number = "79161230104";
  await owner.phones.set(number, { busy: true });
  const stop = new AbortController();
  const response = await fetch(`${owner.worker.url}/v1/owner/live`, {
    headers: { authorization: `Bearer ${owner.worker.ownerToken}` },
    signal: stop.signal,
  });
  await askAsVisitor(owner, `+${number}`, "198.51.100.4");
  let text = "";
  const own = { dstphone: "79161230105", srcphone: shop };
  let placed = false;
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (text.includes("***0105")) break;
    if (placed || !/"state":"busy"/.test(text)) continue;
    placed = true;
    assert.equal((await owner.ask("POST", "/v1/owner/sipnet/gencall", own)).status, 200);
  }
  stop.abort();
  assert.match(text, /"state":"dialling".*"phone":"\+7916\*\*\*0105"/);
  assert.match(text, /event: call\ndata: \{"id".*"state":"dialling".*"phone":"\+7916\*\*\*0104"/);
  assert.ok(!text.includes(number));
});

test("what the owner did is on record, newest first", async () => {
  const { entries } = await get<AuditReply>("audit");
  const acts = entries.map(({ act }) => act);
  for (const act of ["registered the webhook", "dealt with a missed call", "called back", "changed a button"])
    assert.ok(acts.includes(act), act);
});
