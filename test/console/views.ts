/** Every address of the console, so that no view is left out of a test that goes through all of them. */
import type { Browser, Page } from "puppeteer-core";
import { pages } from "../../worker/console/account/pages.ts";

export const routes = [
  "#/overview",
  "#/buttons",
  "#/buttons/new",
  "#/buttons/ONE",
  "#/calls/history",
  "#/calls/missed",
  "#/calls/journal",
  "#/safety/limits",
  "#/safety/numbers",
  "#/safety/refusals",
  "#/safety/check",
  ...pages.map(({ name }) => `#/account/${name}`),
];

export interface Look {
  lang: "ru" | "en";
  scheme: "light" | "dark";
  width: 390 | 1280;
}

/** A page of the console with nothing in its cache. */
export async function openConsole(browser: Browser, url: string, { lang, scheme, width }: Look): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(`${url}/console/?lang=${lang}`);
  return page;
}

/** Goes to a view and waits until nothing of it is still on its way. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), route);
  await page.waitForFunction(
    (view) =>
      document.querySelector(`#main ${view}-view h1`) !== null &&
      document.querySelector("#main .loading, [aria-busy=true]") === null,
    { timeout: 20_000 },
    route.split(/[/?]/)[1] ?? "",
  );
}
