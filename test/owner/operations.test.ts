/** Every one of the provider's 18 operations through the owner's route, read back from what the provider was asked. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DialReply } from "../../worker/contract/owner-calls.ts";
import type { ProofsReply, ProvedReply } from "../../worker/contract/owner-proofs.ts";
import { operations } from "../../worker/sipnet/operations.ts";
import { firstButton, noonOffsetMs, type OwnerAtDesk, sitDown } from "./desk.ts";

let owner: OwnerAtDesk;
before(async () => {
  owner = await sitDown({ clockOffsetMs: noonOffsetMs });
});
after(() => owner.leave());

const ask = <Body>(operation: string, params: Record<string, unknown>, headers?: Record<string, string>) =>
  owner.ask<Body>("POST", `/v1/owner/sipnet/${operation}`, params, headers);
const sent = async (operation: string, action: unknown) =>
  (await owner.phones.requests())
    .filter((request) => request.operation === operation && request.params.action === action)
    .at(-1)?.params;

const period = { d1: "01.11.2026", d2: "30.11.2026" };

const table: [operation: string, params: Record<string, unknown>, answers: string][] = [
  ["balance", {}, "balance"],
  ["calls", { ...period, showchild: 1 }, "calls"],
  ["finopers", period, "finopers"],
  ["attempts", period, "attempts"],
  ["calls2", period, "calls"],
  ["pbxcalls", period, "calls"],
  ["entercabinet", {}, "url"],
  ["webbuttons", { action: "list" }, "buttons"],
  ["webbuttons", { action: "add", phone: "74950001122", text: "Новая" }, "cid"],
  ["webhook", { action: "list" }, "webhooks"],
  ["webhook", { action: "set", url: "https://other.example/hook" }, "url"],
  ["genuser", { email: "new@example.com", fio: "Новый" }, "newName"],
  ["recordcalls", { action: "set", incalls: "Y", outcalls: "N", child: "N" }, ""],
  ["recordcalls", { action: "list" }, "incalls"],
  ["aninnumbers", { action: "list" }, "phones"],
  ["children", { action: "list" }, "accounts"],
  ["redirect", { action: "set", redirtype: 2, noanswer: "voicemail", waitanswer: "20s" }, ""],
  ["redirect", { action: "get" }, "redirtype"],
  ["report", { type: "directions", ...period }, "rows"],
  ["gencall", { dstphone: "79161230001", srcphone: "74951234567", lang: "en" }, "id"],
  ["genmulticall", { dstphone: "79161230002,79161230003", srcphone: "74951234567" }, "id"],
];

for (const [operation, params, member] of table) {
  test(`the owner asks for ${operation} ${JSON.stringify(params)}`, async () => {
    const { status, body } = await ask<Record<string, unknown>>(operation, params);
    assert.equal(status, 200, JSON.stringify(body));
    if (member) assert.ok(member in body, JSON.stringify(body));
    const asked = await sent(operation, params.action);
    for (const [name, value] of Object.entries(params))
      if (name !== "url") assert.equal(asked?.[name], String(value), name);
  });
}

test("getrec streams a recording, by range too, or answers 404", async () => {
  const { body } = await ask<{ calls: { cid: string; url?: string }[] }>("calls", period);
  const cid = body.calls.find(({ url }) => url !== undefined)?.cid ?? "";
  const whole = await ask<string>("getrec", { cid });
  assert.deepEqual([whole.status, whole.headers.get("content-type")], [200, "audio/mpeg"]);
  const part = await owner.ask<string>("GET", `/v1/owner/recordings/${cid}`, undefined, {
    authorization: `Bearer ${owner.worker.ownerToken}`,
    range: "bytes=0-99",
  });
  assert.deepEqual([part.status, part.headers.get("content-length")], [206, "100"]);
  assert.equal((await ask("getrec", { cid: "1" })).status, 404);
  assert.ok("getrec" in operations && Object.keys(operations).length === 18);
  const asked = new Set((await owner.phones.requests()).map((request) => request.operation));
  assert.deepEqual(
    Object.keys(operations).filter((name) => !asked.has(name)),
    [],
    "all 18 were asked",
  );
});

test("a wrong parameter is named and nothing is sent", async () => {
  const earlier = (await owner.phones.requests()).length;
  for (const [operation, params, field] of [
    ["calls", { d1: "yesterday" }, "d1"],
    ["report", { type: "all" }, "type"],
    ["gencall", { dstphone: "call me" }, "dstphone"],
    ["webbuttons", { action: "explode" }, "action"],
    ["balance", { apikey: "another" }, "apikey"],
  ] as const) {
    const { status, body } = await ask<{ detail: string }>(operation, params);
    assert.deepEqual([status, body.detail.split(":")[0]], [400, field]);
  }
  assert.equal((await owner.phones.requests()).length, earlier);
  assert.equal((await ask("fly", {})).status, 404);
});

test("the provider's refusal comes with its words, an outage as 503", async () => {
  await owner.cause("finopers", "error-object");
  const refused = await ask<{ type: string; errorCode: string }>("finopers", period);
  assert.deepEqual([refused.status, refused.body.type], [422, "/problems/provider-refused"]);
  assert.ok(refused.body.errorCode);
  await owner.cause("entercabinet", "503-before");
  assert.equal((await ask("entercabinet", {})).status, 503);
});

test("our own hook's secret path is masked wherever it shows", async () => {
  assert.equal((await owner.ask("POST", "/v1/owner/webhook", {})).status, 200);
  const { body } = await ask<{ webhooks: string[] }>("webhook", { action: "list" });
  assert.deepEqual(body.webhooks, ["https://calls.example/v1/hooks/sipnet/***"]);
});

test("the same key dials once; another call with it is refused", async () => {
  const headers = { authorization: `Bearer ${owner.worker.ownerToken}`, "idempotency-key": "call-back-000000001" };
  const params = { dstphone: "79161230011", srcphone: "74951234567" };
  const first = await ask<DialReply>("gencall", params, headers);
  const again = await ask<DialReply>("gencall", params, headers);
  assert.deepEqual([first.status, again.body], [200, first.body]);
  assert.equal((await owner.phones.callsTo("79161230011")).length, 1);
  assert.equal((await ask("gencall", { ...params, dstphone: "79161230012" }, headers)).status, 422);
});

test("a number has one call at a time, wherever in dstphone it stands; the owner's own phones any", async () => {
  assert.equal((await ask("gencall", { dstphone: "79161230021", srcphone: "74951234567" })).status, 200);
  const second = await ask<{ type: string }>("genmulticall", { dstphone: "79161230022,79161230021" });
  assert.deepEqual([second.status, second.body.type], [409, "/problems/call-in-progress"]);
  assert.deepEqual(await owner.phones.callsTo("79161230022"), []);
  const alone = await ask("gencall", { dstphone: "79161230022", srcphone: "74951234567" });
  assert.equal(alone.status, 200, "what was refused together with it has used up nothing");
  for (let i = 0; i < 2; i++)
    assert.equal((await ask("gencall", { dstphone: "74957770100", srcphone: "74951234567" })).status, 200);
});

test("a number that wants peace is not called by the owner either", async () => {
  await owner.ask("POST", "/v1/owner/suppressions", { phone: "+79161230031", kind: "block" });
  assert.equal((await ask("gencall", { dstphone: "79161230031", srcphone: "74951234567" })).status, 422);
  assert.deepEqual(await owner.phones.callsTo("79161230031"), []);
});

test("an outcome that nobody knows is said to be unknown, and the number stays locked", async () => {
  await owner.cause("gencall", "reset-before-headers");
  const params = { dstphone: "79161230041", srcphone: "74951234567" };
  const { status, body } = await ask<DialReply>("gencall", params);
  assert.deepEqual([status, body.state], [202, "unknown"]);
  assert.equal((await ask("gencall", params)).status, 409);
});

test("at night the owner is warned and the call is placed", async () => {
  const night = await sitDown({ clockOffsetMs: Date.UTC(2026, 10, 24, 23) - Date.now() });
  const params = { dstphone: "74951110001", srcphone: "74951234567" };
  const { status, body } = await night.ask<DialReply>("POST", "/v1/owner/sipnet/gencall", params);
  await night.leave();
  assert.deepEqual([status, body.warning], [200, "night"]);
});

test("an agent's phone is proved by a code, and out of the account's numbers again", async () => {
  const [phone, other] = ["74951230011", "74951230012"];
  const agents = [phone, other].map((each) => ({ name: each, phone: each }));
  await owner.ask("PUT", `/v1/owner/buttons/${firstButton}`, { agents });
  const prove = (body: object) => owner.ask<ProofsReply & { type?: string }>("POST", "/v1/owner/proofs", body);
  const type = (code: string) => owner.ask<ProvedReply>("POST", "/v1/owner/proofs/code", { code });
  const listed = async () => JSON.stringify((await ask<object>("aninnumbers", { action: "list" })).body);

  assert.equal((await prove({ phone: "79161239999" })).status, 404, "whoever is no agent is left in peace");
  assert.equal((await type("1234")).status, 404, "nothing is waited for");
  assert.equal((await prove({ phone })).body.awaited?.phone, `+${phone}`);
  assert.equal((await prove({ phone: other })).status, 409, "one at a time");
  const wrong = await type("0000");
  assert.equal(wrong.status, 422);
  const { status, body } = await type(await owner.phones.codeSentTo(phone));
  assert.deepEqual([status, body.proved.map((each) => each.phone), body.left], [200, [`+${phone}`], undefined]);
  assert.doesNotMatch(await listed(), new RegExp(phone), "as it was before");

  assert.equal((await prove({ phone: other, keep: true })).status, 200);
  assert.equal((await type(await owner.phones.codeSentTo(other))).status, 200);
  assert.match(await listed(), new RegExp(other), "as was wanted");
  const texts = (await sent("aninnumbers", "add"))?.phone;
  assert.equal((await prove({ phone: other })).status, 200, "the account's own needs no code");
  assert.equal((await sent("aninnumbers", "add"))?.phone, texts);
});

test("a number is sent three codes a day", async () => {
  const prove = () => owner.ask("POST", "/v1/owner/proofs", { phone: "74951230011" });
  const statuses = [];
  // One was sent in the test before; and what was proved may be proved anew.
  for (const _ of [2, 3, 4]) {
    statuses.push((await prove()).status);
    await owner.ask("DELETE", "/v1/owner/proofs");
  }
  assert.deepEqual(statuses, [200, 200, 429]);
});

test("on an address there are no passkeys, and the console is told so", async () => {
  for (const path of ["/v1/owner/passkeys/options", "/v1/owner/session/passkey/options"])
    assert.equal((await owner.ask("POST", path, {})).status, 403, path);
  const { body } = await owner.ask("GET", "/v1/owner/session");
  assert.deepEqual(body, {
    signedIn: true,
    passkeys: false,
    person: "owner",
    name: "",
    role: "owner",
    proved: true,
  });
});
