/** The console opens at its address: whoever leaves the slash out is sent on, once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeWorker } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";

const files = { fetch: (url: string) => new Response(`the file ${new URL(url).pathname}`) };

test("the console's page is there, and its address without a slash leads to it", async () => {
  const worker = new NodeWorker({ provider: new PaperProvider(), vars: { ASSETS: files as never } });
  const bare = await worker.request("/console");
  assert.deepEqual([bare.status, bare.headers.get("location")], [308, "/console/"]);
  const page = await worker.request("/console/?lang=ru");
  assert.deepEqual([page.status, await page.text()], [200, "the file /index.html"]);
  assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
});
