/** The owner before the console in real Chromium: goes by what is on the screen. */
import { type Browser, type Page, TimeoutError } from "puppeteer-core";
import { until } from "../../support/until.ts";

export interface Owner {
  page: Page;
  signIn(token: string): Promise<void>;
  /** Opens an address of the console and waits for an element of it. */
  open(hash: string, element: string): Promise<void>;
  /** Fills the field of this name. */
  fill(name: string, value: string): Promise<void>;
  /** Presses what bears these words. */
  press(words: string, within?: string): Promise<void>;
  /** Presses it, and confirms the question that comes. */
  pressAndConfirm(words: string): Promise<void>;
  /** Waits until the console says so, and puts the message away. */
  hears(words: string | RegExp): Promise<void>;
  /** Waits until the view shows this. */
  reads(words: string | RegExp, element?: string): Promise<void>;
  leave(): Promise<void>;
}

export async function openConsoleAs(browser: Browser, url: string): Promise<Owner> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${url}/console/?lang=en`);
  const textOf = (element: string) =>
    page.evaluate((selector) => document.querySelector(selector)?.textContent?.replace(/\s+/g, " ") ?? "", element);
  const reads = async (words: string | RegExp, element = "#main"): Promise<void> => {
    const fits = (text: string) => (typeof words === "string" ? text.includes(words) : words.test(text));
    await until(`the console to say ${words}`, () => textOf(element), fits, 120_000);
  };
  const press = async (words: string, within = "#main"): Promise<void> => {
    const pressed = () =>
      page.evaluate(
        (name, selector) => {
          const places = document.querySelectorAll<HTMLElement>(`${selector} :is(button, a, summary)`);
          const found = [...places].find((place) => (place.ariaLabel ?? place.textContent ?? "").trim() === name);
          if (!found || found.matches(":disabled")) return false;
          found.click();
          return true;
        },
        words,
        within,
      );
    await until(`“${words}” to press`, pressed, Boolean);
  };
  const signIn = async (token: string): Promise<void> => {
    await page.locator("input[name=token]").fill(token);
    await press("Sign in", "form");
    await page.waitForSelector("#main h1");
  };
  return {
    page,
    signIn,
    press,
    reads,
    async open(hash, element) {
      await page.evaluate((to) => (location.hash = to), hash);
      await page.waitForSelector(`#main ${element}`);
    },
    async fill(name, value) {
      await page.locator(`#main [name="${name}"]`).fill(value);
    },
    async pressAndConfirm(words) {
      await press(words);
      await page.waitForSelector("dialog[open] button[value=yes]");
      await page.click("dialog[open] button[value=yes]");
    },
    async hears(words) {
      await reads(words, ".notices").catch(async (error: unknown) => {
        throw new TimeoutError(`“${words}” was not said, but: ${await textOf(".notices")}`, { cause: error });
      });
      await press("Dismiss message", ".notices");
    },
    leave: () => context.close(),
  };
}
