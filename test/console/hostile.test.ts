/** Whatever strangers manage to store, nothing of it runs on the console's page. */
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Browser, Page } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { startStandIn } from "./stage/stand-in.ts";
import { goTo, openConsole, routes } from "./stage/views.ts";

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
  test(`a stored ${JSON.stringify(text.slice(0, 24))}… is shown as it is and runs nothing, in every view`, async (t) => {
    const { page, reports } = await open(t, text);
    for (const route of routes) await goTo(page, route);
    await goTo(page, "#/buttons/ONE");
    assert.ok((await page.evaluate(() => document.body.textContent)).includes(text.slice(0, 10)), "the text is there");
    assert.equal(await page.evaluate(() => "ran" in globalThis), false);
    assert.deepEqual(await reports(), []);
  });

test("the browser itself refuses markup and scripts that somebody forces into the page", async (t) => {
  const { page, reports } = await open(t);
  await goTo(page, "#/overview");
  const refused = await page.evaluate(() => {
    const attempts = [
      () => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='globalThis.ran=1'>"),
      () => document.body.setAttribute("onclick", "globalThis.ran=1"),
      () => (document.body.appendChild(document.createElement("script")).text = "globalThis.ran=1"),
    ];
    return attempts.filter((attempt) => {
      try {
        attempt();
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    }).length;
  });
  assert.equal(refused, 3);
  assert.equal(await page.evaluate(() => "ran" in globalThis), false);
  assert.ok((await reports()).length > 0, "a refusal is seen where there is one");
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

/** The console with a text of ours in everything it shows; gone with the test. */
async function open(t: TestContext, text?: string): Promise<{ page: Page; reports(): Promise<string[]> }> {
  const standIn = await startStandIn(text === undefined ? {} : { text });
  t.after(() => standIn.close());
  const page = await openConsole(browser, standIn.url, look);
  t.after(() => page.close());
  return { page, reports: await watch(page) };
}
