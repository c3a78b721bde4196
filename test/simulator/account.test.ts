import assert from "node:assert/strict";
import { test } from "node:test";
import { owner, raise, visitor } from "./stage.ts";

test("a button that is added is listed, changed and deleted; what an update leaves out falls back", async (t) => {
  const { ask, rows } = await raise(t);
  const buttons = () => rows({ operation: "webbuttons" }, "buttons");
  const fields = { phone: `+${owner}`, color: "#112233", btntype: 3, text: "Звоните", descr: "в подвале", dtmf: "y" };
  const { cid, buttons: added } = await ask({ operation: "webbuttons", action: "add", ...fields });
  assert.match(String(cid), /^[A-Z0-9]{32}$/);
  assert.deepEqual(added, [{ ...fields, cid, phone: owner, dtmf: "Y" }]);
  assert.equal((await buttons()).length, 3);
  await ask({ operation: "webbuttons", action: "update", cid, phone: visitor });
  const defaults = { color: "#008735", btntype: 2, text: "", descr: "Кнопка через API", dtmf: "N" };
  assert.deepEqual((await buttons())[2], { cid, phone: visitor, ...defaults });
  assert.equal((await ask({ operation: "webbuttons", action: "delete", cid })).cid, cid);
  assert.equal((await buttons()).length, 2);
});

test("the last hook that is set wins, and can be taken away", async (t) => {
  const { ask } = await raise(t);
  const hooks = async () => (await ask({ operation: "webhook" })).webhooks;
  for (const url of ["https://one.example/a", "https://two.example/b"]) {
    assert.equal((await ask({ operation: "webhook", action: "set", url })).url, url);
    assert.deepEqual(await hooks(), [url]);
  }
  await ask({ operation: "webhook", action: "clear" });
  assert.equal(await hooks(), undefined, "an empty list is an absent key");
});

test("a caller number is proved by the code its phone received, and made the default one", async (t) => {
  const { ask, rows, control, place } = await raise(t);
  await ask({ operation: "aninnumbers", action: "add", phone: visitor, checktype: "call" });
  const numbers = () => rows({ operation: "aninnumbers" }, "phones");
  assert.equal((await numbers()).length, 1);
  const [phone] = (await control("GET", "phones")) as { number: string; messages: { text: string }[] }[];
  assert.equal(phone?.number, visitor);
  const code = phone?.messages[0]?.text.replaceAll(/\D/g, "");
  assert.equal((await ask({ operation: "aninnumbers", action: "checkcode", code })).status, "success");
  assert.equal((await ask({ operation: "aninnumbers", action: "checkcode", code })).status, "error");
  await ask({ operation: "aninnumbers", action: "setdefault", phone: `+${visitor}` });
  assert.deepEqual((await numbers())[1], { phone: visitor, type: "call", default: "Y" });
  const [call] = await rows({ operation: "calls2", id: await place({ srcphone: "" }) });
  assert.deepEqual([call?.SrcPhone, call?.CLI], [visitor, visitor]);
  await ask({ operation: "aninnumbers", action: "delete", phone: visitor });
  assert.equal((await numbers()).length, 1);
});

test("a child is added and listed; a client of the partner programme can sign in", async (t) => {
  const { ask, rows } = await raise(t);
  const [child] = await rows(
    { operation: "children", action: "add", email: "new@example.com", fio: "Новый" },
    "accounts",
  );
  assert.deepEqual((await rows({ operation: "children" }, "accounts")).at(-1), child);
  const person = await ask({ operation: "genuser", email: "a@example.com" });
  const firm = { inn: "7701234567", organization: "ООО", phone: owner };
  const company = await ask({ operation: "genuser", email: "b@example.com", ...firm });
  assert.notEqual(person.new_sip, company.new_sip);
  const signedIn = await ask({ operation: "balance", login: company.new_name, password: company.new_password });
  assert.deepEqual([signedIn.sipid, signedIn.balance], [company.new_sip, 0]);
  const { status } = await ask({ operation: "genuser", email: "c@example.com", organization: "ООО" });
  assert.equal(status, "error");
});

test("forwarding and the rules of recording are kept, shown and reset", async (t) => {
  const { ask } = await raise(t);
  const rules = { redirtype: "2", noanswer: "voicemail", busy: visitor, waitanswer: "15s" };
  await ask({ operation: "redirect", action: "set", ...rules });
  const shown = await ask({ operation: "redirect", action: "get" });
  for (const [name, value] of Object.entries(rules)) assert.equal(shown[name], value);
  await ask({ operation: "redirect", action: "del" });
  assert.equal((await ask({ operation: "redirect", action: "get" })).redirtype, "0");
  const recording = { incalls: "N", outcalls: "Y", reccount: 5, expiration: 3600, child: "Y" };
  await ask({ operation: "recordcalls", action: "set", ...recording });
  const { incalls, outcalls, reccount, expiration, child } = await ask({ operation: "recordcalls" });
  assert.deepEqual({ incalls, outcalls, reccount, expiration, child }, recording);
  await ask({ operation: "recordcalls", action: "clear" });
  assert.equal((await ask({ operation: "recordcalls" })).outcalls, "N");
});

test("the cabinet opens once", async (t) => {
  const { ask } = await raise(t);
  const { url } = await ask({ operation: "entercabinet" });
  const [first, second] = [await fetch(String(url)), await fetch(String(url))];
  assert.deepEqual([first.status, second.status], [200, 410]);
  assert.match(await first.text(), /Кабинет demo/);
});

test("the week that was has calls on every day, today too, and every list has its rows", async (t) => {
  const { rows } = await raise(t);
  const week = { d1: "18.11.2026", showchild: 1, type: "directions" };
  const calls = await rows({ operation: "calls", ...week });
  const days = new Set(calls.map(({ GMT }) => String(GMT).slice(0, 2)));
  assert.deepEqual([...days], ["18", "19", "20", "21", "22", "23", "24"]);
  const recordings = new Set(calls.map(({ URL: url }) => String(url)));
  assert.equal(recordings.size, calls.length);
  for (const url of recordings) assert.equal((await fetch(url, { method: "HEAD" })).status, 200);
  const lists = { calls2: "calls", pbxcalls: "calls", attempts: "attempts", finopers: "finopers", report: "rows" };
  for (const [operation, name] of Object.entries(lists)) {
    assert.ok((await rows({ operation, ...week }, name)).length > 0, operation);
  }
  const report = await rows({ operation: "report", ...week, type: "children" }, "rows");
  assert.deepEqual(report.map(({ Name }) => Name).toSorted(), ["demo", "demo-sklad"]);
});
