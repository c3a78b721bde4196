/** The walk's call: a real browser on a page of its own, two phones answered, and a restart while they talk. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "puppeteer-core";
import { chromiumArguments, findChromium } from "../../support/browsers.ts";
import { until } from "../../support/until.ts";

const [address = "", provider = "", home = ""] = process.argv.slice(2);
const button = "D6VZ0000000000000000000000000ZG4";
const [shop, visitor] = ["74951234567", "79161234567"];
const press = (phone: string, what: string) =>
  fetch(`${new URL(provider).origin}/sim/phones/${phone}/${what}`, { method: "POST" });

const browser = await launch({
  executablePath: findChromium() ?? "",
  args: [...chromiumArguments, "--headless", "--ignore-certificate-errors"],
  // The authority is the walk's own; curl and the doctor have checked the chain.
  acceptInsecureCerts: true,
});
try {
  const page = await browser.newPage();
  await page.goto(`${address}/opt-out`);
  // The Worker's own page has a policy that lets no script in: the visitor's page stands in its place.
  await page.setBypassCSP(true);
  await page.reload();
  await page.setContent(`<script type="module" src="${address}/widget.js"></script>
<sipnet-call-button button="${button}" lang="en"><a href="tel:+74951234567">+7 495 123-45-67</a></sipnet-call-button>`);
  const state = () =>
    page.$eval("sipnet-call-button", (element) => String((element as HTMLElement & { state?: unknown }).state));
  await page.waitForFunction(() => document.querySelector("sipnet-call-button")?.shadowRoot?.querySelector("button"));
  const asked = await page.evaluate((phone) => {
    const element = document.querySelector("sipnet-call-button") as HTMLElement & {
      call(phone: string): Promise<unknown>;
      show(): void;
    };
    element.show();
    return Promise.resolve(element.call(phone)).then(() => "asked", String);
  }, `+${visitor}`);
  console.log(asked, await state());
  await until(
    "the shop's phone to ring",
    () => press(shop, "answer"),
    ({ ok }) => ok,
    30_000,
  );
  await until(
    "the visitor's phone to ring",
    () => press(visitor, "answer"),
    ({ ok }) => ok,
    30_000,
  );
  await until("connected", state, (now) => now === "connected", 30_000);
  console.log("connected; restarting");
  const pid = readFileSync(join(home, "run/pid"), "utf8");
  spawnSync(join(home, "sipnet-call"), ["restart"]);
  await until(
    "another server",
    () => readFileSync(join(home, "run/pid"), "utf8"),
    (now) => now !== pid,
    30_000,
  );
  await press(shop, "hangup");
  await until("the end, told after the restart", state, (now) => now === "ended", 60_000);
  const protocols = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((entry) => (entry as PerformanceResourceTiming).nextHopProtocol),
  );
  assert.ok(protocols.includes("h2"), protocols.join());
  const calls = (await (await fetch(`${new URL(provider).origin}/sim/calls`)).json()) as unknown[];
  assert.equal(calls.length, 1, "dialled once");
  console.log("ended, dialled once, over", protocols.join(" "));
} finally {
  await browser.close();
}
