/** Every operation of the API document, as it leaves for the provider and as its answer is read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Credentials, createSipnet } from "../../worker/sipnet/client.ts";
import { checkParams, isOperation, operations } from "../../worker/sipnet/operations.ts";
import { SipnetMisused } from "../../worker/sipnet/sipnet-error.ts";
import { exchanges } from "./client-exchanges.ts";

const url = "https://provider.example/api.php";
const apikey = "11111111-2222-3333-4444-555555555555";

/** A client whose requests end in a list, each answered the same. */
function listening(answer: object, credentials: Credentials = { apikey }) {
  const heard: { url: string; init: RequestInit; form: Record<string, string> }[] = [];
  const fetch = async (to: string, init: RequestInit) => {
    heard.push({ url: to, init, form: Object.fromEntries(new URLSearchParams(String(init.body))) });
    return Response.json(answer);
  };
  return { heard, sipnet: createSipnet({ url, credentials, fetch }) };
}

for (const { operation, action = "", sent, answer, result, ask } of exchanges) {
  test(`${operation} ${action} is sent as documented and its answer is read`.replace("  ", " "), async () => {
    const { heard, sipnet } = listening({ status: "success", ...answer });
    assert.deepEqual(await ask(sipnet), result);
    assert.equal(heard.length, 1);
    assert.deepEqual(heard[0]?.form, { operation, format: "json", apikey, ...sent });
  });
}

test("no operation or action of the table goes without an exchange here", () => {
  const listed = Object.entries(operations).flatMap(([name, row]) =>
    "actions" in row ? Object.keys(row.actions).map((action) => `${name} ${action}`) : [`${name} `],
  );
  assert.equal(Object.keys(operations).length, 18);
  assert.deepEqual(exchanges.map(({ operation, action = "" }) => `${operation} ${action}`).sort(), listed.sort());
});

test("only calls ring a phone, and nothing that rings or changes anything is asked twice", () => {
  const dialling = Object.entries(operations).filter(([, row]) => row.dials);
  assert.deepEqual(
    dialling.map(([name]) => name),
    ["gencall", "genmulticall"],
  );
  assert.ok(dialling.every(([, row]) => "reads" in row && !row.reads));
});

test("credentials travel in the body of a POST, never in the address", async () => {
  const { heard, sipnet } = listening({ status: "success", balance: 1 }, { login: "shop", password: "pa&ss=word" });
  await sipnet.call("balance", {});
  const [request] = heard;
  assert.equal(request?.url, url);
  assert.equal(request?.init.method, "POST");
  assert.equal(request?.init.redirect, "manual");
  assert.deepEqual(request?.form, { operation: "balance", format: "json", login: "shop", password: "pa&ss=word" });
});

const wrong: [why: string, name: keyof typeof operations, params: unknown, field: string][] = [
  ["a missing destination", "gencall", {}, "dstphone"],
  ["two destinations of a call for one", "gencall", { dstphone: "79161234567,79161234568" }, "dstphone"],
  ["a destination with letters", "gencall", { dstphone: "call me" }, "dstphone"],
  ["one bad destination among several", "genmulticall", { dstphone: "79161234567,x" }, "dstphone"],
  ["an empty place among several", "genmulticall", { dstphone: "79161234567," }, "dstphone"],
  ["another account's key", "gencall", { dstphone: "79161234567", apikey: "x" }, "apikey"],
  ["a format that there is not", "balance", { format: "yaml" }, "format"],
  ["another operation in the parameters", "balance", { operation: "gencall" }, "operation"],
  ["a parameter given in two cases", "calls", { d1: "01.02.2026", D1: "02.02.2026" }, "a parameter"],
  ["neither of two ids", "getrec", {}, "cid"],
  ["a child of a recording without an id", "getrec", { foruser: "demo2" }, "cid"],
  ["a firm without its number", "genuser", { email: "a@b.ru", organization: "Чай", phone: "74951234567" }, "inn"],
  ["a client without an address", "genuser", {}, "email"],
  ["a button without a phone", "webbuttons", { action: "add" }, "phone"],
  ["an update without an id", "webbuttons", { action: "update", phone: "74951234567" }, "cid"],
  ["a report of nothing", "report", {}, "type"],
  ["an id that a number can't hold", "getrec", { cid: 2 ** 53 + 2 }, "cid"],
  ["half a phone", "gencall", { dstphone: 7916.5 }, "dstphone"],
  ["a language that is not spoken", "gencall", { dstphone: "79161234567", lang: "de" }, "lang"],
  ["a day that never was", "calls", { d1: "31.02.2026" }, "d1"],
  ["an invalid date", "calls", { d1: new Date(Number.NaN) }, "d1"],
  ["a flag that is neither 0 nor 1", "calls", { showchild: 2 }, "showchild"],
  ["a flag that is neither Y nor N", "recordcalls", { action: "set", incalls: "maybe", outcalls: "N" }, "incalls"],
  ["a count below nothing", "recordcalls", { action: "set", incalls: "Y", outcalls: "N", reccount: -1 }, "reccount"],
  ["an unknown action", "webbuttons", { action: "destroy" }, "action"],
  ["an action of every object", "webbuttons", { action: "constructor" }, "action"],
  ["no action where there is no default", "redirect", {}, "action"],
  ["a parameter of another action", "webbuttons", { action: "delete", cid: "D6VZ", phone: "74951234567" }, "phone"],
  ["a hook that is no address", "webhook", { action: "set", url: "javascript:alert(1)" }, "url"],
  ["a name that is a number", "gencall", { dstphone: "79161234567", "79160000000": 1 }, "a parameter"],
  ["no parameters at all", "gencall", null, "a parameter"],
  ["a list instead of parameters", "webbuttons", ["list", "x"], "a parameter"],
];

