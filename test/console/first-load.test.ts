/** How much must be loaded for the console, and how it is kept. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import type { Browser } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { startWorker, type RunningWorker } from "../support/workerd.ts";
import { startStandIn } from "./stage/stand-in.ts";
import { goTo, openConsole } from "./stage/views.ts";

const mostBytes = 60_000;
const files = resolve(import.meta.dirname, "../../dist/console");

let browser: Browser;
let worker: RunningWorker;

before(async () => {
  [browser, worker] = await Promise.all([launchChromium(), startWorker({ sipnetUrl: "http://127.0.0.1:9/api.php" })]);
});
after(async () => {
  await browser.close();
  await worker.stop();
});

test("the overview loads at most 60 KB in brotli, and no chart before there is something to draw", async (t) => {
  const standIn = await startStandIn();
  t.after(() => standIn.close());
  const page = await openConsole(browser, standIn.url, { lang: "ru", scheme: "light", width: 1280 });
  t.after(() => page.close());
  await goTo(page, "#/overview");
  const names = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
  );
  const loaded = names
    .filter((name) => name.startsWith("/console/") && !name.includes("bars-"))
    .map((name) => name.slice(9));
  const bytes = ["index.html", ...loaded].reduce(
    (sum, name) => sum + brotliCompressSync(readFileSync(resolve(files, name))).length,
    0,
  );
  assert.ok(loaded.length >= 3, "the script, the sheet and the view are counted");
  assert.ok(bytes <= mostBytes, `${bytes} bytes`);
  t.diagnostic(`${bytes} bytes in brotli`);
});

test("the Worker serves the console's files compressed, for ever, and each under its policy", async () => {
  for (const name of readdirSync(files).filter((each) => /\.(?:js|css)$/.test(each))) {
    const response = await fetch(`${worker.url}/console/${name}`, { headers: { "accept-encoding": "br" } });
    assert.equal(response.status, 200, name);
    assert.equal(response.headers.get("content-encoding"), "br");
    assert.equal(await response.text(), readFileSync(resolve(files, name), "utf8"));
    const isNamedByContent = name !== "push-worker.js";
    const kept = isNamedByContent ? /max-age=31536000, immutable/ : /^no-cache$/;
    assert.match(response.headers.get("cache-control") ?? "", kept, name);
    assert.match(
      response.headers.get("content-security-policy") ?? "",
      /default-src 'none'.*require-trusted-types-for 'script'/,
    );
  }
});

test("the page itself is never kept, and neither unknown files nor ways out of the folder lead anywhere", async () => {
  const page = await fetch(`${worker.url}/console/`);
  assert.equal(page.headers.get("cache-control"), "no-store");
  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
  for (const path of ["nothing.js", "..%2fwidget%2fwidget.js", "%2e%2e/index.js", "index.html", "main.js.br", ".br"]) {
    const response = await fetch(`${worker.url}/console/${path}`);
    assert.equal(response.status, 404, path);
    await response.body?.cancel();
  }
});
