/** The recipes we hand out, pasted as their readers would paste them. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { until } from "../support/until.ts";
import { shopPhone } from "../support/journey.ts";
import { beginHost, button, type Host } from "./host.ts";

let host: Host;

before(async () => {
  host = await beginHost();
});

after(() => host?.end());

async function recipe(name: string): Promise<string> {
  const text = await readFile(new URL(`recipes/${name}.html`, import.meta.url), "utf8");
  return text
    .replaceAll("https://calls.example.com", host.workerUrl)
    .replaceAll("D6VZ0000000000000000000000000ZG4", button);
}

/** What a tag manager does with custom HTML: scripts that came by `innerHTML` don't run, so it makes them anew. */
const injector = (html: string) => `<script>
  addEventListener("load", () => {
    const box = document.createElement("div");
    box.innerHTML = ${JSON.stringify(html).replaceAll("</", "<\\/")};
    for (const script of box.querySelectorAll("script")) {
      const fresh = document.createElement("script");
      fresh.text = script.text;
      document.body.append(fresh);
    }
  });
</script>`;

/** Surroundings: a bare page, a tag manager, a theme of WordPress, a T123 block of Tilda. */
const surroundings: Record<string, (html: string) => string> = {
  "script-tag": (html) => `<main>${html}</main>`,
  "tag-manager": injector,
  wordpress: (html) =>
    `<body class="wp-singular page wp-theme"><div class="wp-site-blocks"><div class="entry-content is-layout-flow">${html}</div></div>`,
  tilda: (html) =>
    `<div id="allrecords" class="t-records"><div class="r t-rec" data-record-type="131"><div class="t123"><div class="t-container_100"><div class="t-width t-width_100">${html}</div></div></div></div></div>`,
};

const begun = '<!doctype html><html lang="en"><title>A site</title>';

for (const [name, surround] of Object.entries(surroundings))
  test(`the recipe for ${name} gives a button whose dialog opens`, async () => {
    const visitor = await host.enter({ html: begun + surround(await recipe(name)) });
    const shown = await visitor.page.waitForSelector("sipnet-call-button >>> [part=button]", { visible: true });
    await shown?.click();
    await visitor.page.waitForSelector("sipnet-call-button >>> [part=phone]", { visible: true });
    await visitor.leave();
  });

test("tags of three kinds hear of a call where they are on the page, and none is made where they aren't", async () => {
  const tags = `<script>
    window.dataLayer = []; window.heard = [];
    window.gtag = (...said) => heard.push(["gtag", ...said]);
    window.ym = (...said) => heard.push(["ym", ...said]);
  </script>`;
  const recipes = (await recipe("analytics")) + (await recipe("script-tag"));
  const visitor = await host.enter({ html: begun + tags + recipes });
  const phone = "79166000001";
  await host.journey.phones.set(shopPhone, { answerAfterMs: 100 });
  await visitor.page.$eval("sipnet-call-button", (one) => (one.id = "inline"));
  await visitor.press();
  await visitor.ask(`+${phone}`);
  await host.journey.phones.answer(phone);
  const heard = () => visitor.page.evaluate("JSON.stringify([dataLayer, heard])") as Promise<string>;
  const all = await until("the tags to hear", heard, (text) => text.includes("sipnet_call_connected"));
  assert.match(all, /"event":"sipnet_call","sipnet_call":\{"state":"connected"\}/);
  assert.match(all, /\["gtag","event","sipnet_call",\{"state":"connected"\}\]/);
  assert.match(all, /\["ym",12345678,"reachGoal","sipnet_call_connected"/);
  assert.doesNotMatch(all, new RegExp(phone), "a number is nobody's statistics");
  await host.journey.phones.hangUp(phone);
  await visitor.leave();
  const plain = await host.enter({ html: begun + recipes });
  await plain.page.$eval("sipnet-call-button", (one) =>
    one.dispatchEvent(new Event("sipnet-call-state", { bubbles: true })),
  );
  assert.equal(await plain.page.evaluate('["dataLayer", "gtag", "ym"].some((name) => name in window)'), false);
  await plain.leave();
});
