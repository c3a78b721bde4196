import assert from "node:assert/strict";
import { test } from "node:test";
import { readRange } from "../../demo/sipnet/dates.ts";
import { noon, owner, raise, visitor } from "./stage.ts";

const demo = { operation: "balance", login: "demo", password: "demo" };
const form = new URLSearchParams(demo).toString();
const json = JSON.stringify(demo);

const ways: [name: string, path: string, init: RequestInit][] = [
  ["GET", `?${form}`, {}],
  ["a form", "", { method: "POST", body: form, headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ["JSON", "", { method: "POST", body: json, headers: { "content-type": "application/json" } }],
  ["JSON as text/plain, as a page sends it", "", { method: "POST", body: json }],
  [
    "JSON called a form",
    "",
    { method: "POST", body: json, headers: { "content-type": "application/x-www-form-urlencoded" } },
  ],
  ["names in another case", "?LOGIN=demo&Password=demo&OPERATION=Balance", {}],
  ["an apikey", "?operation=balance&apikey=11111111-2222-3333-4444-555555555555", {}],
  ["a SIP ID for a login", "?operation=balance&login=0012345678&password=demo", {}],
];

for (const [name, path, init] of ways) {
  test(`the balance is given for ${name}`, async (t) => {
    const { url } = await raise(t);
    const response = await fetch(`${url}/api.php${path}`, init);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    const { operation, ...answer } = (await response.json()) as Record<string, unknown>;
    assert.equal(String(operation).toLowerCase(), "balance");
    assert.deepEqual(answer, {
      status: "success",
      apiVersion: "2.0.5",
      account: "demo",
      sipid: "0012345678",
      balance: 1250.4,
      currency: "RUB",
    });
  });
}

test("XML has every value in an element of its name, rows and dangerous letters included", async (t) => {
  const { url, ask } = await raise(t);
  await ask({ operation: "webbuttons", action: "add", phone: owner, text: `<b>"Tea" & you</b>` });
  const response = await fetch(
    `${url}/api.php?${new URLSearchParams({ ...demo, operation: "webbuttons", format: "XML" })}`,
  );
  const text = await response.text();
  assert.match(response.headers.get("content-type") ?? "", /^text\/xml/);
  assert.match(text, /<status>success<\/status>/);
  assert.match(text, /<buttons><item><cid>D6VZ/);
  assert.match(text, /<text>&lt;b&gt;"Tea" &amp; you&lt;\/b&gt;<\/text>/);
});

const refusals: [name: string, fields: Record<string, unknown>, code: number][] = [
  ["a wrong password", { operation: "balance", password: "guess" }, 401],
  ["a stranger", { operation: "balance", login: "stranger" }, 401],
  ["a wrong apikey, whatever the login", { operation: "balance", apikey: "1" }, 401],
  ["an unknown operation", { operation: "teleport" }, 404],
  ["no operation", {}, 1001],
  ["an unknown action", { operation: "webbuttons", action: "paint" }, 1002],
  ["an update of no button", { operation: "webbuttons", action: "update", cid: "X", phone: owner }, 1003],
  ["a button without a phone", { operation: "webbuttons", action: "add" }, 1001],
  ["a call to nobody", { operation: "gencall" }, 1001],
  ["a call to words", { operation: "gencall", dstphone: "call me" }, 1002],
  ["a multicall to commas", { operation: "genmulticall", dstphone: ",," }, 1001],
  ["a greeting in Klingon", { operation: "gencall", dstphone: visitor, lang: "tlh" }, 1002],
  [
    "a prompt where none is allowed",
    { operation: "gencall", dstphone: visitor, prompt: "1", foruser: "demo-sklad" },
    403,
  ],
  ["genuser where it is not allowed", { operation: "genuser", email: "a@b.ru", foruser: "demo-sklad" }, 403],
  ["acting for a stranger", { operation: "balance", foruser: "somebody" }, 403],
  ["a report of no kind", { operation: "report" }, 1001],
  ["a hook that is no address", { operation: "webhook", action: "set", url: "javascript:1" }, 1002],
  ["forwarding without an action", { operation: "redirect" }, 1001],
  ["forwarding that waits for ever", { operation: "redirect", action: "set", redirtype: 1, waitanswer: "ever" }, 1002],
  ["forwarding to words", { operation: "redirect", action: "set", redirtype: 1, busy: "my mother" }, 1002],
  ["a recording of no call", { operation: "getrec" }, 1001],
  ["a format that there is not", { operation: "balance", format: "yaml" }, 1002],
  ["children neither shown nor hidden", { operation: "calls", showchild: 2 }, 1002],
  ["recording by half", { operation: "recordcalls", action: "set", incalls: "Y" }, 1001],
  ["a wrong code", { operation: "aninnumbers", action: "checkcode", code: "0000" }, 1005],
];

for (const [name, fields, code] of refusals) {
  test(`${name} is refused with words and HTTP 200`, async (t) => {
    const { url } = await raise(t);
    const body = JSON.stringify({ login: "demo", password: "demo", ...fields });
    const response = await fetch(`${url}/api.php`, { method: "POST", body });
    assert.equal(response.status, 200);
    const answer = (await response.json()) as Record<string, unknown>;
    assert.deepEqual([answer.status, answer.errorCode], ["error", code]);
    assert.ok(answer.errorMessage);
  });
}

test("broken JSON is refused with words, too", async (t) => {
  const { url } = await raise(t);
  const response = await fetch(`${url}/api.php`, { method: "POST", body: `{"login": "demo",` });
  assert.equal(response.status, 200);
  const answer = (await response.json()) as Record<string, unknown>;
  assert.deepEqual([answer.errorCode, answer.apiVersion, answer.operation], [1006, "2.0.5", ""]);
});

test("a multipart form, as PHP sends an array, is a form like any other", async (t) => {
  const { url } = await raise(t);
  const body = new FormData();
  for (const [name, value] of Object.entries({ operation: "balance", login: "demo", password: "demo" }))
    body.set(name, value);
  const answer = (await (await fetch(`${url}/api.php`, { method: "POST", body })).json()) as Record<string, unknown>;
  assert.deepEqual([answer.status, answer.balance], ["success", 1250.4]);
  const torn = { method: "POST", body: "--x\r\nno", headers: { "content-type": "multipart/form-data; boundary=x" } };
  const refused = (await (await fetch(`${url}/api.php`, torn)).json()) as Record<string, unknown>;
  assert.deepEqual([refused.status, refused.errorCode], ["error", 1006]);
});

test("calls may be forwarded to a contact", async (t) => {
  const { ask } = await raise(t);
  const redirect = { operation: "redirect", action: "set", redirtype: 1, busy: "sklad", noanswer: "ivan@home.example" };
  assert.equal((await ask(redirect)).status, "success");
  const { busy, noanswer } = await ask({ operation: "redirect", action: "get" });
  assert.deepEqual([busy, noanswer], ["sklad", "ivan@home.example"]);
});

const ranges: [d1: string | undefined, d2: string | undefined, from: string, to: string][] = [
  [undefined, undefined, "2026-11-24T00:00:00.000Z", "2026-11-24T23:59:59.999Z"],
  ["01.02.2020", "02.03.2020 13", "2020-02-01T00:00:00.000Z", "2020-03-02T13:59:59.999Z"],
  ["01.02.2020 05", "01.02.2020", "2020-02-01T05:00:00.000Z", "2020-02-01T23:59:59.999Z"],
  ["01.02.2020 05:06", "01.02.2020 05:06", "2020-02-01T05:06:00.000Z", "2020-02-01T05:06:59.999Z"],
  ["01.02.2020 05:06:07", "01.02.2020 05:06:07", "2020-02-01T05:06:07.000Z", "2020-02-01T05:06:07.999Z"],
  ["yesterday", "31.02.2026", "2026-11-24T00:00:00.000Z", "2026-11-24T23:59:59.999Z"],
  ["2026-11-01", "24.11.2026 25", "2026-11-24T00:00:00.000Z", "2026-11-24T23:59:59.999Z"],
];

for (const [d1, d2, from, to] of ranges) {
  test(`from ${d1 ?? "nothing"} to ${d2 ?? "nothing"} is ${from} to ${to}`, () => {
    const { fromMs, toMs } = readRange(d1, d2, noon);
    assert.deepEqual([new Date(fromMs).toISOString(), new Date(toMs).toISOString()], [from, to]);
  });
}

test("a parent sees its children's calls only when it asks for them, and may act for them", async (t) => {
  const { rows, ask } = await raise(t);
  const week = { operation: "calls", d1: "17.11.2026" };
  const accounts = async (fields: object) => [
    ...new Set((await rows({ ...week, ...fields })).map((row) => row.Account)),
  ];
  assert.deepEqual(await accounts({}), ["demo"]);
  assert.deepEqual((await accounts({ showchild: 1 })).toSorted(), ["demo", "demo-sklad"]);
  assert.deepEqual(await accounts({ foruser: "0012345679" }), ["demo-sklad"]);
  assert.equal((await ask({ operation: "balance", foruser: "demo-sklad" })).account, "demo-sklad");
});

test("every assumption about shapes can be switched", async (t) => {
  const { ask } = await raise(t, { assumed: { numbers: "string", keyCase: "upper", emptyLists: "absent" } });
  assert.equal((await ask({ operation: "balance" })).balance, "1250.4");
  const { buttons } = await ask({ operation: "webbuttons" });
  assert.deepEqual(Object.keys((buttons as object[])[0] ?? {}).slice(0, 2), ["CID", "PHONE"]);
  assert.ok(!("webhooks" in (await ask({ operation: "webhook" }))));
});
