/** A visitor before a shop's page, and a Worker behind a door that counts every byte and may cut connections. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { launch } from "puppeteer-core";
import { introduce } from "../../demo/owner.ts";
import { startSimulator } from "../../demo/sipnet/simulator.ts";
import type { CallStateEvent } from "../../widget/element/events.ts";
import { en } from "../support/words.ts";
import { chromiumArguments, findChromium } from "../support/browsers.ts";
import { shopPhone } from "../support/journey.ts";
import { type Phones, phonesOf } from "../support/phones.ts";
import { visit, type Visitor } from "../support/visitor.ts";
import { startWorker } from "../support/workerd.ts";
import { makeChain } from "./chain.ts";
import { type CountingProxy, startCountingProxy } from "./counting-proxy.ts";

type Cids = Awaited<ReturnType<typeof introduce>>;

export const visitorPhone = "79163000001";

/** Presses the quiet button: later, or to cancel, as the sheet stands. */
export async function wantMore({ page }: Visitor): Promise<void> {
  await page.locator("#inline >>> [part=later]").click();
}

/** The company's phone rings, then the visitor's; they talk and hang up. @returns every change that the page was told */
export async function converse(visitor: Visitor, phones: Phones, phone = visitorPhone): Promise<string[]> {
  const { page, press, ask, reads } = visitor;
  await page.evaluate(() => {
    const note = ({ call }: CallStateEvent) => {
      document.documentElement.dataset.heard += ` ${call.state}:${call.legs?.owner}:${call.legs?.visitor}`;
    };
    document.addEventListener("sipnet-call-state", note as EventListener);
  });
  if (!(await page.$("#inline >>> dialog[open]"))) await press();
  await ask(`+${phone}`);
  // People take their time: every step is told apart.
  await reads(en["owner-ringing"]);
  await phones.answer(shopPhone);
  await reads(en["owner-answered"]);
  await phones.answer(phone);
  await reads(en.connected);
  await phones.hangUp(phone);
  await reads(en.ended);
  const heard = await page.$eval("html", ({ dataset }) => dataset.heard ?? "");
  return heard.split(" ").slice(1);
}

export interface Staging {
  /** Which button the page shows. */
  choose?(cids: Cids): string;
  /** The door cuts each connection after so many bytes towards the visitor. */
  cutAfterBytes?: number;
  /** The page, once it is known where the Worker is. */
  write?(workerUrl: string, button: string): string;
}

export interface Stage {
  proxy: CountingProxy;
  /** The page's address. */
  origin: string;
  visitor: Visitor;
  phones: Phones;
}

export async function stage(t: TestContext, staging: Staging = {}): Promise<Stage> {
  const { choose = ({ shop }) => shop, cutAfterBytes = Infinity, write = usualPage } = staging;
  const directory = await mkdtemp(join(tmpdir(), "wire-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const simulator = await startSimulator({ port: 0 });
  t.after(() => simulator.close());
  const proxy = await startCountingProxy(await makeChain(directory), cutAfterBytes);
  t.after(() => proxy.close());
  const page = await startPage(t, (button) => write(proxy.url, button));
  const worker = await startWorker({
    sipnetUrl: `${simulator.url}/api.php`,
    vars: { PUBLIC_URL: proxy.plainUrl, ALLOWED_ORIGINS: page.origin },
  });
  t.after(() => worker.stop());
  proxy.upstream = worker.url;
  page.button = choose(await introduce(worker.url, worker.ownerToken, { simulated: true }));
  const browser = await launch({
    executablePath: findChromium() ?? "",
    // Not puppeteer's own switch: with that a first connection is given up and made again.
    args: [...chromiumArguments, "--ignore-certificate-errors"],
  });
  t.after(() => browser.close());
  const { origin } = page;
  return { proxy, origin, visitor: await visit(browser, origin), phones: phonesOf(simulator.url) };
}

function usualPage(workerUrl: string, button: string): string {
  return `<!doctype html>
    <html lang="en"><script type="module" src="${workerUrl}/widget.js"></script>
    <sipnet-call-button id="inline" button="${button}"><a href="tel:+74951234567">Call us</a></sipnet-call-button>`;
}

/** The site: its page, and `dist/site` as an owner has copied it to `/sipnet/`. */
async function startPage(t: TestContext, write: (button: string) => string) {
  const page = { origin: "", button: "" };
  const server = createServer((request, response) => {
    const file = /^\/sipnet\/([\w-]+\.js)$/.exec(request.url ?? "")?.[1];
    if (file === undefined) return response.writeHead(200, { "content-type": "text/html" }).end(write(page.button));
    return readFile(join("dist/site", file)).then(
      (bytes) => response.writeHead(200, { "content-type": "text/javascript" }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => (server.closeAllConnections(), server.close()));
  page.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return page;
}
