/** The provider's open shapes: one meaning in many writings is read as one, and doubt is never an empty list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { flag, number, text } from "../../worker/sipnet/fields.ts";
import { formatMoment, readMoment } from "../../worker/sipnet/moments.ts";
import * as readers from "../../worker/sipnet/readers.ts";
import { readBalance, readCabinet, readRecording, readRedirect } from "../../worker/sipnet/account-readers.ts";
import { readAttempts, readPastCalls } from "../../worker/sipnet/history-readers.ts";
import { Row } from "../../worker/sipnet/row.ts";
import { SipnetUnreadable } from "../../worker/sipnet/sipnet-error.ts";

const cid = "D6VZ0000000000000000000000000ZG4";
const empties: [how: string, answer: object][] = [
  ["absent", {}],
  ["[]", { buttons: [], calls: [], phones: [] }],
  ["{}", { buttons: {}, calls: {}, phones: {} }],
  ["null", { buttons: null, calls: null, phones: null }],
  ['""', { buttons: "", calls: "", phones: "" }],
];

for (const [how, answer] of empties) {
  test(`a list that is ${how} is empty`, () => {
    const row = new Row({ ...answer });
    assert.deepEqual(readers.readButtons(row), { buttons: [] });
    assert.deepEqual(readers.readTwoLegCalls(row), { calls: [] });
    assert.deepEqual(readers.readCallerNumbers(row), { phones: [] });
  });
}

const lists: [how: string, buttons: unknown, count: number][] = [
  ["a list", [{ cid }, { cid }], 2],
  ["a single object", { cid, phone: "1" }, 1],
  ["an object numbered with gaps", { 0: { cid }, 5: { cid } }, 2],
];

for (const [how, buttons, count] of lists) {
  test(`buttons written as ${how} are all there`, () => {
    assert.equal(readers.readButtons(new Row({ Buttons: buttons })).buttons.length, count);
  });
}

const broken: [what: string, read: (answer: Row) => unknown, answer: object][] = [
  ["a button without an id", readers.readButtons, { buttons: [{ cid }, { phone: "74951234567" }] }],
  ["buttons that are text", readers.readButtons, { buttons: "none" }],
  ["buttons that are false", readers.readButtons, { buttons: false }],
  ["a list with a hole", readers.readButtons, { buttons: [{ cid }, null] }],
  ["a list of lists", readers.readTwoLegCalls, { calls: [[]] }],
  ["calls that are a number", readers.readTwoLegCalls, { calls: 7 }],
  ["an added button without an id", readers.readSavedButton, {}],
  ["a caller number without a number", readers.readCallerNumbers, { phones: [{ type: "sms" }] }],
  ["no balance", readBalance, { currency: "RUB" }],
  ["a balance in words", readBalance, { balance: "much" }],
  ["an endless balance", readBalance, { balance: "1e999" }],
  ["a balance that is true", readBalance, { balance: true }],
  ["a cabinet that is a script", readCabinet, { url: "javascript:alert(1)" }],
  ["recording neither on nor off", readRecording, { incalls: "maybe", outcalls: "N" }],
];

for (const [what, read, answer] of broken) {
  test(`${what} cannot be read`, () => {
    assert.throws(() => read(new Row({ ...answer })), SipnetUnreadable);
  });
}

const numbers: [written: unknown, value: number | undefined][] = [
  [12.3, 12.3],
  ["12.3", 12.3],
  ["12,3", 12.3],
  ["1 250,40", 1250.4],
  ["1\u00a0250.40", 1250.4],
  ["1,250.40", 1250.4],
  ["-0,05", -0.05],
  [" 7 ", 7],
  ["", undefined],
  ["1,2,3", undefined],
  ["0x10", undefined],
  ["7 RUB", undefined],
  [Number.NaN, undefined],
  [[7], 7],
  [[7, 8], undefined],
  [[[7]], undefined],
];

for (const [written, value] of numbers) {
  test(`${JSON.stringify(written)} is the number ${value}`, () => {
    assert.equal(number()(new Row({ Price: written }), "price"), value);
  });
}

const dates: [written: string, iso: string | undefined][] = [
  ["24.11.2026 02:11:09", "2026-11-24T02:11:09.000Z"],
  ["24.11.2026 02:11", "2026-11-24T02:11:00.000Z"],
  ["24.11.2026", "2026-11-24T00:00:00.000Z"],
  ["2026-11-24T02:11:09Z", "2026-11-24T02:11:09.000Z"],
  ["2026-11-24T05:11:09+03:00", "2026-11-24T02:11:09.000Z"],
  ["2026-11-24T05:11:09.250+0300", "2026-11-24T02:11:09.250Z"],
  ["2026-11-24 02:11:09", "2026-11-24T02:11:09.000Z"],
  ["2026-11-24", "2026-11-24T00:00:00.000Z"],
  ["29.02.2028 23:59:59", "2028-02-29T23:59:59.000Z"],
  ["4.1.2026 9:05", "2026-01-04T09:05:00.000Z"],
  ["24.11.26, 02:11:09", "2026-11-24T02:11:09.000Z"],
  ["24.11.2026\u00a0 02:11:09 GMT", "2026-11-24T02:11:09.000Z"],
  ["24.11.2026T05:11:09+0300", "2026-11-24T02:11:09.000Z"],
  ["2026-11-24 05:11:09.5 +03:00", "2026-11-24T02:11:09.500Z"],
  ["Tue, 24 Nov 2026 02:11:09 GMT", "2026-11-24T02:11:09.000Z"],
  ["1795486269", "2026-11-24T02:11:09.000Z"],
  ["1795486269000", "2026-11-24T02:11:09.000Z"],
  ["/Date(1795486269000)/", "2026-11-24T02:11:09.000Z"],
  ["11/24/2026 02:11:09", undefined],
  ["00.00.0000 00:00:00", undefined],
  ["79161234567", undefined],
  ["31.02.2026 00:00:00", undefined],
  ["24.13.2026", undefined],
  ["24.11.2026 25:00:00", undefined],
  ["2026-13-24T00:00:00Z", undefined],
  ["yesterday", undefined],
];

for (const [written, iso] of dates) {
  test(`${written} is ${iso ?? "no moment"}`, () => {
    assert.equal(readMoment(written)?.toISOString(), iso);
  });
}

test("a moment is sent in GMT and read back to the second", () => {
  const date = new Date("2026-01-02T03:04:05Z");
  assert.equal(formatMoment(date), "02.01.2026 03:04:05");
  assert.deepEqual(readMoment(formatMoment(date)), date);
});

test("yes and no are understood in every writing, and nothing else is", () => {
  const read = (dtmf: unknown) => flag()(new Row({ dtmf }), "DTMF");
  assert.deepEqual(["Y", "y", 1, "1", true, "true", "Yes"].map(read), Array(7).fill(true));
  assert.deepEqual(["N", 0, "0", false, "FALSE", "no"].map(read), Array(6).fill(false));
  assert.deepEqual(["", null, undefined, 2, "x", {}].map(read), Array(6).fill(undefined));
});

test("names are compared without case and underscores", () => {
  assert.equal(text()(new Row({ New_SIP: "0012345678" }), "newSip"), "0012345678");
  assert.equal(number()(new Row({ isdncode: "17" }), "isdnCode"), 17);
});

test("a button that says little gets the provider's own defaults", () => {
  const { buttons } = readers.readButtons(new Row({ buttons: [{ CID: cid }] }));
  const defaults = { phone: "", color: "#008735", btntype: 2, text: "", descr: "", dtmf: false };
  assert.deepEqual(buttons, [{ cid, ...defaults, raw: { CID: cid } }]);
});

test("caller numbers and hooks may be bare texts", () => {
  const { phones } = readers.readCallerNumbers(new Row({ phones: ["+74951500000", 74951500001] }));
  assert.deepEqual(
    phones.map(({ phone, isDefault }) => [phone, isDefault]),
    [
      ["74951500000", false],
      ["74951500001", false],
    ],
  );
  assert.deepEqual(readers.readHooks(new Row({ webhooks: "https://a.example/" })), {
    webhooks: ["https://a.example/"],
  });
  assert.deepEqual(readers.readHooks(new Row({ webhooks: [{ URL: "https://a.example/" }] })), {
    webhooks: ["https://a.example/"],
  });
});

test("a call in the history that lacks nearly everything is still listed, with what it has", () => {
  const bare = { GMT: "sometime", Direction: "sideways", Duration: "long" };
  assert.deepEqual(readPastCalls(new Row({ calls: [bare] })), { calls: [{ raw: bare }] });
  assert.deepEqual(readAttempts(new Row({ attempts: [{}, bare] })), { attempts: [{ raw: {} }, { raw: bare }] });
});

test("forwarding is read at the top or in an object of its own", () => {
  const own = { redirtype: 1, allcalls: "voicemail" };
  const read = { redirtype: 1, allcalls: "voicemail", raw: own };
  assert.deepEqual(readRedirect(new Row(own)), read);
  assert.deepEqual(readRedirect(new Row({ status: "success", redirect: own })), read);
});
