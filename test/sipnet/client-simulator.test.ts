/** All 18 operations against the simulator, in each of the shapes that it can assume: what is set is read back. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { assumed, type Assumed } from "../../demo/sipnet/assumed.ts";
import { shaped, type ShapeName } from "../../demo/sipnet/shapes/shapes.ts";
import { startSimulator } from "../../demo/sipnet/simulator.ts";
import { createSipnet, type Sipnet } from "../../worker/sipnet/client.ts";
import { operations } from "../../worker/sipnet/operations.ts";
import { failureOf } from "./client-provider.ts";

const owner = "74951234567";
const visitor = "79161234567";

interface Stage {
  url: string;
  sipnet: Sipnet;
  control(method: string, path: string, body?: object): Promise<unknown>;
}

async function stage(t: TestContext, guess: Partial<Assumed>): Promise<Stage> {
  const { url, close } = await startSimulator({ port: 0, assumed: { ...guess, beforeRingMs: 1 } });
  t.after(close);
  const credentials = { login: "demo", password: "demo" };
  const control: Stage["control"] = async (method, path, body) => {
    const response = await fetch(`${url}/sim/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return response.json();
  };
  return { url, control, sipnet: createSipnet({ url: `${url}/api.php`, credentials, fetch }) };
}

/** Asks until the answer is the one that is waited for; the test's own time limit ends it. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function placesCalls({ sipnet, control }: Stage): Promise<void> {
  await control("PUT", `phones/${owner}`, { answerAfterMs: 1 });
  await control("PUT", `phones/${visitor}`, { answerAfterMs: 1, talkMs: 1_100 });
  const { id } = await sipnet.call("gencall", { srcphone: owner, dstphone: visitor, lang: "en", prompt: "7" });
  assert.ok(id);
  const over = await until(async () => {
    const [call] = (await sipnet.call("calls2", { id })).calls;
    return call?.state === "completed" ? call : undefined;
  });
  assert.deepEqual([over.id, over.src, over.dst, over.answered], [id, owner, [visitor], visitor]);
  assert.deepEqual([over.srcState, over.dstState, over.uuids.length], ["ended", "ended", 2]);
  assert.ok(over.at && over.durationS !== undefined && over.durationS >= 1 && over.price);
  const several = await sipnet.call("genmulticall", { srcphone: visitor, dstphone: "74957770101,74957770102" });
  const { calls } = await sipnet.call("calls2", {});
  assert.deepEqual(calls.find((call) => call.id === several.id)?.dst, ["74957770101", "74957770102"]);
}

async function keepsBooks({ sipnet }: Stage): Promise<void> {
  const week = { d1: new Date(Date.now() - 7 * 86_400_000), d2: new Date(), showchild: true };
  const { balance, currency } = await sipnet.call("balance", {});
  assert.ok(balance > 0);
  assert.equal(currency, "RUB");
  const { calls } = await sipnet.call("calls", week);
  assert.ok(calls.length > 0 && calls.every(({ cid, at, direction }) => cid && at && direction));
  const { attempts } = await sipnet.call("attempts", week);
  assert.ok(attempts.length > 0 && attempts.every(({ at, isdnCode, isdnDescr }) => at && isdnCode && isdnDescr));
  const { finopers } = await sipnet.call("finopers", week);
  assert.ok(finopers.length > 0 && finopers.every(({ at, amount, descr }) => at && amount && descr));
  const pbx = await sipnet.call("pbxcalls", { d1: week.d1 });
  assert.ok(pbx.calls.length > 0 && pbx.calls.every(({ uuid, state }) => uuid && state));
  for (const type of ["children", "directions"] as const) {
    const { rows } = await sipnet.call("report", { type, ...week });
    assert.ok(rows.length > 0 && rows.every(({ name, calls: count }) => name && count !== undefined));
  }
  const heard = calls.find(({ url }) => url !== undefined);
  assert.ok(heard?.cid);
  const recording = await sipnet.recording({ cid: heard.cid }, { range: "bytes=0-99" });
  assert.deepEqual([recording?.status, (await recording?.bytes())?.length], [206, 100]);
  assert.equal(await sipnet.recording({ uuid: "00000000-0000-0000-0000-000000000000" }), null);
}

async function editsButtons({ sipnet }: Stage): Promise<void> {
  const fields = { phone: owner, color: "#7b2cbf", btntype: 3, text: "Звоните & «пишите»", descr: "чай", dtmf: true };
  const { cid } = await sipnet.call("webbuttons", { action: "add", ...fields });
  const find = async () => (await sipnet.call("webbuttons", { action: "list" })).buttons.find((b) => b.cid === cid);
  const { raw: _, ...added } = (await find()) ?? { raw: {} };
  assert.deepEqual(added, { cid, ...fields });
  await sipnet.call("webbuttons", { action: "update", cid, ...fields, text: "Позвоните", dtmf: false });
  const changed = await find();
  assert.deepEqual([changed?.text, changed?.dtmf], ["Позвоните", false]);
  assert.deepEqual(await sipnet.call("webbuttons", { action: "delete", cid }), { cid });
  assert.equal(await find(), undefined);
}

async function setsTheAccount({ sipnet, control, url }: Stage): Promise<void> {
  const hook = { action: "set", url: `${url}/nowhere?a=1&b=%20` } as const;
  assert.deepEqual(await sipnet.call("webhook", hook), { url: hook.url });
  assert.deepEqual(await sipnet.call("webhook", { action: "list" }), { webhooks: [hook.url] });
  await sipnet.call("webhook", { action: "clear" });
  assert.deepEqual(await sipnet.call("webhook", { action: "list" }), { webhooks: [] });

  await sipnet.call("recordcalls", { action: "set", incalls: true, outcalls: false, reccount: 5, expiration: 60 });
  const recorded = { incalls: true, outcalls: false, reccount: 5, expirationS: 60, child: false };
  assert.deepEqual(await sipnet.call("recordcalls", { action: "list" }), recorded);
  await sipnet.call("recordcalls", { action: "clear" });

  await sipnet.call("redirect", { action: "set", redirtype: 2, noanswer: "voicemail", waitanswer: "20s" });
  const { raw: _, ...forwarding } = await sipnet.call("redirect", { action: "get" });
  assert.deepEqual(forwarding, { redirtype: 2, noanswer: "voicemail", waitanswer: "20s" });
  await sipnet.call("redirect", { action: "del" });

  const phone = "74957770199";
  await sipnet.call("aninnumbers", { action: "add", phone, checktype: "sms" });
  const code = /код подтверждения (\d{4})/.exec(JSON.stringify(await control("GET", "phones")))?.[1] ?? "";
  await sipnet.call("aninnumbers", { action: "checkcode", code });
  await sipnet.call("aninnumbers", { action: "setdefault", phone });
  const { phones } = await sipnet.call("aninnumbers", { action: "list" });
  assert.deepEqual(phones.find(({ isDefault }) => isDefault)?.phone, phone);
  assert.deepEqual(await sipnet.call("aninnumbers", { action: "delete", phone }), { phone });
}

async function raisesAFamily({ sipnet }: Stage): Promise<void> {
  const [child] = (await sipnet.call("children", { action: "add", email: "a@example.com", fio: "Анна" })).accounts;
  assert.ok(child?.account && child.sipId);
  const { accounts } = await sipnet.call("children", { action: "list" });
  assert.ok(accounts.some(({ account, fio }) => account === child.account && fio === "Анна"));
  assert.ok(Number.isFinite((await sipnet.call("balance", { foruser: child.account })).balance));
  const firm = { email: "b@example.com", inn: "7707083893", organization: "ООО «Чай»", phone: owner };
  const { newName, newSip } = await sipnet.call("genuser", firm);
  assert.ok(newName && newSip);
  assert.match((await sipnet.call("entercabinet", {})).url, /^http/);
}

const worn: (readonly ShapeName[])[] = [
  [],
  ["numbers-as-texts", "lower-keys", "empty-lists"],
  ["upper-keys", "great-ids", "spaced-parties"],
  ["lists-by-id", "escaped-texts", "money-in-words", "old-directions"],
];

for (const names of worn) {
  const shape = names.length === 0 ? "as assumed" : names.join(", ");
  test(`all 18 operations make the round trip, ${shape}`, { timeout: 300_000 }, async (t) => {
    const provider = await stage(t, shaped(assumed, ...names));
    for (const scene of [placesCalls, keepsBooks, editsButtons, setsTheAccount, raisesAFamily]) await scene(provider);
    const asked = (await provider.control("GET", "requests")) as { operation: string }[];
    assert.deepEqual([...new Set(asked.map(({ operation }) => operation))].sort(), Object.keys(operations).sort());
  });
}

test("a wrong password is the provider's refusal", async (t) => {
  const { url } = await stage(t, {});
  const credentials = { login: "demo", password: "wr0ng-p4ssword" };
  const error = await failureOf(createSipnet({ url: `${url}/api.php`, credentials, fetch }).call("balance", {}));
  assert.equal(error.name, "SipnetRefused");
});
