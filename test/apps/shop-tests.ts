/** What each of the four shops proves: the packed button is installed, type-checked, built, and places a call. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { after, before, test } from "node:test";
import { choosePorts } from "../../demo/ports.ts";
import { pack } from "../package/pack.ts";
import { beginJourney, type Journey } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { type AppName, install, type Installed } from "./app.ts";
import { button, enter } from "./shopper.ts";
import { type ShopSite, startShopSite } from "./shop-site.ts";

interface Shop extends Installed {
  journey: Journey;
  site: ShopSite;
  devPort: number;
  settings: Record<string, string>;
  close(): Promise<void>;
}

async function openShop(name: AppName): Promise<Shop> {
  const directory = await mkdtemp(join(tmpdir(), "shop-"));
  const site = await startShopSite(directory);
  const [devPort = 0] = await choosePorts([{ port: 0, what: "the development server", variable: "" }]);
  const journey = await beginJourney({ allowedOrigins: `${site.origin},http://127.0.0.1:${devPort}` });
  const close = async () => {
    await journey.end();
    await site.close();
    await rm(directory, { recursive: true, force: true });
  };
  const settings = { VITE_ENDPOINT: journey.demo.workerUrl, VITE_BUTTON: button };
  const installed = await install(name, await pack(directory), directory).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { ...installed, journey, site, devPort, settings, close };
}

/** The tests of one shop. `hot`: an edit reaches a page without a reload. */
export function testShop(name: AppName, { hot = true } = {}): void {
  let shop: Shop;
  before(async () => {
    shop = await openShop(name);
  });
  after(() => shop.close());

  test(`types of ${name} know the button, and a wrong attribute or event by its place`, async () => {
    // One run says both: the shop itself is free of errors, and its faulty copy is the control that must fail.
    const faulty = await shop.copy((source) =>
      source
        .replace(' id="call"', ' id="call" mode="sideways"')
        .replace("event.state", "event.stat")
        .replace("{ state }", "{ stat: state }"),
    );
    const { code, said } = await shop.checkTypes();
    await faulty.remove();
    assert.notEqual(code, 0, "the control must fail");
    assert.deepEqual(filesWithErrors(said), [faulty.file], said);
    assert.match(said, /'stat' does not exist on type 'CallStateEvent'/);
    // Angular's schema lets any attribute of a custom element pass.
    if (name !== "angular") assert.match(said, /sideways/);
  });

  test(`a built ${name} shop keeps the call while its button moves, goes, and the visitor looks round`, async () => {
    const built = await shop.build(shop.settings);
    assert.equal(built.code, 0, built.said);
    await lookRound(shop);
  });

  if (hot)
    test(`a ${name} developer edits the page in mid-call, and nobody is called twice`, async (t) => {
      // Even after a failure: a server left behind would keep the whole run waiting.
      t.after(await shop.develop(shop.devPort, shop.settings));
      await editInMidCall(shop);
    });
}

/** `src/home.tsx(12,3)`, `/tmp/shop/src/Home.svelte:12:3`: the files that a compiler complains of. */
function filesWithErrors(said: string): string[] {
  const places = stripVTControlCharacters(said).matchAll(/([\w./-]+\.(?:tsx?|vue|svelte))[(:]\d+[,:]\d+/g);
  return [...new Set([...places].map(([, file = ""]) => file.replace(/^.*\/(?=src\/)/, "")))];
}

async function lookRound({ journey: { phones, browser }, app, site }: Shop): Promise<void> {
  const phone = "79162000001";
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
}

async function editInMidCall({ journey: { phones, browser }, app, devPort, edit }: Shop): Promise<void> {
  const phone = "79162000011";
  const shopper = await enter(browser, `http://127.0.0.1:${devPort}/${app.name}/`, phones);
  await shopper.connect(`+${phone}`);
  await shopper.page.evaluate(() => document.documentElement.setAttribute("data-same-page", ""));
  await edit((source) => source.replace("Open round the clock", "Open day and night"));
  const text = () => shopper.page.evaluate(() => document.body.textContent ?? "").catch(() => "");
  await until("the edit to show", text, (now) => now.includes("Open day and night"));
  const samePage = await shopper.page.$eval("html", (html) => html.hasAttribute("data-same-page"));
  assert.equal(samePage, true, "the page stays");
  await shopper.stillTalks();
  await phones.hangUp(phone);
  await shopper.hears("ended");
  assert.equal((await phones.callsTo(phone)).length, 1);
  await shopper.leave();
}
