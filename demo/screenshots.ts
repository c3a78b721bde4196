/**
 * Takes the README's picture from the running demo: the page, a call going on, the phones.
 * With a folder named, it puts every stage of a call there instead, at two widths, light and dark.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { beginJourney, type Journey, shopPhone } from "../test/support/journey.ts";
import { visit, type Visitor } from "../test/support/visitor.ts";
import { en } from "../widget/messages.ts";

type Scheme = "light" | "dark";

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
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

/** One call from the first look to its end, with a picture of every stage. */
async function wholeCall(journey: Journey, visitor: Visitor, phone: string, picture: (stage: string) => Promise<void>) {
  const { phones } = journey;
  await picture("page");
  await visitor.press();
  await picture("form");
  await visitor.ask(`+${phone}`);
  await visitor.reads(en["owner-ringing"]);
  await picture("owner-rings");
  await phones.answer(shopPhone);
  await visitor.reads(en["owner-answered"]);
  await picture("visitor-rings");
  await phones.answer(phone);
  await visitor.reads(/0:07/);
  await picture("connected");
  await phones.hangUp(phone);
  await visitor.reads(en.ended);
  await picture("ended");
}

async function readmePicture(journey: Journey): Promise<void> {
  const visitor = await visit(journey.browser, `${journey.demo.demoUrl}/?lang=en`);
  await dress(visitor.page, "light", { width: 1280, height: 800 });
  await wholeCall(journey, visitor, "79161234567", async (stage) => {
    if (stage === "connected") await shoot(visitor.page, join(import.meta.dirname, "picture.webp"));
  });
}

async function everyStage(journey: Journey, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  let last = 4567;
  for (const scheme of ["light", "dark"] as const) {
    for (const size of sizes) {
      const visitor = await visit(journey.browser, `${journey.demo.demoUrl}/?lang=en`);
      await dress(visitor.page, scheme, size);
      const name = (stage: string) => join(folder, `${stage}-${size.width}-${scheme}.png`);
      await wholeCall(journey, visitor, `7916123${last++}`, (stage) => shoot(visitor.page, name(stage)));
      await visitor.leave();
    }
  }
}

const [folder] = process.argv.slice(2);
const journey = await beginJourney();
try {
  await (folder === undefined ? readmePicture(journey) : everyStage(journey, folder));
} finally {
  await journey.end();
}
