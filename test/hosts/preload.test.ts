/** The lines as handed out ask for the button's record once, in every engine: the preload line's answer is the one used. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import * as puppeteer from "puppeteer-core";
import { pageSnippet } from "../../widget/package/snippets.ts";
import { findProgram } from "../support/browsers.ts";
import { launchChromium } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { hasWebKit, openInWebKit } from "../support/webkit.ts";
import { beginHost, button, type Host } from "./host.ts";

let host: Host;
let door: Server;
let doorUrl: string;
const asked: string[] = [];

/** The Worker's own address for pages: each request is noted on its way in. */
before(async () => {
  host = await beginHost();
  door = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const onward = request(host.workerUrl + incoming.url, { method: incoming.method, headers: incoming.headers });
    onward.on("response", (answer) => answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers)));
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  doorUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});

after(async () => {
  await host?.end();
  door?.closeAllConnections();
  door?.close();
});

/** Tells the site when the button has its record, and once more when a second request would have been made by then. */
const watch = `<script>
  (async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const shown = () => document.querySelector("sipnet-call-button")?.shadowRoot?.querySelector("button");
    while (!shown()) await frame();
    for (let i = 0; i < 30; i++) await frame();
    await fetch("/", { method: "POST", body: "painted in " + navigator.userAgent });
  })();
</script>`;

const link = { href: "tel:+74951234567", words: "+7 495 123-45-67" };

type Open = (url: string) => Promise<() => Promise<void>>;

async function openIn(browser: puppeteer.Browser, url: string): Promise<() => Promise<void>> {
  const page = await browser.newPage();
  await page.goto(url);
  return () => browser.close();
}

const firefox = findProgram("firefox-esr") ?? findProgram("firefox");
const engines: Record<string, Open | undefined | false> = {
  Chromium: async (url) => openIn(await launchChromium(), url),
  Firefox: firefox
    ? async (url) => openIn(await puppeteer.launch({ browser: "firefox", executablePath: firefox }), url)
    : undefined,
  WebKit: hasWebKit && openInWebKit,
};

for (const [name, open] of Object.entries(engines)) {
  if (!open) {
    console.log(`The snippet is tested without ${name}: not on this machine.`);
    continue;
  }
  test(`${name} asks for the record once`, async () => {
    const snippet = pageSnippet({ origin: doorUrl, attributes: { button }, link });
    assert.equal(await recordsAsked(open, snippet), 1);
  });
}

test("control: a preload line that the script's own question does not match is a second request", async () => {
  const open = engines.Chromium;
  assert.ok(open);
  const snippet = pageSnippet({ origin: doorUrl, attributes: { button }, link });
  assert.equal(await recordsAsked(open, snippet.replace(" crossorigin", "")), 2);
});

async function recordsAsked(open: Open, snippet: string): Promise<number> {
  asked.splice(0);
  host.reports.splice(0);
  const close = await open(
    host.serve({ html: `<!doctype html><html lang="en"><title>A site</title>${snippet}${watch}` }),
  );
  await until(
    "the button",
    () => host.reports,
    (reports) => reports.some((text) => text.includes("painted")),
  );
  await close();
  return asked.filter((line) => line === `GET /v1/buttons/${button}`).length;
}
