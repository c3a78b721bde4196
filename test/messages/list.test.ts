/** The list of receivers: two windows in which it stands open, and what of an advertisement they are told. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Receiver, ReceiversReply } from "../../worker/contract/owner-messages.ts";
import { Firm, hookUrl } from "./office.ts";

const hook = { kind: "webhook", url: hookUrl };
const other = { kind: "webhook", url: "https://crm.example/other" };

let firm: Firm;

beforeEach(async () => {
  firm = new Firm();
  await firm.tell({ ...hook, name: "first" });
});

const seen = async () => (await firm.ask<ReceiversReply>("GET", "/receivers")).body;
const save = (version: number, receivers: readonly object[]) =>
  firm.ask<ReceiversReply>("PUT", "/receivers", { version, receivers });
const names = async () => (await seen()).receivers.map(({ name }) => name);
const named = ({ id, kind }: Pick<Receiver, "id" | "kind">, name: string) => ({ id, kind, name });

test("what another window has added stays when an older one saves", async () => {
  const stale = await seen();
  await save(stale.version, [...stale.receivers, { ...other, name: "second" }]);
  const [one] = stale.receivers;
  assert.ok(one);
  assert.equal((await save(stale.version, [{ ...one, name: "renamed" }])).status, 200);
  assert.deepEqual(await names(), ["renamed", "second"]);
});

test("what another window has removed does not come back", async () => {
  await save((await seen()).version, [...(await seen()).receivers, { ...other, name: "second" }]);
  const stale = await seen();
  await save(stale.version, stale.receivers.slice(1));
  await save(stale.version, [...stale.receivers, { ...other, name: "third" }]);
  assert.deepEqual(await names(), ["second", "third"]);
});

test("what another window has changed stays, unless this one has changed it too: that is said", async () => {
  const stale = await seen();
  const [one] = stale.receivers;
  assert.ok(one);
  await save(stale.version, [named(one, "theirs")]);
  assert.equal((await save(stale.version, [...stale.receivers, { ...other, name: "second" }])).status, 200);
  assert.deepEqual(await names(), ["theirs", "second"]);
  const { status, body } = await save(stale.version, [named(one, "mine")]);
  assert.equal(status, 409);
  assert.equal((body as { source?: string }).source, "console");
  assert.deepEqual(await names(), ["theirs", "second"]);
});

test("control: what one leaves out of what they saw is removed, and a list without a version is all of them", async () => {
  const { version, receivers } = await seen();
  await save(version, [...receivers, { ...other, name: "second" }]);
  const now = await seen();
  await save(now.version, now.receivers.slice(1));
  assert.deepEqual(await names(), ["second"]);
  await firm.tell({ ...hook, name: "alone" });
  assert.deepEqual(await names(), ["alone"]);
});

test("two who save in the same moment: one of them is told", async () => {
  const { version, receivers } = await seen();
  const [one] = receivers;
  assert.ok(one);
  const answers = await Promise.all(["a", "b"].map((name) => save(version, [named(one, name)])));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
});

const cpc = { source: "yandex", medium: "cpc", campaign: "осень" };

test("which advertisement brought whoever was missed stands in the webhook, and in the lead's own fields", async () => {
  const lead = { kind: "bitrix24", url: "https://crm.example/rest/1/key/" };
  await firm.tell({ ...hook, events: ["call.missed"] }, { ...lead, events: ["call.missed"] });
  firm.receiver.reply = () => Response.json({ result: 1 });
  await firm.visitor(undefined, { campaign: cpc });
  await firm.worker.passTime(60_000);
  const told = firm.receiver.heard.find(({ url }) => url === hookUrl);
  const asked = firm.receiver.heard.find(({ url }) => url.endsWith("/crm.lead.add.json"));
  assert.deepEqual(JSON.parse(told?.body ?? "").data.campaign, cpc);
  const { UTM_SOURCE, UTM_MEDIUM, UTM_CAMPAIGN, COMMENTS } = JSON.parse(asked?.body ?? "").fields;
  assert.deepEqual([UTM_SOURCE, UTM_MEDIUM, UTM_CAMPAIGN], ["yandex", "cpc", "осень"]);
  assert.match(COMMENTS, /Реклама: yandex \/ cpc \/ осень/);
});

test("control: who came by no advertisement is told of without one", async () => {
  await firm.tell({ ...hook, events: ["call.missed"] });
  await firm.miss();
  assert.equal("campaign" in (firm.receiver.bodies[0]?.data ?? {}), false);
});
