/**
 * A network that cuts every foreign connection after 16 KB, and a page with the script on its own site: a whole call
 * works, and another one on the same connection. With the script at the Worker no button comes there.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { until } from "../support/until.ts";
import { converse, stage } from "./stage.ts";

const cutAfterBytes = 16_384;

const recipe = await readFile(new URL("../hosts/recipes/own-site.html", import.meta.url), "utf8");

/** The recipe as it is handed out, with this installation's address and button. */
function write(workerUrl: string, button: string): string {
  const lines = recipe
    .replaceAll("https://calls.example.com", workerUrl)
    .replaceAll("D6VZ0000000000000000000000000ZG4", button)
    .replace("<sipnet-call-button ", '<sipnet-call-button id="inline" ');
  return `<!doctype html><html lang="en"><title>A shop</title>${lines}`;
}

test("with the script on the page's own site two whole calls fit one connection that is cut after 16 KB", async (t) => {
  const { proxy, origin, visitor, phones } = await stage(t, { cutAfterBytes, write });
  await converse(visitor, phones, "79163000001");
  await visitor.page.goto(origin, { waitUntil: "domcontentloaded" });
  await converse(visitor, phones, "79163000002");
  for (const phone of ["79163000001", "79163000002"]) assert.equal((await phones.callsTo(phone)).length, 1);
  assert.deepEqual([proxy.connections(), proxy.cuts()], [1, 0]);
  t.diagnostic(`${proxy.total()} bytes for two calls`);
  assert.ok(!proxy.parts().some(({ name }) => name.includes(".js")), "no script came from the Worker");
  await visitor.leave();
});

test("what loads after a click comes from the page's own site as well", async (t) => {
  const { proxy, visitor } = await stage(t, { cutAfterBytes, write });
  await visitor.press();
  await visitor.page.locator("#inline >>> [part=later]").click();
  await visitor.page.waitForSelector("#inline >>> .times label:nth-child(3)");
  assert.equal(proxy.cuts(), 0);
  assert.ok(!proxy.parts().some(({ name }) => name.includes(".js")));
  await visitor.leave();
});

test("control: with the script at the Worker the connection is cut, and the link stays", async (t) => {
  const { proxy, visitor } = await stage(t, { cutAfterBytes });
  await until("the cut", proxy.cuts, (cuts) => cuts > 0);
  await visitor.page.waitForFunction("document.readyState === 'complete'");
  assert.equal(await visitor.page.evaluate("customElements.get('sipnet-call-button')"), undefined);
  assert.ok(await visitor.page.$eval("#inline a", (link) => link.getBoundingClientRect().width > 0));
  await visitor.leave();
});
