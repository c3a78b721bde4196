/** Chromium with a profile of its own, for the tests that need the simulator's pages to be seen. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { launch, type Page } from "puppeteer-core";
import { chromiumArguments, findChromium } from "../support/browsers.ts";

/** A page whose errors fail the test. */
export async function openPage(t: TestContext): Promise<Page> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("Chromium is needed: apt-get install chromium");
  const userDataDir = mkdtempSync(join(tmpdir(), "phones-"));
  const browser = await launch({ executablePath, userDataDir, args: chromiumArguments });
  t.after(async () => {
    await browser.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  const page = await browser.newPage();
  const errors: unknown[] = [];
  page.on("pageerror", (error) => errors.push(error));
  t.after(() => {
    if (errors.length > 0) throw errors[0];
  });
  return page;
}
