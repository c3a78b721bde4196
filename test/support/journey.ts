/** Everything a journey needs: the demo on free ports, a browser, the simulator's phones, the Worker's log. */
import { type Browser, launch } from "puppeteer-core";
import type { DemoOptions } from "../../demo/environment.ts";
import { type Demo, startDemo } from "../../demo/start.ts";
import { chromiumArguments, findChromium } from "./browsers.ts";
import { type Phones, phonesOf } from "./phones.ts";
import { visit, type Visitor } from "./visitor.ts";

export const shopPhone = "74951234567";

export interface Journey {
  demo: Demo;
  browser: Browser;
  phones: Phones;
  /** What the Worker has logged so far. */
  log: string[];
  /** A new visitor with the shop's English page before them. */
  visitor(): Promise<Visitor>;
  end(): Promise<void>;
}

export async function beginJourney(options: DemoOptions = {}): Promise<Journey> {
  const log: string[] = [];
  const demo = await startDemo({ ...options, log: (line) => log.push(line) });
  const browser = await launchChromium().catch(async (error: unknown) => {
    await demo.close();
    throw error;
  });
  return {
    demo,
    browser,
    phones: phonesOf(demo.sipnetUrl),
    log,
    visitor: () => visit(browser, `${demo.demoUrl}/?lang=en`),
    async end() {
      await browser.close();
      await demo.close();
    },
  };
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium or Chrome found: set CHROME_PATH");
  return launch({ executablePath, args: chromiumArguments });
}
