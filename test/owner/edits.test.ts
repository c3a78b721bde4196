/** Nothing that an owner typed is lost: edits build on what waits for SIPNET, and two tabs meet field by field. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { ConflictProblem, OwnerButton } from "../../worker/contract/owner-buttons.ts";
import type { SettingsConflict, SettingsView } from "../../worker/contract/owner-safety.ts";
import { firstButton, type OwnerAtDesk, sitDown } from "./desk.ts";

const path = `/v1/owner/buttons/${firstButton}`;
let owner: OwnerAtDesk;

before(async () => {
  owner = await sitDown();
  await owner.ask("PUT", "/v1/owner/sites", { sites: ["two.example"] });
});
after(() => owner.leave());
beforeEach(async () => {
  await owner.phones.mend();
  await owner.ask("POST", "/v1/owner/sync", {});
});

const button = async () => (await owner.ask<OwnerButton>("GET", path)).body;
const put = <Body = OwnerButton>(body: object) => owner.ask<Body>("PUT", path, body);
const atSipnet = async () => {
  const { buttons } = await owner.cabinet<{ buttons: OwnerButton[] }>("webbuttons", { action: "list" });
  return buttons.find(({ cid }) => cid === firstButton);
};
const down = () => owner.phones.cause({ webbuttons: "503-before" });

test("while SIPNET gives no answer, list and editor show what waits, and a second edit builds on it", async () => {
  await down();
  assert.equal((await put({ text: "Первая правка" })).status, 202);
  const second = await put({ color: "#123456" });
  assert.deepEqual(
    [second.status, second.body.text, second.body.color, second.body.sync.state],
    [202, "Первая правка", "#123456", "pending"],
  );
  const { body } = await owner.ask<{ buttons: OwnerButton[] }>("GET", "/v1/owner/buttons");
  const listed = body.buttons.find(({ cid }) => cid === firstButton);
  assert.deepEqual([listed?.text, listed?.color], ["Первая правка", "#123456"]);
  await owner.phones.mend();
  await owner.ask("POST", "/v1/owner/sync", {});
  const kept = await atSipnet();
  assert.deepEqual([kept?.text, kept?.color, (await button()).sync.state], ["Первая правка", "#123456", "synced"]);
});

test("a whole record sent back while another change waits keeps that change", async () => {
  await down();
  await put({ text: "Ждёт" });
  const seen = await button();
  const { status } = await put({ ...seen, descr: "и описание" });
  assert.equal(status, 202);
  await owner.phones.mend();
  await owner.ask("POST", "/v1/owner/sync", {});
  const kept = await atSipnet();
  assert.deepEqual([kept?.text, kept?.descr], ["Ждёт", "и описание"]);
});

test("what waits can be taken back, and a setting of ours saved meanwhile leaves it waiting", async () => {
  const first = await button();
  await down();
  await put({ text: "Передумаю" });
  const saved = await put({ consent: "Согласен" });
  assert.deepEqual([saved.status, saved.body.sync.state], [202, "pending"], "the text still waits");
  const { body } = await put({ ...saved.body, text: first.text });
  assert.equal(body.text, first.text);
  await owner.phones.mend();
  await owner.ask("POST", "/v1/owner/sync", {});
  assert.deepEqual([(await atSipnet())?.text, (await button()).sync.state], [first.text, "synced"]);
});

test("a later change that SIPNET refuses does not take along the one that waits", async () => {
  await down();
  await put({ text: "Остаться" });
  await owner.phones.mend();
  // The list comes, the update is refused: as for a phone that SIPNET does not take.
  await owner.cause("webbuttons", "bom", "error-object");
  const { status } = await put<object>({ text: "Не остаться" });
  assert.ok(status >= 400, `${status}`);
  await owner.ask("POST", "/v1/owner/sync", {});
  assert.equal((await atSipnet())?.text, "Остаться");
});

const extras: [field: string, first: unknown, second: unknown][] = [
  ["agents", [{ name: "Анна", phone: "79160000001" }], [{ name: "Борис", phone: "79160000002" }]],
  ["hours", "always", { zone: "Europe/Moscow", week: { mon: [["09:00", "18:00"]] }, holidays: [] }],
  ["origins", ["https://shop.example"], ["https://two.example"]],
  ["limits", { perHour: 3 }, { perHour: 30 }],
  ["consent", "Да, звоните", "Хорошо"],
  ["text", "Вкладка один", "Вкладка два"],
];

for (const [field, first] of extras) {
  test(`two tabs: ${field} set in one is left by the other's save of something else`, async () => {
    const stale = await button();
    await put({ version: stale.version, [field]: first });
    const other = field === "descr" ? "lang" : "descr";
    const saved = await put<OwnerButton & Record<string, unknown>>({ ...stale, [other]: `after ${field}` });
    assert.equal(saved.status, 200, JSON.stringify(saved.body));
    assert.deepEqual([saved.body[field], saved.body.descr], [first, `after ${field}`]);
  });
}

for (const [field, first, second] of extras) {
  test(`two tabs that both change ${field} are shown side by side, named for what it is, and either side may stay`, async () => {
    await put({
      [field]: field === "limits" || field === "consent" || field === "hours" ? null : field === "text" ? "Было" : [],
    });
    const stale = await button();
    await put({ version: stale.version, [field]: first });
    const clash = await put<ConflictProblem & { type: string }>({
      version: stale.version,
      [field]: second,
      descr: "и ещё",
    });
    assert.deepEqual([clash.status, clash.body.type, clash.body.source], [409, "/problems/conflict", "console"]);
    assert.deepEqual(clash.body.fields, [field]);
    const side = (name: "mine" | "theirs" | "base") => (clash.body[name] as unknown as Record<string, unknown>)[field];
    assert.deepEqual([side("theirs"), side("mine")], [first, second]);
    const theirs = await put({ version: stale.version, [field]: second, descr: "и ещё", resolve: "theirs" });
    const now = theirs.body as unknown as Record<string, unknown>;
    assert.deepEqual([theirs.status, now[field], now["descr"]], [200, first, "и ещё"], "the rest is saved");
    const mine = await put({ version: stale.version, [field]: second, resolve: "mine" });
    assert.deepEqual((mine.body as unknown as Record<string, unknown>)[field], second);
  });
}

test("a field that SIPNET's cabinet has changed since is a conflict with SIPNET, and named so", async () => {
  const stale = await button();
  const { phone, btntype } = stale;
  await owner.cabinet("webbuttons", {
    action: "update",
    cid: firstButton,
    phone,
    color: "#00ff00",
    btntype: String(btntype),
    text: stale.text,
    descr: stale.descr,
  });
  await owner.ask("POST", "/v1/owner/sync", {});
  const clash = await put<ConflictProblem>({ version: stale.version, color: "#0000ff" });
  assert.deepEqual([clash.status, clash.body.source, clash.body.fields], [409, "sipnet", ["color"]]);
  const other = await put({ version: stale.version, text: "Другое поле" });
  assert.deepEqual([other.status, other.body.color], [200, "#00ff00"], "another field goes together with it");
});

test("`#f00` is understood; what is no colour is refused before SIPNET is asked", async () => {
  assert.equal((await put({ color: "#f00" })).body.color, "#ff0000");
  for (const color of ["#ff00", "зелёный", "#gg0000", ""]) {
    const { status, body } = await put<{ detail: string }>({ color });
    assert.equal(status, 400, color);
    assert.match(body.detail, /^color: .*#008735/);
  }
});

test("two tabs: a limit that one has set outlives the other's save, and the same limit is a conflict", async () => {
  const read = async () => (await owner.ask<SettingsView>("GET", "/v1/owner/settings")).body;
  const set = <Body = SettingsView>(body: object) => owner.ask<Body>("PUT", "/v1/owner/settings", body);
  const { version } = await read();
  await set({ version, limits: { number: { perDay: 2 } } });
  const second = await set({ version, limits: { button: { perHour: 5 } } });
  assert.deepEqual(second.body.limits, { number: { perDay: 2 }, button: { perHour: 5 } });
  const clash = await set<SettingsConflict>({ version, limits: { number: { perDay: 4 } }, zone: "Asia/Omsk" });
  assert.deepEqual([clash.status, clash.body.fields], [409, ["limits.number.perDay"]]);
  assert.deepEqual([clash.body.theirs["limits.number.perDay"], clash.body.mine["limits.number.perDay"]], [2, 4]);
  assert.equal((await read()).zone, "Europe/Moscow", "nothing was written");
  const panic = await set({ version, panic: true });
  assert.equal(panic.body.panic, true, "the switch waits for nobody");
  await set({ panic: false });
  const taken = await set({ version, limits: { number: { perDay: 4 } }, zone: "Asia/Omsk", resolve: "theirs" });
  assert.deepEqual([taken.body.limits.number, taken.body.zone], [{ perDay: 2 }, "Asia/Omsk"]);
  const { version: fresh, limits } = await read();
  const { number: _, ...rest } = limits;
  assert.deepEqual((await set({ version: fresh, limits: rest })).body.limits, rest, "a limit is taken back");
});

test("a version that nobody remembers overwrites nothing unseen", async () => {
  const { text } = await button();
  const clash = await put<ConflictProblem>({ version: 0, text: `${text}!` });
  assert.deepEqual([clash.status, clash.body.fields], [409, ["text"]]);
});

test("a button that nobody has can't be deleted, and the owner hears that it is not there", async () => {
  const gone = `/v1/owner/buttons/${firstButton.replace(/.$/, "0")}`;
  for (let again = 0; again < 2; again++) assert.equal((await owner.ask("DELETE", gone)).status, 404);
});
