/** Shapes that nobody has promised and nobody can rule out: read as meant, or said to be unread by name and type. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { money, seconds } from "../../worker/sipnet/fields.ts";
import { readPastCalls, readReport } from "../../worker/sipnet/history-readers.ts";
import { parseExact } from "../../worker/sipnet/answer.ts";
import { readButtons, readCallerNumbers, readTwoLegCalls, type TwoLegCall } from "../../worker/sipnet/readers.ts";
import { type Doubt, type Raw, Row } from "../../worker/sipnet/row.ts";

const cid = "D6VZ0000000000000000000000000ZG4";

function callOf(row: Raw): TwoLegCall | undefined {
  return readTwoLegCalls(new Row({ calls: [row] })).calls[0];
}

const durations: [written: unknown, seconds: number | undefined][] = [
  ["37 сек", 37],
  ["37 сек.", 37],
  ["37с", 37],
  ["1 мин 5 сек", 65],
  ["1м 5с", 65],
  ["2 минуты", 120],
  ["1 час 2 мин", 3_720],
  ["37 s", 37],
  ["1 min 5 sec", 65],
  ["1h 0m 3s", 3_603],
  ["0:37", 37],
  ["37", 37],
  ["0:03:50.000", 230],
  ["37\u00a0сек.", 37],
  ["37&nbsp;с", 37],
  ["1 min, 5 sec", 65],
  ["PT3M50S", 230],
  [12.7, 13],
  ["0,4", 1],
  ["PT", undefined],
  ["долго", undefined],
  ["5 сек 1 мин", undefined],
];

for (const [written, value] of durations) {
  test(`a duration of "${String(written)}" is ${value} seconds`, () => {
    assert.equal(seconds("Duration")(new Row({ Duration: written }), "durationS"), value);
  });
}

const prices: [written: unknown, value: number | undefined][] = [
  ["12,30", 12.3],
  ["12,30 руб.", 12.3],
  ["12.30 RUB", 12.3],
  ["12,30 ₽", 12.3],
  ["$1.50", 1.5],
  ["1.250,40", 1250.4],
  ["1 250,40 р.", 1250.4],
  ["-1,25", -1.25],
  ["бесплатно", undefined],
  ["1e20", undefined],
  [1e308, undefined],
];

for (const [written, value] of prices) {
  test(`${String(written)} is the price ${value}`, () => {
    assert.equal(money()(new Row({ Price: written }), "price"), value);
  });
}

const states: [written: string | number, state: TwoLegCall["state"], why?: TwoLegCall["why"]][] = [
  ["Завершён", "completed"],
  ["завершен", "completed"],
  ["Нет ответа", "completed", "no-answer"],
  ["Не отвечает", undefined],
  ["Занято", "completed", "busy"],
  ["Отклонён", "completed", "declined"],
  ["Разговор", "connected"],
  ["NO ANSWER", "completed", "no-answer"],
  ["BUSY", "completed", "busy"],
  ["CANCEL", undefined],
  ["ANSWERED", undefined],
  ["Отвечен", undefined],
  ["Звонок завершён", "completed"],
  ["Завершено успешно", "completed"],
  ["Call ended", "completed"],
  ["DISCONNECTED", "completed"],
  ["Абонент не ответил", "completed", "no-answer"],
  ["Линия занята", "completed", "busy"],
  ["call was rejected", "completed", "declined"],
  ["В разговоре", "connected"],
  ["In call", "connected"],
  ["Call answered", undefined],
  ["Вызов", "ringing"],
  [486, "completed", "busy"],
  [5, undefined],
  ["5", undefined],
];

for (const [written, state, why] of states) {
  test(`a call that is ${JSON.stringify(written)} is ${state ?? "not known"}${why ? `, because ${why}` : ""}`, () => {
    const call = callOf({ State: written });
    assert.deepEqual([call?.state, call?.why], [state, why]);
  });
}

const doubts: [what: string, row: Raw, doubts: Doubt[]][] = [
  ["a state that is a number", { State: 5 }, [{ key: "State", type: "number" }]],
  ["a word that nobody knows", { call_state: "perhaps" }, [{ key: "call_state", type: "string" }]],
  ["a duration that is a list", { Duration: [37, 5] }, [{ key: "Duration", type: "array" }]],
  ["what XML says nothing with", { Duration: {}, Price: [] }, []],
  ["a time of another writing", { GMT: "24 ноября" }, [{ key: "GMT", type: "string" }]],
  ["a word that is plain but does not tell", { State: "ANSWERED" }, []],
  ["nothing at all", {}, []],
  ["blank texts", { State: " ", Duration: "" }, []],
];

for (const [what, row, expected] of doubts) {
  test(`${what} leaves ${expected.length === 0 ? "no doubt" : "a doubt, by name and type"}`, () => {
    const answer = new Row({ calls: [row] });
    readTwoLegCalls(answer);
    const seen = new Map(answer.doubts.map((doubt) => [JSON.stringify(doubt), doubt]));
    assert.deepEqual([...seen.values()], expected);
  });
}

test("a doubt never holds a value, nor a key that is one", () => {
  const answer = new Row({
    calls: { "79161234567": { "79161234567": "x", State: "79161234567", GMT: "79161234567" } },
  });
  readTwoLegCalls(answer);
  assert.ok(answer.doubts.length > 0);
  assert.ok(!JSON.stringify(answer.doubts).includes("7916"));
});

test("an id above 2^53 is the id that was written", () => {
  const answer = parseExact('{"calls":[{"ID":9007199254740993,"SrcPhone":74951234567,"Price":1.50}]}') as Raw;
  const [call] = readTwoLegCalls(new Row(answer)).calls;
  assert.deepEqual([call?.id, call?.src, call?.price], ["9007199254740993", "74951234567", 1.5]);
});

test("text that was written for a page is read as it was typed", () => {
  const [button] = readButtons(
    new Row({ buttons: [{ cid, text: "Чай &amp; кофе &quot;у&#39;нас&quot;", descr: "&nope;" }] }),
  ).buttons;
  assert.deepEqual([button?.text, button?.descr], [`Чай & кофе "у'нас"`, "&nope;"]);
  const [call] = readPastCalls(new Row({ calls: [{ URL: "https://a.example/r?a=1&amp;b=2" }] })).calls;
  assert.equal(call?.url, "https://a.example/r?a=1&b=2");
});

test("lists that name each row by its id are lists", () => {
  assert.equal(readButtons(new Row({ buttons: { [cid]: { phone: "74951234567" } } })).buttons[0]?.cid, cid);
  assert.equal(readTwoLegCalls(new Row({ calls: { 84213: { State: "ringing" } } })).calls[0]?.id, "84213");
  assert.equal(readTwoLegCalls(new Row({ calls: { 0: { State: "ringing" } } })).calls[0]?.id, undefined);
  assert.equal(
    readCallerNumbers(new Row({ phones: { 74951500000: { type: "sms" } } })).phones[0]?.phone,
    "74951500000",
  );
});

const rows = [{ ID: "84213", State: "completed" }];
const wraps: [how: string, answer: Raw, ids: (string | undefined)[]][] = [
  ["a list in a list", { calls: [rows] }, ["84213"]],
  ["a list under the name of its rows", { calls: { call: rows } }, ["84213"]],
  ["one row under its name", { calls: { call: rows[0] } }, ["84213"]],
  ["each row under its name", { calls: rows.map((call) => ({ call })) }, ["84213"]],
  ["rows by number, with their count", { calls: { count: 1, ...rows } }, ["84213"]],
  ["a list within an envelope", { data: { calls: rows } }, ["84213"]],
  ["the only list, under another name", { calls2: rows }, ["84213"]],
  ["keys with hyphens and blanks", { calls: [{ "call-id": "84213" }, { "Call ID": "84214" }] }, ["84213", "84214"]],
  ["a database's own id besides", { calls: [{ _id: "6f1c", id: "84213" }] }, ["84213"]],
  ["nothing, and what is no list of rows", { meta: { page: 1 }, days: ["24.11.2026"] }, []],
];

for (const [how, answer, ids] of wraps) {
  test(`calls are found in ${how}`, () => {
    const { calls } = readTwoLegCalls(new Row({ status: "success", ...answer }));
    assert.deepEqual(
      calls.map(({ id }) => id),
      ids,
    );
  });
}

const unreadLists: [what: string, answer: Raw, doubts: Doubt[]][] = [
  ["a list in a text", { calls: "[]" }, [{ key: "calls", type: "string" }]],
  [
    "two lists, of which neither is called as it should be",
    { one: rows, other: rows },
    [
      { key: "one", type: "array" },
      { key: "other", type: "array" },
    ],
  ],
];

for (const [what, answer, expected] of unreadLists) {
  test(`${what} is said to be unread, and never a call`, () => {
    const row = new Row(answer);
    const read = (): number => readTwoLegCalls(row).calls.length;
    if (what.includes("text")) assert.throws(read);
    else assert.equal(read(), 0);
    assert.deepEqual(row.doubts, expected);
  });
}

test("older rows of calls say their direction with the account", () => {
  const { calls } = readPastCalls(
    new Row({ calls: ["SIP ID (OUT)", "SIP ID (IN)", "Исходящий"].map((Direction) => ({ Direction })) }),
  );
  assert.deepEqual(
    calls.map(({ direction }) => direction),
    ["out", "in", "out"],
  );
});

test("a month's report of a busy account may hold more talk than a day is long", () => {
  const report = readReport(new Row({ rows: [{ Account: "demo", Duration: "123456" }] }));
  assert.equal(report.rows[0]?.durationS, 123_456);
});
