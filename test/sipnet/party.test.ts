/** One party in all the writings that the provider may have for it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, readParty, visibleDigits } from "../../worker/sipnet/party.ts";

const pairs: [seen: string, known: string, fits: "exact" | "masked" | null][] = [
  ["79161234567", "79161234567", "exact"],
  ["+7 (916) 123-45-67", "79161234567", "exact"],
  ["89161234567", "79161234567", "exact"],
  ["9161234567", "79161234567", "exact"],
  ["pstn79161234567", "79161234567", "exact"],
  ["79161234567@sipnet.ru", "79161234567", "exact"],
  ["sip:79161234567@10.0.0.1;user=phone", "79161234567", "exact"],
  ["<sip:79161234567@sipnet.ru>", "79161234567", "exact"],
  ['"Anna 5" <sip:%2B79161234567@sipnet.ru:5060>;tag=a1', "79161234567", "exact"],
  ["Анна +7 916 123-45-67", "79161234567", "exact"],
  ["79161234567 (mobile)", "79161234567", "exact"],
  ["81079161234567", "79161234567", "exact"],
  ["0079161234567", "79161234567", "exact"],
  ["\u202a+79161234567\u202c", "79161234567", "exact"],
  ["4951234567", "74951234567", "exact"],
  ["anonymous", "79161234567", "masked"],
  ["Номер скрыт", "79161234567", "masked"],
  ["0012345678", "0012345678@sipnet.ru", "exact"],
  ["0012345678@SIPNET.ru", "0012345678@sipnet.ru", "exact"],
  ["79161234567", "pstn79161234567", "exact"],
  ["7916***4567", "79161234567", "masked"],
  ["+7 916 ***-**-67", "79161234567", "masked"],
  ["7916XXX4567", "79161234567", "masked"],
  ["8916***4567", "79161234567", "masked"],
  ["***4567", "79161234567", "masked"],
  ["7916*******", "79161234567", "masked"],
  ["7916***4567@sipnet.ru", "79161234567", "masked"],
  ["7916***4567", "+7916***4567", "masked"],
  ["***67", "+7916***4567", "masked"],
  ["7916***4568", "79161234567", null],
  ["7917***4567", "+7916***4567", null],
  ["79161234568", "79161234567", null],
  ["Anna 79161234568", "79161234567", null],
  ["79161234567 79161234568", "79161234567", null],
  ["Anna 79161234567 79161234568", "79161234567", null],
  ["anna", "79161234567", null],
  ["user79161234567", "79161234567", null],
  ["0012345678", "12345678", null],
  ["09161234567", "79161234567", null],
  ["2012345678", "0012345678@sipnet.ru", null],
  ["9161234567", "375291234567", null],
];

for (const [seen, known, fits] of pairs) {
  test(`${seen} is ${fits === null ? "not " : ""}${known}${fits === "masked" ? ", as far as can be seen" : ""}`, () => {
    assert.equal(compare(readParty(seen), readParty(known)), fits);
  });
}

test("what can be seen of a party is counted", () => {
  assert.deepEqual(
    ["79161234567", "7916***4567", "***67"].map((each) => visibleDigits(readParty(each))),
    [11, 8, 2],
  );
});
