/** Whatever strangers manage to store, nothing of it runs on the console's page. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { startStandIn, type StandIn } from "./stand-in.ts";
import { goTo, openConsole, routes } from "./views.ts";

const look = { lang: "en", scheme: "light", width: 1280 } as const;
const hostile = [
  `"><img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>`,
  "javascript:globalThis.ran=1//",
  `'-globalThis.ran=1-'</style><svg onload=globalThis.ran=1>\${globalThis.ran=1}{{globalThis.ran=1}}\u202E`,
  "url(javascript:globalThis.ran=1);--x:expression(globalThis.ran=1)",
];

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

for (const text of hostile)
  test(`a stored ${JSON.stringify(text.slice(0, 24))}… is shown as it is and runs nothing, in every view`, async () => {
    const standIn = await startStandIn({ text });
    const page = await openConsole(browser, standIn.url, look);
    const reports = await watch(page);
    for (const route of routes) await goTo(page, route);
    await goTo(page, "#/buttons/ONE");
    assert.ok((await page.evaluate(() => document.body.textContent)).includes(text.slice(0, 10)), "the text is there");
    assert.equal(await page.evaluate(() => "ran" in globalThis), false);
    assert.deepEqual(await reports(), []);
    await closeBoth(page, standIn);
  });

test("markup put into the page by force is refused by Trusted Types, and a script by the policy", async () => {
  const standIn = await startStandIn();
  const page = await openConsole(browser, standIn.url, look);
  const reports = await watch(page);
  await goTo(page, "#/overview");
  const refused = await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='globalThis.ran=1'>");
      return "";
    } catch (error) {
      return String(error);
    }
  });
  await page.evaluate(() => {
    const image = document.createElement("img");
    image.setAttribute("onload", "globalThis.ran=1");
    image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    document.body.append(image);
    return image.decode().catch(() => undefined);
  });
  assert.match(refused, /TypeError.*TrustedHTML/);
  assert.equal(await page.evaluate(() => "ran" in globalThis), false);
  assert.ok((await reports()).length > 0, "the browser reports what it refused");
  await closeBoth(page, standIn);
});

test("another site cannot frame the console", async () => {
  const standIn = await startStandIn();
  const response = await fetch(`${standIn.url}/console/`);
  assert.match(response.headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/);
  assert.equal(response.headers.get("x-frame-options"), "DENY");
  await standIn.close();
});

/** Gathers what the policy has refused since. */
async function watch(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const list: string[] = [];
    Object.assign(globalThis, { refusals: list });
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      list.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  return () => page.evaluate(() => (globalThis as unknown as { refusals: string[] }).refusals);
}

async function closeBoth(page: Page, standIn: StandIn): Promise<void> {
  await page.close();
  await standIn.close();
}
