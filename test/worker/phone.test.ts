import assert from "node:assert/strict";
import { test } from "node:test";
import { judgePhone, maskNumber, toSipnet } from "../../worker/numbers/phone.ts";

const accepted: [typed: string, e164: string][] = [
  ["+7 916 123-45-67", "+79161234567"],
  ["8 (916) 123 45 67", "+79161234567"],
  ["89161234567", "+79161234567"],
  ["9161234567", "+79161234567"],
  ["7 916 123 45 67", "+79161234567"],
  ["+7\u00a0916\u00a0123\u201145\u201167", "+79161234567"],
  ["8 495 123-45-67", "+74951234567"],
  ["+7 (812) 309-00-00", "+78123090000"],
  ["+7+916 123-45-67", "+79161234567"],
  ["tel:tel:+79161234567", "+79161234567"],
];

for (const [typed, e164] of accepted) {
  test(`a visitor who types "${typed}" is called at ${e164}`, () => {
    const phone = judgePhone(typed, ["RU"]);
    assert.ok("country" in phone, JSON.stringify(phone));
    assert.equal(phone.e164, e164);
  });
}

const refused: [typed: string, rule: string][] = [
  ["", "phone.malformed"],
  ["12", "phone.malformed"],
  ["hello", "phone.malformed"],
  // Seven digits that begin like a satellite's number.
  ["9546311", "phone.malformed"],
  ["+7 916 123-45-67 ext 5", "phone.extension"],
  ["+7 916 123-45-67 доб. 5", "phone.extension"],
  ["+79161234567;ext=5", "phone.extension"],
  ["+7 916 123 45 67 89161234567 000000000", "phone.malformed"],
  // Moscow's, or Germany's.
  ["+7+495 123-45-67", "phone.malformed"],
  ["1-800-FLOWERS", "phone.malformed"],
  ["٠٩١٦١٢٣٤٥٦٧", "phone.malformed"],
  ["+7 809 123-45-67", "phone.type"],
  ["8 800 200-00-00", "phone.type"],
  ["+7 840 123-45-67", "phone.prefix"],
  ["+7 940 123-45-67", "phone.prefix"],
  ["+7 954 123-45-67", "phone.prefix"],
  ["+870 773 123456", "phone.prefix"],
  ["+882 16 12345678", "phone.prefix"],
  ["+883 5100 12345678", "phone.prefix"],
  ["+979 123456789", "phone.prefix"],
  ["+800 1234 5678", "phone.prefix"],
  ["+1 212 555 0100", "phone.country"],
  ["+1 212 736 5000", "phone.country"],
  ["+49 30 901820", "phone.country"],
  ["+7 701 234 5678", "phone.country"],
];

for (const [typed, rule] of refused) {
  test(`nobody is called at "${typed}" (${rule})`, () => {
    const phone = judgePhone(typed, ["RU"]);
    assert.ok("rule" in phone, JSON.stringify(phone));
    assert.equal(phone.rule, rule);
  });
}

test("an owner who allows Kazakhstan is called there", () => {
  const phone = judgePhone("+7 701 234 5678", ["RU", "KZ"]);
  assert.ok("country" in phone);
  assert.equal(phone.country, "KZ");
});

test("a number is masked in the middle", () => {
  assert.equal(maskNumber("+79161234567"), "+7916***4567");
  assert.equal(maskNumber("79161234567"), "+7916***4567");
  assert.equal(maskNumber("112"), "***");
});

test("the provider gets digits", () => {
  assert.equal(toSipnet("+79161234567"), "79161234567");
});
