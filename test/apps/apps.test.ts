/** React, Vue, Svelte and Angular: the packed button is installed, type-checked, built, and places a call in each. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { choosePorts } from "../../demo/ports.ts";
import { pack } from "../package/pack.ts";
import { beginJourney, type Journey } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { type App, apps, install, type Installed } from "./app.ts";
import { button, enter } from "./shopper.ts";
import { type ShopSite, startShopSite } from "./shop-site.ts";

let directory: string;
let journey: Journey;
let site: ShopSite;
let devPort: number;
let installed: Map<App, Installed>;
let settings: Record<string, string>;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "shops-"));
  site = await startShopSite(directory);
  [devPort = 0] = await choosePorts([{ port: 0, what: "the development server", variable: "" }]);
  const allowedOrigins = `${site.origin},http://127.0.0.1:${devPort}`;
  const tarball = await pack(directory);
  journey = await beginJourney({ allowedOrigins });
  const all = await Promise.all(apps.map((app) => install(app, tarball, directory)));
  installed = new Map(all.map((one) => [one.app, one]));
  settings = { VITE_ENDPOINT: journey.demo.workerUrl, VITE_BUTTON: button };
});

after(async () => {
  await journey?.end();
  await site?.close();
  await rm(directory, { recursive: true, force: true });
});

function shopOf(app: App): Installed {
  const shop = installed.get(app);
  if (!shop) throw new Error(`${app.name} is not installed`);
  return shop;
}

test("types of each framework know the button, and a wrong attribute or event by its place", async (t) => {
  for (const app of apps)
    await t.test(app.name, async () => {
      const shop = shopOf(app);
      const right = await shop.checkTypes();
      assert.equal(right.code, 0, right.said);
      const undo = await shop.edit((source) =>
        source.replace(' id="call"', ' id="call" mode="sideways"').replace("event.state", "event.stat"),
      );
      const wrong = await shop.checkTypes();
      await undo();
      // Angular's schema lets any attribute of a custom element pass.
      if (app.name === "angular") return;
      assert.notEqual(wrong.code, 0, "the control must fail");
      assert.match(wrong.said, /sideways/);
      assert.match(wrong.said, /'stat' does not exist on type 'CallStateEvent'/);
    });
});

for (const [index, app] of apps.entries()) {
  test(`a built ${app.name} shop keeps the call while its button moves, goes, and the visitor looks round`, async () => {
    const { phones, browser } = journey;
    const built = await shopOf(app).build(settings);
    assert.equal(built.code, 0, built.said);
    const phone = `7916200000${index}`;
    const shopper = await enter(browser, `${site.origin}/${app.name}/`, phones);
    await shopper.connect(`+${phone}`);
    await shopper.hears("connected");
    await shopper.press("#move");
    await shopper.stillTalks();
    await shopper.press("#toggle");
    await shopper.page.waitForSelector("#call", { hidden: true });
    await shopper.press("#toggle");
    await shopper.stillTalks();
    await shopper.press("nav a:last-child");
    await shopper.page.waitForFunction(() => document.querySelector("h1")?.textContent === "About");
    await shopper.press("nav a");
    await shopper.stillTalks();
    await phones.hangUp(phone);
    await shopper.hears("ended");
    assert.equal((await phones.callsTo(phone)).length, 1);
    await shopper.leave();
  });

  // Angular is compiled apart here and only reloads: there is no hot reload to prove.
  if (!app.hot) continue;

  test(`a ${app.name} developer edits the page in mid-call, and nobody is called twice`, async (t) => {
    const { phones, browser } = journey;
    const shop = shopOf(app);
    // Even after a failure: a server left behind would keep the whole run waiting.
    t.after(await shop.develop(devPort, settings));
    const phone = `7916200001${index}`;
    const shopper = await enter(browser, `http://127.0.0.1:${devPort}/${app.name}/`, phones);
    await shopper.connect(`+${phone}`);
    await shopper.page.evaluate(() => document.documentElement.setAttribute("data-same-page", ""));
    await shop.edit((source) => source.replace("Open round the clock", "Open day and night"));
    const text = () => shopper.page.evaluate(() => document.body.textContent ?? "").catch(() => "");
    await until("the edit to show", text, (now) => now.includes("Open day and night"));
    const samePage = await shopper.page.$eval("html", (html) => html.hasAttribute("data-same-page"));
    assert.equal(samePage, true, "the page stays");
    await shopper.stillTalks();
    await phones.hangUp(phone);
    await shopper.hears("ended");
    assert.equal((await phones.callsTo(phone)).length, 1);
    await shopper.leave();
  });
}
