/** Sites as they are: old styles, patched prototypes, the script twice, boxes that turn, pages that come back. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import type { Visitor } from "../support/visitor.ts";
import { beginHost, callThrough, element, type Host, link } from "./host.ts";

let host: Host;

before(async () => {
  host = await beginHost();
});

after(() => host?.end());

const page = (body: string, head = "") => ({
  html: `<!doctype html><html lang="en"><title>A site</title>${head}<body>${body}`,
});

/** Where a part is, and whether a click in its middle would reach it. */
async function standing({ page: tab }: Visitor, part: string) {
  return tab.$eval(`#inline >>> [part=${part}]`, (one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const hit = (one.getRootNode() as ShadowRoot).elementFromPoint(x + width / 2, y + height / 2);
    const inView = x >= 0 && y >= 0 && x + width <= innerWidth && y + height <= innerHeight;
    return { width, height, inView, reachable: one === hit || one.contains(hit) };
  });
}

const styles = [
  "* { all: unset !important }",
  "button { display: none !important } dialog { display: none !important; opacity: 0 } input { width: 1px !important }",
  "*, *::before, *::after { box-sizing: content-box !important; font: 3px/1 cursive !important; float: left }",
  "body { transform: rotate(2deg) scale(0.5); filter: grayscale(1); overflow: hidden; height: 120px; perspective: 9px }",
];

for (const [index, style] of styles.entries())
  test(`a call under the site's style \`${style.slice(0, 44)}\``, async () => {
    const visitor = await host.enter(page(host.snippet, `<style>${style}</style>`));
    await visitor.page.waitForSelector("#inline >>> [part=button]", { visible: true });
    const shown = await standing(visitor, "button");
    assert.ok(shown.height >= (style.includes("scale(0.5)") ? 22 : 44), JSON.stringify(shown));
    assert.ok(shown.width > 60 && shown.reachable, JSON.stringify(shown));
    await visitor.press();
    const dialog = await standing(visitor, "dialog");
    assert.ok(dialog.inView && dialog.width > 200 && dialog.height > 150, JSON.stringify(dialog));
    const field = await standing(visitor, "phone");
    assert.ok(field.reachable && field.height >= 44, JSON.stringify(field));
    await visitor.page.keyboard.press("Escape");
    if (index === 0) await callThrough(host, visitor, "79165000001");
    await visitor.leave();
  });

test("a call where prototypes are patched and fetch is wrapped", async () => {
  const visitor = await host.enter(page(host.snippet), () => {
    const patched = { each: [Array.prototype, Object.prototype], toJSON: [Array.prototype] };
    for (const [name, owners] of Object.entries(patched))
      for (const owner of owners)
        Object.defineProperty(owner, name, { value: () => "patched", enumerable: true, writable: true });
    const { fetch: ask } = window;
    window.fetch = async (...args) => (await ask(...args)).clone();
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function attach(init) {
      return attachShadow.call(this, { ...init, delegatesFocus: false });
    };
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function listen(type: string, listener: never, options?: never) {
      return addEventListener.call(this, type, listener, options);
    };
  });
  await callThrough(host, visitor, "79165000002");
  await visitor.leave();
});

const earlier = brotliDecompressSync(readFileSync("test/stores/widget-0.1.0/widget.js.br")).toString();

/** Where a page asks for the second version, that of 0.1.0 comes. @returns how often it did */
async function answerWithEarlier({ page: tab }: Visitor): Promise<() => number> {
  let given = 0;
  await tab.setRequestInterception(true);
  tab.on("request", (request) => {
    if (!request.url().endsWith("/widget.js?v=2")) return void request.continue();
    given += 1;
    const headers = { "access-control-allow-origin": "*" };
    void request.respond({ contentType: "text/javascript", headers, body: earlier });
  });
  return () => given;
}

for (const [first, phone] of [
  ["an earlier", "79165000003"],
  ["today's", "79165000013"],
] as const)
  test(`a call where the page loads the script twice, in two versions, ${first} one first`, async () => {
    const today = await (await fetch(`${host.workerUrl}/widget.js`)).text();
    assert.notEqual(today, earlier);
    const other = `<script type="module" src="${host.workerUrl}/widget.js?v=2"></script>`;
    const visitor = await host.enter(page(first === "today's" ? host.snippet + other : other + host.snippet));
    const errors: unknown[] = [];
    visitor.page.on("pageerror", (error) => errors.push(error));
    const given = await answerWithEarlier(visitor);
    await visitor.page.reload();
    await callThrough(host, visitor, phone);
    assert.deepEqual([given(), errors], [1, []]);
    await visitor.leave();
  });

test("a visitor who goes on and comes back finds a button that works", async () => {
  const visitor = await host.enter(page(host.snippet));
  await visitor.page.waitForSelector("#inline >>> [part=button]", { visible: true });
  await visitor.page.goto(host.serve(page("<p>Elsewhere</p>")));
  await visitor.page.goBack();
  await callThrough(host, visitor, "79165000004");
  await visitor.leave();
});

test("on paper there is a number to dial, and nothing floats over the text", async () => {
  const floating = `<sipnet-call-button id="floating" mode="floating" button="x">${link}</sipnet-call-button>`;
  const visitor = await host.enter(page(host.snippet + floating));
  await visitor.page.waitForSelector("#inline >>> [part=button]", { visible: true });
  await visitor.page.emulateMediaType("print");
  const printed = await visitor.page.$eval("#inline a", (a) => a.checkVisibility());
  const button = await visitor.page.$eval("#inline >>> [part=button]", (one) => one.checkVisibility());
  const over = await visitor.page.$eval("#floating", (one) => getComputedStyle(one).position);
  assert.deepEqual({ printed, button, over }, { printed: true, button: false, over: "static" });
  await visitor.leave();
});

test("the chosen time can be told from the others where the visitor's colours are forced", async () => {
  const visitor = await host.enter(page(host.snippet));
  const devtools = await visitor.page.createCDPSession();
  await devtools.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  await visitor.press();
  await visitor.page.locator("#inline >>> [part=later]").click();
  await visitor.page.waitForSelector("#inline >>> .times .chip + .chip + .chip");
  const fills = await visitor.page.$$eval("#inline >>> .times .chip", (chips) =>
    // What is taken from a colour leaves how much of it there was: that is not seen.
    chips.slice(0, 3).map((chip) => getComputedStyle(chip).backgroundColor.match(/\d+/g)?.slice(0, 3).join()),
  );
  assert.ok(await visitor.page.evaluate(() => matchMedia("(forced-colors: active)").matches));
  assert.ok(fills[0] !== fills[1] && fills[1] === fills[2], fills.join(" "));
  await visitor.leave();
});

test("the link alone, where the script never comes", async () => {
  const visitor = await host.enter(page(element));
  assert.ok(await visitor.page.$eval("#inline a", (a) => a.checkVisibility()));
  await visitor.leave();
});