for (const [why, name, params, field] of wrong) {
  test(`${why} is noticed before anything is sent`, () => {
    assert.throws(
      () => checkParams(name, params),
      (error) => error instanceof SipnetMisused && error.field === field && !error.maybePlaced,
    );
  });
}

test("the owner's JSON is taken as the document writes it", () => {
  const given = { d1: "01.02.2026", d2: "2026-03-02T13:00:00+03:00", showchild: "1" };
  assert.deepEqual(checkParams("calls", given).fields, { d1: "01.02.2026", d2: "02.03.2026 10:00:00", showchild: "1" });
  assert.deepEqual(checkParams("webbuttons", {}).fields, { action: "list" });
  assert.deepEqual(checkParams("recordcalls", { action: "set", incalls: "Y", outcalls: false }).fields, {
    action: "set",
    incalls: "Y",
    outcalls: "N",
  });
});

const documented: [what: string, name: keyof typeof operations, given: object, fields: object][] = [
  [
    "numbers as JSON numbers",
    "gencall",
    { dstphone: 79161234567, srcphone: 74951234567 },
    { dstphone: "79161234567", srcphone: "74951234567" },
  ],
  ["an id as a JSON number", "getrec", { cid: 8_421_301 }, { cid: "8421301" }],
  [
    "a firm's number as a JSON number",
    "genuser",
    { email: "a@b.ru", inn: 7_707_083_893, organization: "Чай", phone: 74951234567 },
    { email: "a@b.ru", inn: "7707083893", organization: "Чай", phone: "74951234567" },
  ],
  [
    "lower-case y and n",
    "recordcalls",
    { action: "set", incalls: "y", outcalls: "n" },
    { action: "set", incalls: "Y", outcalls: "N" },
  ],
  [
    "a number to prove, by SMS where nothing is said",
    "aninnumbers",
    { action: "add", phone: "74951500000" },
    { action: "add", phone: "74951500000" },
  ],
  [
    "a way to prove it in capitals",
    "aninnumbers",
    { action: "add", phone: "74951500000", checktype: "SMS" },
    { action: "add", phone: "74951500000", checktype: "sms" },
  ],
  ["its own operation and a format", "balance", { operation: "balance", format: "XML" }, {}],
  ["names in capitals", "calls", { D1: "01.02.2026", ShowChild: 1 }, { d1: "01.02.2026", showchild: "1" }],
  ["an action in capitals", "webhook", { action: "LIST" }, { action: "list" }],
  ["a sub-account's recording", "getrec", { uuid: "0b0e", foruser: "demo2" }, { uuid: "0b0e", foruser: "demo2" }],
];

for (const [what, name, given, fields] of documented) {
  test(`${what} is taken as documented`, () => assert.deepEqual(checkParams(name, given).fields, fields));
}

test("a name from outside is an operation only if it is in the table", () => {
  assert.ok(isOperation("gencall"));
  assert.deepEqual(["constructor", "", "GENCALL", "__proto__"].filter(isOperation), []);
});
