/** What axe cannot see: small screens, large text, forced colours, other directions, thick fingers. */
import { emulateMedia, setViewport } from "@web/test-runner-commands";
import { equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, problem } from "./stage/fake-worker.ts";
import { drivesMedia, drivesScreen } from "./stage/media.ts";
import { Page, snippet } from "./stage/page.ts";

type Step = [name: string, go: (page: Page) => Promise<void>];

const steps: Step[] = [
  ["the form", (page) => page.click("button")],
  [
    "a living call",
    async (page) => {
      await page.ask();
      await page.tell("ringing", { owner: "answered", visitor: "ringing" });
      await page.comes(".phones");
    },
  ],
  [
    "times for later",
    async (page) => {
      await page.click("button");
      await page.press("Перезвоните мне позже");
      await page.comes("[name=at]");
    },
  ],
  [
    "a mark for the call",
    async (page) => {
      await page.ask();
      await page.tell("ended", {}, { duration: 67 });
      await page.comes("[part=rating]");
    },
  ],
];

/** 320 pixels are 1280 at 400 %, 640 are 1280 at 200 %. WCAG 2.2, sections 1.4.4 and 1.4.10. */
const screens: [width: number, height: number, which: string][] = [
  [320, 568, "the smallest phone, and at 400 %"],
  [320, 400, "a screen too low for all of it"],
  [640, 640, "a screen at 200 %"],
];

