/** First of all: everybody can use it. Axe in every state, theme and look, and what axe cannot see. */
import "axe-core";
import { sendKeys } from "@web/test-runner-commands";
import type axeCore from "axe-core";
import type { Call } from "../../worker/contract/visitor.ts";
import { equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, problem, record } from "./stage/fake-worker.ts";
import { chooseTheme, drivesMedia, holdsKeys } from "./stage/media.ts";
import { Page, snippet } from "./stage/page.ts";

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

const looks = (["light", "dark"] as const).flatMap((colorScheme) => [2, 3].map((design) => ({ colorScheme, design })));

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { region: { enabled: false } },
    resultTypes: ["violations"],
    selectors: false,
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

  /** A visitor who has come as far as the link before the button. */
  const openAfterALink = async () => {
    await page.open(`<p><a id="before" href="#before">До</a></p>${snippet}`);
    await page.stands();
    document.querySelector<HTMLElement>("#before")?.focus();
  };

  for (const [index, look] of looks.entries())
    for (const [step, [name, go]] of steps.entries()) {
      // Rules are axe's own in every engine: elsewhere each state is asked once, each look by every fourth.
      if (!drivesMedia && step % looks.length !== index) continue;
      const { colorScheme, design } = look;
      it(`axe finds nothing wrong with ${name}, ${colorScheme}, design ${design}`, async () => {
        await chooseTheme(colorScheme);
        page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, design, color: "#ffd400" }));
        page.worker.on(`GET /v1/buttons/${cid}/slots`, () => json({ slots: ["2026-11-25T06:00:00Z"] }));
        await page.open();
        await go(page);
        page.clock.uninstall();
        // A sheet that is still on its way is half transparent.
        const root = page.buttons[0]?.shadowRoot;
        for (const movement of root?.getAnimations() ?? [])
          if (movement.effect?.getComputedTiming().iterations !== Infinity) movement.finish();
        equal(await violations(), []);
      });
    }

  it("a visitor with a keyboard calls, closes and is back where they were", async () => {
    const focused = (): string | null | undefined => page.buttons[0]?.shadowRoot?.activeElement?.getAttribute("part");
    await openAfterALink();
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

  if (holdsKeys)
    it("a visitor with a keyboard goes through a whole call, from the first key to the mark and out", async () => {
      page.worker.on(`PUT /v1/calls/${page.worker.callId}/rating`, () => json({}));
      page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, consent: "Согласен на звонок" }));
      await openAfterALink();
      const focused = () => page.buttons[0]?.shadowRoot?.activeElement;
      const press = async (...keys: string[]) => {
        for (const key of keys) await sendKeys({ press: key });
        await settle();
      };
      /** Tabs on until the focus is on what says so. */
      const reach = async (words: RegExp) => {
        const says = () =>
          (
            focused()?.getAttribute("aria-label") ??
            focused()?.closest("label")?.textContent ??
            focused()?.textContent ??
            ""
          ).trim();
        for (let step = 0; step < 12 && !words.test(says()); step++) await press("Tab");
        ok(words.test(says()), `${words} within reach`);
      };
      await press("Tab", "Enter");
      await sendKeys({ type: "89161234567" });
      await reach(/^Согласен на звонок$/);
      await press(" ");
      await reach(/^Перезвоните мне$/);
      await press("Enter");
      await page.clock.advance(1_500);
      equal(page.worker.of("POST /v1/calls")[0]?.body["consent"], true, "consent");
      await page.tell("connected", { owner: "answered", visitor: "answered" });
      await page.tell("ended", {}, { duration: 67 });
      await page.comes("[part=rating]");
      await reach(/^4 из 5$/);
      await press("Enter");
      const [mark] = page.worker.of(`PUT /v1/calls/${page.worker.callId}/rating`);
      equal(mark?.body["score"], 4, "the mark");
      await reach(/^Закрыть$/);
      await press("Enter");
      ok(!page.part("dialog").open, "a closed dialog");
      equal(focused()?.getAttribute("part"), "button", "the focus");
    });
});
