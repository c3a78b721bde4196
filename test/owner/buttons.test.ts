/** The owner's buttons between the console and SIPNET's own cabinet. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type {
  ImportReply,
  SyncReply,
  ConflictProblem,
  ButtonsReply,
  OwnerButton,
} from "../../worker/contract/owner-buttons.ts";
import { firstButton, type OwnerAtDesk, secondButton, sitDown } from "./desk.ts";

let owner: OwnerAtDesk;
const path = `/v1/owner/buttons/${firstButton}`;

before(async () => {
  owner = await sitDown();
});
after(() => owner.leave());
beforeEach(async () => {
  await owner.phones.mend();
  await owner.ask("POST", "/v1/owner/sync", {});
});

const button = async () => (await owner.ask<OwnerButton>("GET", path)).body;
const cabinet = (action: string, params: Record<string, string> = {}) =>
  owner.cabinet<{ buttons: Record<string, string>[]; cid: string }>("webbuttons", { action, ...params });
const rewrite = (changes: Record<string, string>) =>
  cabinet("update", { cid: firstButton, phone: "74951234567", text: "Позвонить нам", ...changes });
const writes = async () =>
  (await owner.phones.requests()).filter(
    ({ operation, params }) => operation === "webbuttons" && params.action !== "list",
  );

test("the owner sees the buttons of the account and their own settings beside them", async () => {
  const { buttons, gone, adding } = (await owner.ask<ButtonsReply>("GET", "/v1/owner/buttons")).body;
  assert.deepEqual(
    buttons.map(({ cid, sync }) => [cid, sync.state]),
    [
      [firstButton, "synced"],
      [secondButton, "synced"],
    ],
  );
  assert.deepEqual([gone, adding], [[], []]);
  assert.equal(buttons[0]?.phone, "74951234567");
  assert.deepEqual(buttons[0]?.agents, []);
});

test("a changed text is sent with every other field, so that none falls back to a default", async () => {
  const { status, body } = await owner.ask<OwnerButton>("PUT", path, { text: "Перезвоните мне" });
  assert.equal(status, 200);
  assert.deepEqual([body.text, body.sync.state], ["Перезвоните мне", "synced"]);
  const sent = (await writes()).at(-1);
  assert.deepEqual(sent?.params, {
    action: "update",
    cid: firstButton,
    phone: "74951234567",
    color: "#008735",
    btntype: "2",
    text: "Перезвоните мне",
    descr: "Кнопка на главной странице",
    dtmf: "N",
    ...envelopeOf(sent?.params),
  });
});

test("a whole record sent back as it came changes nothing and asks SIPNET for nothing", async () => {
  const earlier = (await writes()).length;
  const whole = await button();
  const { status, body } = await owner.ask<OwnerButton>("PUT", path, whole);
  assert.deepEqual([status, body], [200, whole]);
  assert.equal((await writes()).length, earlier);
});

test("an unknown field is named, and nothing is changed", async () => {
  const { status, body } = await owner.ask<{ detail: string }>("PUT", path, { text: "x", colour: "#000000" });
  assert.equal(status, 400);
  assert.match(body.detail, /colour.*no field of a button/);
  assert.notEqual((await button()).text, "x");
});

test("what was changed in SIPNET's cabinet arrives with the next synchronization", async () => {
  await rewrite({ color: "#aa0000", descr: "из кабинета" });
  const { body } = await owner.ask<SyncReply>("POST", "/v1/owner/sync", {});
  assert.deepEqual(body, { pulled: 2, pushed: 0, conflicts: 0, removed: 0 });
  assert.deepEqual([(await button()).color, (await button()).descr], ["#aa0000", "из кабинета"]);
});

test("a record changed on both sides is shown side by side, and only the owner's choice writes", async () => {
  const seen = await button();
  await rewrite({ color: "#bb0000" });
  const earlier = (await writes()).length;
  const mine = { ...seen, color: "#0000bb" };
  const conflict = await owner.ask<ConflictProblem>("PUT", path, mine);
  assert.equal(conflict.status, 409);
  const { base, mine: wanted, theirs } = conflict.body;
  assert.deepEqual([base.color, wanted?.color, theirs.color], [seen.color, "#0000bb", "#bb0000"]);
  assert.equal((await writes()).length, earlier, "nothing was written");
  const theirsTaken = await owner.ask<OwnerButton>("PUT", path, { ...mine, resolve: "theirs" });
  assert.deepEqual([theirsTaken.status, theirsTaken.body.color], [200, "#bb0000"]);
  const mineTaken = await owner.ask<OwnerButton>("PUT", path, { ...mine, resolve: "mine" });
  assert.deepEqual([mineTaken.status, mineTaken.body.color], [200, "#0000bb"]);
  assert.equal((await cabinet("list")).buttons[0]?.color, "#0000bb");
});

test("a lost answer is looked up: the change is there once, and the next run writes nothing", async () => {
  // The first answer, to the list, is odd but readable; the second one, to the update, never comes.
  await owner.cause("webbuttons", "bom", "reset-before-headers");
  const { status, body } = await owner.ask<OwnerButton>("PUT", path, { text: "Ждём звонка" });
  assert.deepEqual([status, body.sync.state, body.sync.mine?.text], [202, "pending", "Ждём звонка"]);
  const earlier = (await writes()).length;
  const { body: found } = await owner.ask<SyncReply>("POST", "/v1/owner/sync", {});
  assert.deepEqual([found.pushed, (await writes()).length], [0, earlier]);
  assert.deepEqual([(await button()).text, (await button()).sync.state], ["Ждём звонка", "synced"]);
});

test("a second edit after a lost answer builds on the first, which SIPNET has, and is no conflict", async () => {
  await owner.cause("webbuttons", "bom", "reset-before-headers");
  assert.equal((await owner.ask("PUT", path, { text: "Первая" })).status, 202);
  const second = await owner.ask<OwnerButton>("PUT", path, { text: "Вторая" });
  assert.deepEqual([second.status, second.body.text], [200, "Вторая"]);
  assert.equal((await cabinet("list")).buttons[0]?.text, "Вторая");
});

test("while SIPNET is down a change waits, and is sent when it is back", async () => {
  await owner.cause("webbuttons", ...Array<string>(5).fill("503-before"));
  const { status } = await owner.ask<OwnerButton>("PUT", path, { text: "Скоро будем" });
  assert.equal(status, 202);
  const waiting = await button();
  assert.deepEqual([waiting.text, waiting.sync.state], ["Скоро будем", "pending"], "shown as what waits");
  await owner.phones.mend();
  const { body } = await owner.ask<SyncReply>("POST", "/v1/owner/sync", {});
  assert.equal(body.pushed, 1);
  assert.equal((await cabinet("list")).buttons[0]?.text, "Скоро будем");
});

test("what waited and now stands against SIPNET's own change is written as it waited, once the owner says so", async () => {
  await owner.cause("webbuttons", ...Array<string>(5).fill("503-before"));
  assert.equal((await owner.ask("PUT", path, { descr: "наше", text: "Наш текст" })).status, 202);
  await owner.phones.mend();
  await rewrite({ descr: "их" });
  const { body } = await owner.ask<SyncReply>("POST", "/v1/owner/sync", {});
  assert.deepEqual([body.pushed, body.conflicts], [0, 1]);
  const chosen = await owner.ask<OwnerButton>("PUT", path, { resolve: "mine" });
  assert.deepEqual([chosen.status, chosen.body.descr, chosen.body.text], [200, "наше", "Наш текст"]);
  assert.deepEqual([(await cabinet("list")).buttons[0]?.descr, (await button()).sync.state], ["наше", "synced"]);
});

test("a deleted button leaves a tombstone, gets no calls, and comes back with its settings", async () => {
  const added = await owner.ask<OwnerButton>("POST", "/v1/owner/buttons", {
    phone: "+7 495 777-00-11",
    text: "Временная",
    agents: [{ name: "Аня", phone: "74957770012" }],
  });
  assert.equal(added.status, 201);
  const { cid } = added.body;
  assert.equal((await owner.ask("GET", `/v1/buttons/${cid}`)).status, 200);
  await cabinet("delete", { cid });
  const { body: synced } = await owner.ask<SyncReply>("POST", "/v1/owner/sync", {});
  assert.equal(synced.removed, 1);
  assert.equal((await owner.ask("GET", `/v1/buttons/${cid}`)).status, 404, "a visitor finds nothing");
  const restored = await owner.ask<OwnerButton>("POST", `/v1/owner/buttons/${cid}/restore`);
  assert.equal(restored.status, 201);
  assert.notEqual(restored.body.cid, cid);
  assert.deepEqual([restored.body.text, restored.body.agents], ["Временная", [{ name: "Аня", phone: "74957770012" }]]);
  assert.equal((await owner.ask("DELETE", `/v1/owner/buttons/${restored.body.cid}`)).status, 204);
  const { gone, buttons } = (await owner.ask<ButtonsReply>("GET", "/v1/owner/buttons")).body;
  assert.deepEqual([gone.map((each) => each.cid), buttons.length], [[restored.body.cid], 2]);
});

test("an exported file changes nothing where it came from, and says beforehand what it would change", async () => {
  const { body: file } = await owner.ask<{ buttons: Record<string, unknown>[] }>("GET", "/v1/owner/buttons.json");
  const same = await owner.ask<ImportReply>("POST", "/v1/owner/buttons/import", { file });
  assert.deepEqual(
    same.body.changes.map(({ what }) => what),
    ["same", "same"],
  );
  const [first, second] = file.buttons;
  const edited = { ...file, buttons: [{ ...first, lang: "en", text: "Call us" }, second] };
  const dry = await owner.ask<ImportReply>("POST", "/v1/owner/buttons/import", { file: edited });
  assert.deepEqual([dry.body.applied, dry.body.changes[0]?.fields], [false, ["text", "lang"]]);
  assert.equal((await button()).lang, "ru");
  const done = await owner.ask<ImportReply>("POST", "/v1/owner/buttons/import", { file: edited, apply: true });
  assert.equal(done.body.changes[0]?.outcome, "done");
  assert.deepEqual([(await button()).lang, (await button()).text], ["en", "Call us"]);
});

const limited: [what: string, limits: object, verdict: string, rule: string | undefined][] = [
  ["none of its own", {}, "call", undefined],
  ["none left in an hour", { perHour: 0 }, "refuse", "button.perHour"],
  ["more than everybody's, which loosens nothing", { perHour: 1_000, perDay: 0 }, "refuse", "button.perDay"],
];

for (const [what, limits, verdict, rule] of limited) {
  test(`a button's own limits: ${what}`, async () => {
    await owner.ask("PUT", path, { limits, hours: "always" });
    const question = { phone: "+79161234567", button: firstButton };
    const { body } = await owner.ask<{ verdict: string; rule?: string }>("POST", "/v1/owner/explain", question);
    assert.deepEqual([body.verdict, body.rule], [verdict, rule]);
    await owner.ask("PUT", path, { limits: null, hours: null });
  });
}

test("SIPNET refuses a record: the owner reads why, and nothing stays behind", async () => {
  await owner.cause("webbuttons", "bom", "error-object");
  const { status, body } = await owner.ask<{ errorCode: string; type: string }>("PUT", path, { text: "Нет" });
  assert.deepEqual([status, body.type, typeof body.errorCode], [422, "/problems/provider-refused", "string"]);
  assert.equal((await button()).sync.state, "synced");
});

test("an empty list deletes nothing", async () => {
  for (const cid of [firstButton, secondButton]) await cabinet("delete", { cid });
  const { body } = await owner.ask<SyncReply>("POST", "/v1/owner/sync", {});
  assert.deepEqual([body.pulled, body.removed], [0, 0]);
  assert.equal((await button()).sync.state, "missing");
});

function envelopeOf(params: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(params ?? {}).filter(([name]) => /^(apikey|operation|format)$/.test(name)));
}
