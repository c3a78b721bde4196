/** Engines of years ago, libraries of long ago, frames and policies that allow little: a call, or at least the link, and nothing thrown. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/visitor.ts";
import { beginHost, callThrough, element, type Host, link } from "./host.ts";

let host: Host;

before(async () => {
  host = await beginHost();
});

after(() => host?.end());

const page = (body: string, headers: Record<string, string> = {}) => ({
  html: `<!doctype html><html lang="en"><title>A site</title><body>${body}`,
  headers,
});

/** What the page reports as thrown, from its first script on. */
function noteErrors(): void {
  const thrown: string[] = [];
  Object.assign(window, { thrown });
  addEventListener("error", ({ message }) => thrown.push(message));
  addEventListener("unhandledrejection", ({ reason }) => thrown.push(String(reason)));
}

const thrown = ({ page: tab }: Visitor) => tab.evaluate("thrown") as Promise<string[]>;

/** As Safari 15.4 and Chromium 109 are. */
function forget(): void {
  for (const [owner, names] of [
    [ElementInternals.prototype, ["states"]],
    [HTMLElement.prototype, ["attachInternals", "popover", "togglePopover", "showPopover", "hidePopover"]],
    [Document.prototype, ["adoptedStyleSheets"]],
    [ShadowRoot.prototype, ["adoptedStyleSheets"]],
    [CSSStyleSheet.prototype, ["replaceSync", "replace"]],
    [Element.prototype, ["checkVisibility"]],
    [Array.prototype, ["toSorted", "toReversed", "toSpliced", "with"]],
    [AbortSignal, ["timeout", "any"]],
    [Crypto.prototype, ["randomUUID"]],
  ] as const)
    for (const name of names) Reflect.deleteProperty(owner, name);
  const { supports } = CSS;
  CSS.supports = (...what: string[]) => !what.join().includes("from red") && Reflect.apply(supports, CSS, what);
  const { matches } = Element.prototype;
  const look = function look(this: Element, selector: string): boolean {
    if (/:modal|popover-open/.test(selector)) throw new SyntaxError(selector);
    return Reflect.apply(matches, this, [selector]);
  };
  Object.assign(Element.prototype, { matches: look });
}

test("a whole call in an engine of years ago", async () => {
  const tab = host.serve(page(host.snippet));
  const visitor = await visit(host.journey.browser, tab, noteErrors);
  await visitor.page.evaluateOnNewDocument(forget);
  await visitor.page.goto(tab);
  assert.equal(await visitor.page.evaluate('"attachInternals" in HTMLElement.prototype'), false, "an old engine");
  await callThrough(host, visitor, "79165100001");
  await visitor.page.waitForSelector("#inline >>> [part=rating]", { visible: true });
  assert.deepEqual(await thrown(visitor), []);
  await visitor.leave();
});

for (const [colour, text] of [
  ["#ffd400", "rgb(0, 0, 0)"],
  ["white", "rgb(0, 0, 0)"],
  ["red", "rgb(0, 0, 0)"],
  ["black", "rgb(255, 255, 255)"],
  ["#0b57d0", "rgb(255, 255, 255)"],
])
  test(`text on ${colour} can be read in an engine that can't choose it by itself`, async () => {
    const tab = host.serve(page(host.snippet.replace(" button=", ` color="${colour}" button=`)));
    const visitor = await visit(host.journey.browser, tab, noteErrors);
    await visitor.page.evaluateOnNewDocument(forget);
    await visitor.page.goto(tab);
    await visitor.page.waitForFunction(
      (wanted) => {
        const button = document.querySelector("#inline")?.shadowRoot?.querySelector("[part=button]");
        return button && getComputedStyle(button).color === wanted;
      },
      {},
      text,
    );
    await visitor.leave();
  });

test("a call on a page whose library put its own class in the place of Event, and its own Array.from", async () => {
  const visitor = await host.enter(page(host.snippet), () => {
    // As MooTools and Prototype.js do.
    const Theirs = function Event(this: { event: unknown }, event: unknown) {
      this.event = (event as { target: unknown }).target;
    };
    Object.assign(window, { Event: Theirs, pagesEvent: Theirs });
    Array.from = <Item>(items: ArrayLike<Item>) => Array.prototype.slice.call(items) as Item[];
  });
  await callThrough(host, visitor, "79165100002");
  assert.equal(await visitor.page.evaluate("Event === pagesEvent"), true, "the page has its own back");
  await visitor.leave();
});

const typed = (policies: string) => ({
  "content-security-policy": `require-trusted-types-for 'script'; trusted-types ${policies}`,
});
const hostsLit = `<script>trustedTypes.createPolicy("lit-html", { createHTML: (text) => text })</script>`;

test("beside a host's own Lit, where no second policy may be, the link stays, nothing throws, and the console says what to do", async () => {
  const tab = host.serve(page(hostsLit + host.snippet, typed("lit-html")));
  const visitor = await visit(host.journey.browser, tab, noteErrors);
  const warned = new Promise<string>((resolve) => {
    visitor.page.on("console", (message) => message.type() === "warn" && resolve(message.text()));
  });
  await visitor.page.reload();
  assert.match(await warned, /'allow-duplicates'/);
  assert.ok(await visitor.page.$eval("#inline a", (one) => one.checkVisibility()), "the link");
  assert.deepEqual(await thrown(visitor), []);
  assert.equal(await visitor.page.evaluate('Object.hasOwn(trustedTypes, "createPolicy")'), false, "its own back");
  await visitor.leave();
});

test("beside a host's own Lit that allows duplicates a call goes through", async () => {
  const visitor = await host.enter(page(hostsLit + host.snippet, typed("lit-html 'allow-duplicates'")), noteErrors);
  await callThrough(host, visitor, "79165100003");
  assert.deepEqual(await thrown(visitor), []);
  await visitor.leave();
});

test("a policy that keeps the page from the Worker is named in the console, with what to add", async () => {
  const headers = { "content-security-policy": "connect-src 'self'" };
  const visitor = await host.enter(page("<p>A site</p>", headers), noteErrors);
  const warned = new Promise<string>((resolve) => {
    visitor.page.on("console", (message) => message.type() === "warn" && resolve(message.text()));
  });
  await visitor.page.goto(host.serve(page(host.snippet, headers)));
  assert.match(await warned, new RegExp(`Add ${host.workerUrl} to its \`connect-src\``));
  await visitor.leave();
});

test("a call from a frame that may not submit forms", async () => {
  const inner = host.serve(page(host.snippet));
  const visitor = await host.enter(
    page(`<iframe src="${inner}" sandbox="allow-scripts allow-same-origin" width="600" height="500"></iframe>`),
  );
  const frame = await visitor.page.waitForSelector("iframe").then((one) => one?.contentFrame());
  assert.ok(frame);
  await (await frame.waitForSelector("#inline >>> [part=button]", { visible: true }))?.click();
  await (await frame.waitForSelector("#inline >>> [part=phone]", { visible: true }))?.type("9165100004");
  await visitor.page.keyboard.press("Enter");
  await host.journey.phones.answer("79165100004");
  assert.equal((await host.journey.phones.callsTo("79165100004")).length, 1, "calls");
  await host.journey.phones.hangUp("79165100004");
  await visitor.leave();
});

test("control: a page without the script has the link alone", async () => {
  const visitor = await host.enter(page(element + link));
  assert.equal(await visitor.page.$eval("#inline", (one) => !!one.shadowRoot), false);
  await visitor.leave();
});
