/** What a visitor may type, how it is written, and how long they talked. */
import { clock } from "../../widget/call/clock.ts";
import { partsOf, readPhone } from "../../widget/dialog/phone-field.ts";
import { exampleFor, groupAsTyped, groupPhone } from "../../widget/dialog/typing.ts";
import { equal } from "./stage/assert.ts";

/** What is sent; or how many digits are wanting, none where nothing can be said. */
const numbers: [country: string, typed: string, read: string | number][] = [
  ["RU", "+7 916 123-45-67", "+79161234567"],
  ["RU", "8 (916) 123-45-67", "+79161234567"],
  ["RU", "89161234567", "+79161234567"],
  ["RU", "79161234567", "+79161234567"],
  ["RU", "916 123 45 67", "+79161234567"],
  ["RU", "4951234567", "+74951234567"],
  ["RU", "tel:+79161234567", "+79161234567"],
  ["RU", "\u202a+7 916 123\u00a045\u201167\u202c", "+79161234567"],
  ["RU", "+44 20 7946 0958", "+442079460958"],
  ["RU", "+49 30 123456", "+4930123456"],
  // A digit of another script is part of the number, though not one that is understood: nobody is called without it.
  ["RU", "+\uff179161234567", 0],
  ["RU", "+7 916 123-45-6\u0667", 0],
  ["DE", "+49 30 123456\u0967", 0],
  ["RU", "+7 916 123-45-67\u00b9", "+79161234567"],
  ["RU", "+7 495 123-45-67 доб. 12", 0],
  ["RU", "+7 495 123-45-67 #12", 0],
  ["RU", "+49 30 1234567,5", 0],
  ["RU", "+7916", 7],
  ["RU", "8 916 123-45", 2],
  // One digit of "8 343 123-45-67" is missing: as ten digits after "+7" it would be somebody's number.
  ["RU", "8343123456", 1],
  ["RU", "442079460958", 0],
  ["RU", "12", 8],
  ["RU", "", 0],
  ["RU", "+", 0],
  ["RU", "+1234567890123456", 0],
  ["KZ", "8 701 234 56 78", "+77012345678"],
  ["KZ", "7012345678", 1],
  ["UZ", "90 123-45-67", "+998901234567"],
  ["UZ", "998901234567", "+998901234567"],
  ["UZ", "88 123-45-67", "+998881234567"],
  // A country that the widget knows nothing of: the Worker reads it.
  ["DE", "030 1234567", "0301234567"],
  ["DE", "+49 30 1234567", "+49301234567"],
];

describe("a typed number", () => {
  for (const [country, typed, read] of numbers)
    it(`"${typed}" in ${country} is ${read}`, () => {
      const reading = readPhone(typed, country);
      equal("phone" in reading ? reading.phone : (reading.missing ?? 0), read, "what is read");
    });
});

const written: [country: string, typed: string, shown: string][] = [
  ["RU", "9", "+7 9"],
  ["RU", "+79161", "+7 916 1"],
  ["RU", "9161234567", "+7 916 123-45-67"],
  ["RU", "8916123", "8 916 123"],
  ["RU", "+74951500000", "+7 495 150-00-00"],
  ["RU", "+7 ", "+7 "],
  ["RU", "+442079460958", "+442079460958"],
  ["RU", "8 (916) 123", "8 (916) 123"],
  ["RU", "916 доб", "916 доб"],
  ["RU", "+7916123456789", "+7916123456789"],
  ["UZ", "901234567", "+998 90 123-45-67"],
  ["DE", "0301234567", "0301234567"],
];

describe("a number as one writes it", () => {
  for (const [country, typed, shown] of written)
    it(`"${typed}" in ${country} is shown as "${shown}"`, () => equal(groupPhone(typed, country, partsOf), shown));

  it("has an example that nobody would write otherwise", () => {
    for (const country of ["RU", "KZ", "UZ"])
      equal(groupPhone(exampleFor(country), country, partsOf), exampleFor(country));
    equal(exampleFor("DE"), "");
  });

  const field = (value: string, caret = value.length): HTMLInputElement => {
    const input = document.createElement("input");
    input.value = value;
    input.setSelectionRange(caret, caret);
    return input;
  };
  const after = (input: HTMLInputElement, init: InputEventInit): string => {
    input.addEventListener("input", (event) => groupAsTyped(event as InputEvent, "RU", partsOf));
    input.dispatchEvent(new InputEvent("input", init));
    return input.value;
  };

  it("is grouped as it is typed and as it is pasted", () => {
    equal(after(field("+7 9161"), { inputType: "insertText" }), "+7 916 1");
    equal(after(field("89161234567"), { inputType: "insertFromPaste" }), "8 916 123-45-67");
  });

  it("is left alone while it is deleted, composed, undone, or mended in the middle", () => {
    for (const inputType of ["deleteContentBackward", "historyUndo"])
      equal(after(field("+7916"), { inputType }), "+7916");
    equal(after(field("+7916"), { inputType: "insertCompositionText", isComposing: true }), "+7916");
    equal(after(field("+7 9161 23", 5), { inputType: "insertText" }), "+7 9161 23");
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
