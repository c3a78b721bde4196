/** A shopper in one of the four shops: asks for a call through the framework's own `ref`, and looks at what the page heard. */
import type { Browser, Page } from "puppeteer-core";
import { buttons } from "../../demo/shop/page.ts";
import { en } from "../../widget/words/messages.ts";
import { shopPhone } from "../support/journey.ts";
import type { Phones } from "../support/phones.ts";
import { until } from "../support/until.ts";

export const button = buttons.shop;

export interface Shopper {
  page: Page;
  /** Calls and talks. */
  connect(phone: string): Promise<void>;
  press(selector: string): Promise<void>;
  /** Waits until the button shows the call. */
  stillTalks(): Promise<void>;
  /** Waits until the page was told so. */
  hears(state: string): Promise<void>;
  leave(): Promise<void>;
}

export async function enter(browser: Browser, url: string, phones: Phones): Promise<Shopper> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url, { waitUntil: "domcontentloaded" });
  const label = () => page.$eval("#call >>> [part=button]", ({ textContent }) => textContent ?? "").catch(() => "");
  const press = (selector: string) => page.$eval(selector, (element) => (element as HTMLElement).click());
  return {
    page,
    press,
    async connect(phone) {
      await page.waitForSelector("#call >>> [part=button]", { visible: true });
      await press("#open");
      const field = await page.waitForSelector("#call >>> [part=phone]", { visible: true });
      await field?.type(phone);
      await page.keyboard.press("Enter");
      await phones.answer(shopPhone);
      await phones.answer(phone.replace(/\D/g, ""));
      await until("the button to show the call", label, (text) => text.includes(en.connected));
      await page.keyboard.press("Escape");
    },
    stillTalks: async () => {
      await until("the button to show the call still", label, (text) => text.includes(en.connected));
    },
    hears: async (state) => {
      const told = () => page.$eval("output", ({ textContent }) => textContent ?? "");
      await until(`the page to hear "${state}"`, told, (text) => text.split(" ").includes(state));
    },
    leave: () => context.close(),
  };
}
