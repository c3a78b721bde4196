/** What a visitor may type, and which colour their eyes can read. */
import { textOn } from "../../widget/contrast.ts";
import { clock } from "../../widget/clock.ts";
import { toE164, written } from "../../widget/phone.ts";
import { equal, ok } from "./assert.ts";

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
  ["+7 495 123-45-67 доб. 12", undefined],
  ["+7 495 123-45-67 #12", undefined],
  ["+49 30 1234567,5", undefined],
  ["+7916", undefined],
  ["12", undefined],
  ["", undefined],
  ["+1234567890123456", undefined],
];

const onColour: [rgb: string, text: string][] = [
  ["rgb(11, 87, 208)", "#fff"],
  ["rgb(255, 212, 0)", "#000"],
  ["rgb(255, 255, 255)", "#000"],
  ["rgb(0, 0, 0)", "#fff"],
  ["rgb(255, 0, 0)", "#000"],
  ["rgb(119, 119, 119)", "#000"],
  ["auto", "#fff"],
];

function luminance(channels: number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("a typed number", () => {
  for (const [typed, sent] of numbers)
    it(`"${typed}" is ${sent ?? "no number"}`, () => equal(toE164(typed), sent, "what is sent"));

  it("is shown as one writes it in Russia, and others as they are", () => {
    equal(written("+74951500000"), "+7 495 150-00-00");
    equal(written("+442079460958"), "+442079460958");
  });
});

describe("text on an owner's colour", () => {
  for (const [rgb, text] of onColour) it(`is ${text} on ${rgb}`, () => equal(textOn(rgb), text, "text"));

  it("stands out 4.5 : 1 at least, whatever the colour", () => {
    const steps = Array.from({ length: 86 }, (_, step) => step * 3);
    for (const red of steps)
      for (const green of steps)
        for (const blue of steps) {
          const light = luminance([red, green, blue]);
          const contrast =
            textOn(`rgb(${red}, ${green}, ${blue})`) === "#000" ? (light + 0.05) / 0.05 : 1.05 / (light + 0.05);
          ok(contrast >= 4.5, `4.5 : 1 on rgb(${red}, ${green}, ${blue}), not ${contrast}`);
        }
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
