/** Text on an owner's colour: whatever colour that is, eyes can read it. */
import { equal, ok } from "./stage/assert.ts";
import { Page } from "./stage/page.ts";
import { painted } from "./stage/painted.ts";

const onColour: [colour: string, text: string][] = [
  ["#0b57d0", "white"],
  ["#ffd400", "black"],
  ["#fff", "black"],
  ["#000", "white"],
  ["red", "black"],
  ["#777", "black"],
];

function luminance(channels: number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("text on an owner's colour", () => {
  let page: Page;
  let textOn: (colour: string) => number[];

  beforeEach(async () => {
    page = new Page();
    const element = await page.open();
    const button = page.part("button");
    textOn = (colour) => {
      element.style.setProperty("--sipnet-color", colour);
      return painted(getComputedStyle(button).color);
    };
  });
  afterEach(() => page.leave());

  for (const [colour, text] of onColour)
    it(`is ${text} on ${colour}`, () => equal(textOn(colour), painted(text), "text"));

  it("stands out 4.5 : 1 at least, whatever the colour", () => {
    const steps = Array.from({ length: 16 }, (_, step) => step * 17);
    for (const red of steps)
      for (const green of steps)
        for (const blue of steps) {
          const [less = 0, more = 0] = [
            luminance([red, green, blue]),
            luminance(textOn(`rgb(${red} ${green} ${blue})`)),
          ].toSorted((one, other) => one - other);
          const contrast = (more + 0.05) / (less + 0.05);
          ok(contrast >= 4.5, `4.5 : 1 on rgb(${red}, ${green}, ${blue}), not ${contrast}`);
        }
  });
});
