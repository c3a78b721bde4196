/** What a visitor may type, and how long they talked. */
import { clock } from "../../widget/call/clock.ts";
import { toE164, written } from "../../widget/dialog/phone-number.ts";
import { equal } from "./assert.ts";

const numbers: [typed: string, sent: string | undefined][] = [
  ["+7 916 123-45-67", "+79161234567"],
  ["8 (916) 123-45-67", "+79161234567"],
  ["89161234567", "+79161234567"],
  ["79161234567", "+79161234567"],
  ["916 123 45 67", "+79161234567"],
  ["4951234567", "+74951234567"],
  ["tel:+79161234567", "+79161234567"],
  ["\u202a+7 916 123\u00a045\u201167\u202c", "+79161234567"],
  ["+44 20 7946 0958", "+442079460958"],
  ["+49 30 123456", "+4930123456"],
  ["+7 495 123-45-67 доб. 12", undefined],
  ["+7 495 123-45-67 #12", undefined],
  ["+49 30 1234567,5", undefined],
  ["+7916", undefined],
  ["12", undefined],
  ["", undefined],
  ["+1234567890123456", undefined],
];

describe("a typed number", () => {
  for (const [typed, sent] of numbers)
    it(`"${typed}" is ${sent ?? "no number"}`, () => equal(toE164(typed), sent, "what is sent"));

  it("is shown as one writes it in Russia, and others as they are", () => {
    equal(written("+74951500000"), "+7 495 150-00-00");
    equal(written("+442079460958"), "+442079460958");
  });
});

describe("the time of talk", () => {
  for (const [ms, shown] of [
    [0, "0:00"],
    [7_900, "0:07"],
    [60_000, "1:00"],
    [671_000, "11:11"],
    [3_661_000, "61:01"],
  ] as const)
    it(`is ${shown} after ${ms} ms`, () => equal(clock(ms), shown));
});
