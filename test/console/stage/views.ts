/** Every address of the console, so that no view is left out of a test that goes through all of them. */
import type { Browser, Page } from "puppeteer-core";
import { pages } from "../../../worker/console/account/pages.ts";

/** Each with an element that only this view has. */
const views: Record<string, string> = {
  "#/overview": "overview-view live-calls",
  "#/buttons": "buttons-view buttons-transfer",
  "#/buttons/new": "button-editor",
  "#/buttons/ONE": "button-editor snippet-list pre",
  "#/calls/history": "call-history",
  "#/calls/missed": "missed-calls",
  "#/safety/limits": "limits-editor",
  "#/safety/numbers": "quiet-numbers",
  "#/safety/refusals": "refusal-list",
  "#/safety/check": "explain-number",
  ...Object.fromEntries(pages.map(({ name }) => [`#/account/${name}`, `${name === "api" ? "operations" : name}-page`])),
};

export const routes = Object.keys(views);

export interface Look {
  lang: "ru" | "en";
  scheme: "light" | "dark";
  width: 390 | 1280;
}

/** A page of the console with nothing in its cache. */
export async function openConsole(browser: Browser, url: string, { lang, scheme, width }: Look): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(`${url}/console/?lang=${lang}`);
  return page;
}

/** Goes to a view and waits until nothing of it is still on its way. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), route);
  await page.waitForFunction(
    (element) =>
      document.querySelector(`#main ${element}`) !== null &&
      document.querySelector("#main .loading, #main [aria-busy=true]") === null,
    { timeout: 120_000 },
    views[route] ?? "h1",
  );
}
