/** Everything a journey needs: the demo on free ports, a browser, the simulator's phones, the Worker's log. */
import { type Browser, launch } from "puppeteer-core";
import type { DemoOptions } from "../../demo/environment.ts";
import { type Demo, startDemo } from "../../demo/start.ts";
import type { WorkerProcess, WorkerStart } from "../../demo/worker.ts";
import { chromiumArguments, findChromium } from "./browsers.ts";
import { type Phones, phonesOf } from "./phones.ts";
import { visit, type Visitor } from "./visitor.ts";
import { startWorker } from "./workerd.ts";

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

/** `start`: another program to run the Worker, where that program is the subject. */
export async function beginJourney(options: DemoOptions = {}, start = inWorkerd): Promise<Journey> {
  const log: string[] = [];
  const demo = await startDemo({ ...options, log: (line) => log.push(line) }, start);
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

/** Without wrangler, which takes several times as long to start. */
async function inWorkerd({ port, settings, receivers, log }: WorkerStart): Promise<WorkerProcess> {
  const sipnetUrl = settings.SIPNET_URL ?? "";
  const { ended, stop } = await startWorker({
    port,
    sipnetUrl,
    vars: { ...settings, ...(receivers === undefined ? {} : { TEST_RECEIVERS: receivers }) },
    onLine: log,
    visitorAddress: "127.0.0.1",
  });
  return { ended, close: stop };
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium or Chrome found: set CHROME_PATH");
  return launch({ executablePath, args: chromiumArguments, timeout: 180_000, protocolTimeout: 600_000 });
}
