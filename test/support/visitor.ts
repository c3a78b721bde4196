/** A visitor of the shop in real Chromium, with a fresh profile, who sees only what is on the screen. */
import type { Browser, BrowserContext, Page } from "puppeteer-core";
import { until } from "./until.ts";

export interface Visitor {
  page: Page;
  /** Opens the dialog of a button: `inline`, `agents` or `floating`. */
  press(button?: string): Promise<void>;
  /** Types a number into the open dialog and sends it. */
  ask(phone: string, button?: string): Promise<void>;
  /** What the shop's own button says. */
  label(): Promise<string>;
  /** What the dialog says of the call. */
  status(button?: string): Promise<string>;
  /** Waits until the dialog says this. */
  reads(words: string | RegExp, button?: string): Promise<string>;
  /** The same visitor in another tab. */
  tab(url: string): Promise<Visitor>;
  leave(): Promise<void>;
}

/** `prepare` runs in the page before any script of its own. */
export async function visit(browser: Browser, url: string, prepare?: () => void): Promise<Visitor> {
  return enter(await browser.createBrowserContext(), url, prepare);
}

async function enter(context: BrowserContext, url: string, prepare?: () => void): Promise<Visitor> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  if (prepare) await page.evaluateOnNewDocument(prepare);
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(url, { waitUntil: "domcontentloaded" });
  const find = (button: string, part: string) => `#${button} >>> [part=${part}]`;
  const read = async (button: string, part: string) => {
    const shown = await page.$(find(button, part));
    const text = await shown?.evaluate((element) => element.textContent ?? "");
    return (text ?? "").replace(/\s+/g, " ").trim();
  };
  const status = (button = "inline") => read(button, "status");
  return {
    page,
    label: () => read("inline", "button"),
    status,
    async press(button = "inline") {
      await page.locator(find(button, "button")).click();
      await page.waitForSelector(find(button, "phone"), { visible: true });
    },
    async ask(phone, button = "inline") {
      const field = await page.waitForSelector(find(button, "phone"), { visible: true });
      await field?.type(phone);
      await page.keyboard.press("Enter");
    },
    reads: (words, button = "inline") =>
      until(
        `the dialog to say ${words}`,
        () => status(button),
        (text) => (typeof words === "string" ? text.includes(words) : words.test(text)),
        120_000,
      ),
    tab: (other) => enter(context, other, prepare),
    leave: () => context.close(),
  };
}