describe("everybody can reach it", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    page.worker.on(`GET /v1/buttons/${cid}/slots`, () => json({ slots: [24, 25, 26, 27, 48, 49].map(at) }));
  });
  afterEach(async () => {
    await page.leave();
    document.documentElement.removeAttribute("style");
    if (drivesScreen) await setViewport({ width: 800, height: 600 });
    document.documentElement.removeAttribute("dir");
    if (drivesMedia) await emulateMedia({ forcedColors: "none" });
  });
  const seen = () => [...page.part("dialog").querySelectorAll<HTMLElement>("*")].filter((one) => one.checkVisibility());
  const targets = () => seen().filter((one) => one.matches("button, input, select, a"));

  const allWhole = () => {
    for (const one of seen())
      ok(
        one.scrollWidth <= one.clientWidth + 1 || !one.clientWidth,
        `${one.localName}, ${one.scrollWidth} of ${one.clientWidth}, whole`,
      );
  };

  if (drivesScreen)
    it("on a phone that lies on its side nothing covers the field that is typed into", async () => {
      for (const [width, height] of [
        [640, 320],
        [568, 256],
      ] as const) {
        await setViewport({ width, height });
        await page.open();
        await page.click("button");
        const phone = page.part("phone");
        const { left, top, bottom } = phone.getBoundingClientRect();
        const root = phone.getRootNode() as ShadowRoot;
        for (const y of [top + 9, (top + bottom) / 2, bottom - 9])
          equal(root.elementFromPoint(left + 40, y), phone, `at ${y} of ${height}`);
        page.part("dialog").close();
      }
    });

  for (const [name, go] of steps) {
    it(`${name}: nothing is cut off at 320 pixels, nor with text of 200 %`, async () => {
      page.root.style.width = "320px";
      await page.open(snippet);
      await go(page);
      const dialog = page.part("dialog");
      for (const [width, scale] of [
        ["296px", "100%"],
        ["640px", "200%"],
      ] as const) {
        dialog.style.width = width;
        dialog.style.zoom = scale;
        await settle();
        allWhole();
        dialog.style.zoom = "";
      }
    });

    for (const [width, height, which] of drivesScreen ? screens : [])
      it(`${name}: nothing is cut off on ${which}`, async () => {
        await setViewport({ width, height });
        await page.open();
        await go(page);
        for (const movement of page.part("dialog").getAnimations()) movement.finish();
        const { left, top, right, bottom } = page.part("dialog").getBoundingClientRect();
        // Firefox gives an edge a hundred-thousandth of a pixel too far.
        ok(
          left >= 0 && top >= 0 && right <= width && bottom < height + 0.01,
          `within: ${[left, top, right, bottom].join()}`,
        );
        equal(document.documentElement.scrollWidth, width, "the page's width");
        allWhole();
      });

    it(`${name}: every target is 24 pixels high at least, every button 44`, async () => {
      await page.open();
      await go(page);
      for (const one of targets()) {
        const { height } = (one.closest("label") ?? one).getBoundingClientRect();
        const inline = one.matches("p a, form > a");
        ok(
          height >= (one.matches("button, select, [type=tel]") ? 44 : inline ? 18 : 24),
          `${one.localName}: ${height}`,
        );
      }
    });

    it(`${name}: reads from right to left where the page does`, async () => {
      document.documentElement.dir = "rtl";
      await page.open();
      await go(page);
      const title = page.part("dialog").querySelector("h2");
      equal(title && getComputedStyle(title).direction, "rtl");
      const [first, second] = page.part("dialog").querySelectorAll(".phones b");
      if (first?.checkVisibility())
        ok(first.getBoundingClientRect().left > (second?.getBoundingClientRect().left ?? 0), "the company first");
    });

    if (drivesMedia)
      it(`${name}: keeps its edges where colours are forced`, async () => {
        await emulateMedia({ forcedColors: "active" });
        await page.open();
        await go(page);
        for (const one of targets().filter((each) => each.matches("button")))
          ok(parseFloat(getComputedStyle(one).borderTopWidth) >= 1, "a border that shows");
        ok(parseFloat(getComputedStyle(page.part("dialog")).borderTopWidth) >= 1, "a border around");
      });
  }

  if (drivesScreen)
    it("the panel of a call stays on the screen of a page that is zoomed by its own style", async () => {
      await setViewport({ width: 1280, height: 800 });
      for (const zoom of ["1", "2"]) {
        document.documentElement.style.zoom = zoom;
        await page.open(snippet.replace("lang", 'mode="floating" lang'));
        await (zoom === "1" ? page.ask() : page.click("button"));
        await page.tell("ringing", { owner: "answered", visitor: "ringing" });
        await page.comes(".phones");
        for (const movement of page.part("dialog").getAnimations()) movement.finish();
        const close = page.part("close").getBoundingClientRect();
        const root = page.part("close").getRootNode() as ShadowRoot;
        const hit = root.elementFromPoint(close.x + close.width / 2, close.y + close.height / 2);
        equal(hit, page.part("close"), `what a finger finds at ${close.y} where zoom is ${zoom}`);
      }
    });

  it("numbers read from left to right on a page that does not", async () => {
    page.worker.on("POST /v1/calls", () => problem("too-many-calls", 429));
    document.documentElement.dir = "rtl";
    await page.open();
    await page.ask();
    const link = page.part("dialog").querySelector("[part=link]");
    ok(link, "the owner's number");
    const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode();
    ok(text, "digits");
    const left = (at: number): number => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    };
    const places = [0, 1, 3, 7].map(left);
    equal(
      places,
      places.toSorted((a, b) => a - b),
      "where its parts stand",
    );
  });

  it("a label of one endless word breaks rather than leave the screen", async () => {
    page.root.style.width = "280px";
    const button = await page.open(snippet.replace("lang=", `label="${"Донаудампфшиффарт".repeat(6)}" lang=`));
    ok(button.getBoundingClientRect().width <= 280, `${button.getBoundingClientRect().width} pixels`);
    page.root.removeAttribute("style");
  });

  it("a phone number filled in by the browser is taken as typed", async () => {
    await page.open();
    await page.click("button");
    const field = page.part("phone");
    equal([field.type, field.name, field.autocomplete], ["tel", "tel", "tel"], "what autofill looks for");
    ok(field.form && field.labels?.[0]?.textContent?.includes("Ваш телефон"), "a field with a label, in a form");
    field.value = "+7 (916) 123-45-67";
    field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(page.worker.of("POST /v1/calls")[0]?.body["phone"], "+79161234567", "the number");
    equal(field.value, "+7 (916) 123-45-67", "what stands there");
  });
});
