/** First of all: everybody can use it. Axe in every state, theme and look, and what axe cannot see. */
import "axe-core";
import { sendKeys } from "@web/test-runner-commands";
import type axeCore from "axe-core";
import type { Call } from "../../worker/protocol.ts";
import { equal, ok } from "./assert.ts";
import { settle } from "./fake-clock.ts";
import { cid, json, problem, record } from "./fake-worker.ts";
import { chooseTheme } from "./media.ts";
import { Page } from "./page.ts";

declare const axe: typeof axeCore;

type Step = [name: string, go: (page: Page) => Promise<void>];

const told = (...what: Parameters<Page["tell"]>): Step => [
  [what[0], ...Object.values(what[1] ?? {})].join(" "),
  async (page) => {
    await page.ask();
    await page.tell(...what);
  },
];

const over = (state: Call["state"], reason: NonNullable<Call["reason"]>): Step =>
  told(state, { owner: "ended", visitor: "waiting" }, { reason });

const steps: Step[] = [
  ["a button", async () => settle()],
  ["the form", (page) => page.click("button")],
  [
    "a wrong number",
    async (page) => {
      await page.ask("12");
    },
  ],
  [
    "a refusal",
    async (page) => {
      page.worker.on("POST /v1/calls", () => problem("too-many-calls", 429, 300));
      await page.ask();
    },
  ],
  told("dialling"),
  told("ringing", { owner: "ringing" }),
  told("ringing", { owner: "answered", visitor: "ringing" }),
  told("connected", { owner: "answered", visitor: "answered" }),
  told("unknown"),
  told("ended", {}, { duration: 67 }),
  over("busy", "owner-busy"),
  over("no-answer", "visitor-no-answer"),
  told("failed"),
  told("scheduled", {}, { at: "2026-11-25T06:00:00Z" }),
  ["times for later", (page) => wantMore(page)],
  [
    "a mark for the call",
    async (page) => {
      await page.ask();
      await page.tell("ended", {}, { duration: 67 });
      await wantMore(page);
    },
  ],
];

/** Presses what leads to more than a call now, and waits until that is there. */
async function wantMore(page: Page): Promise<void> {
  if (!page.buttons[0]?.shadowRoot?.querySelector("dialog[open]")) await page.click("button");
  const buttons = [...page.part("dialog").querySelectorAll("button")];
  buttons.find((one) => one.checkVisibility() && /позже|Оценить/.test(one.textContent ?? ""))?.click();
  for (let turn = 0; turn < 20 && !page.part("dialog").querySelector("select, fieldset"); turn++) await settle();
}

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { region: { enabled: false } },
    resultTypes: ["violations"],
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}

describe("everybody can use it", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
    document.documentElement.lang = "ru";
    document.documentElement.style.cssText = "color-scheme: light dark; background: canvas";
  });
  afterEach(async () => {
    await page.leave();
    await chooseTheme("light");
  });

  for (const colorScheme of ["light", "dark"] as const)
    for (const design of [2, 3])
      for (const [name, go] of steps)
        it(`axe finds nothing wrong with ${name}, ${colorScheme}, design ${design}`, async () => {
          await chooseTheme(colorScheme);
          page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, design, color: "#ffd400" }));
          page.worker.on(`GET /v1/buttons/${cid}/slots`, () => json({ slots: ["2026-11-25T06:00:00Z"] }));
          await page.open();
          await go(page);
          page.clock.uninstall();
          equal(await violations(), []);
        });

  it("a visitor with a keyboard calls, closes and is back where they were", async () => {
    const focused = (): string | null | undefined => page.buttons[0]?.shadowRoot?.activeElement?.getAttribute("part");
    await page.open();
    await sendKeys({ press: "Tab" });
    equal(focused(), "button", "the focus");
    await sendKeys({ press: "Enter" });
    await settle();
    equal(focused(), "phone", "the focus");
    await sendKeys({ press: "Escape" });
    await settle();
    ok(!page.part("dialog").open, "a closed dialog");
    equal(focused(), "button", "the focus");
  });
});
