/**
 * Takes the README's picture from the running demo: the page, a call going on, the phones.
 * With a folder named, it puts every state of a real call there instead: in both languages, at three sizes, light and
 * dark. All states at a glance, without a call: `contact-sheets.ts`.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { beginJourney, type Journey, shopPhone } from "../test/support/journey.ts";
import { visit, type Visitor } from "../test/support/visitor.ts";
import { en, ru } from "../test/support/words.ts";

type Scheme = "light" | "dark";

const languages: Record<string, typeof en> = { en, ru };

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
  { width: 390, height: 508 },
];

async function shoot(page: Page, path: string): Promise<void> {
  const type = path.endsWith(".webp") ? "webp" : "png";
  await page.screenshot({ path: path as `${string}.webp`, type, ...(type === "webp" && { quality: 82 }) });
}

async function dress(page: Page, scheme: Scheme, size: { width: number; height: number }): Promise<void> {
  await page.setViewport({ ...size, deviceScaleFactor: 2 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.waitForNetworkIdle({ idleTime: 200, concurrency: 2 });
}

interface Shooting {
  phones: Journey["phones"];
  visitor: Visitor;
  words: typeof en;
  /** Digits. */
  phone: string;
  picture(state: string): Promise<void>;
}

/** One call from the first look to its end, with a picture of every stage. */
async function wholeCall({ phones, visitor, words, phone, picture }: Shooting): Promise<void> {
  await picture("page");
  await visitor.press();
  await picture("form");
  await visitor.ask(`+${phone}`);
  await visitor.reads(words["owner-ringing"]);
  await picture("owner-rings");
  await phones.answer(shopPhone);
  await visitor.reads(words["owner-answered"]);
  await visitor.page.waitForSelector("#inline >>> .phones b:last-child.ringing");
  await picture("visitor-rings");
  await phones.answer(phone);
  await visitor.reads(/0:07/);
  await picture("connected");
  await phones.hangUp(phone);
  await visitor.reads(words.ended);
  await picture("ended");
  await visitor.page.locator("#inline >>> [part=rating] button:last-child").click();
  await visitor.page.waitForSelector("#inline >>> [part=rating]", { hidden: true });
  await picture("rating");
}

/** What else a visitor may meet: a number that is none, times for later, a company that doesn't answer. */
async function otherStates({ phones, visitor, words, phone, picture }: Shooting): Promise<void> {
  await visitor.press();
  await visitor.ask("12");
  await visitor.page.waitForSelector("#inline >>> [aria-invalid=true]");
  await picture("wrong-number");
  await visitor.page.locator("#inline >>> [part=later]").click();
  await visitor.page.waitForSelector("#inline >>> .chips", { visible: true });
  await picture("later");
  await visitor.page.keyboard.press("Escape");
  await visitor.press();
  await phones.set(shopPhone, { busy: true });
  await visitor.page.keyboard.press("Backspace");
  await visitor.page.keyboard.press("Backspace");
  await visitor.ask(`+${phone}`);
  await visitor.reads(words["owner-busy"]);
  await picture("owner-busy");
  await phones.set(shopPhone, {});
}

async function readmePicture({ browser, demo, phones }: Journey): Promise<void> {
  const visitor = await visit(browser, `${demo.demoUrl}/?lang=en`);
  await dress(visitor.page, "light", { width: 1280, height: 800 });
  const picture = async (state: string) => {
    if (state === "visitor-rings") await shoot(visitor.page, join(import.meta.dirname, "picture.webp"));
  };
  await wholeCall({ phones, visitor, words: en, phone: "79161234567", picture });
}

async function everyState({ browser, demo, phones }: Journey, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  let last = 79_161_230_000;
  for (const [lang, words] of Object.entries(languages))
    for (const scheme of ["light", "dark"] as const)
      for (const size of sizes)
        for (const story of [wholeCall, otherStates]) {
          const visitor = await visit(browser, `${demo.demoUrl}/?lang=${lang}`);
          await dress(visitor.page, scheme, size);
          const name = (state: string) => join(folder, `${state}-${lang}-${size.width}x${size.height}-${scheme}.png`);
          // Numbers of one beginning are called five times an hour at most.
          const phone = String((last += 10_001));
          await story({ phones, visitor, words, phone, picture: (state) => shoot(visitor.page, name(state)) });
          await visitor.leave();
        }
}

const [folder] = process.argv.slice(2);
const journey = await beginJourney();
try {
  await (folder === undefined ? readmePicture(journey) : everyState(journey, folder));
} finally {
  await journey.end();
}
