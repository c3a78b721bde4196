/**
 * A page that pinned the script of 0.1.0 by its hash, on today's Worker: the bytes still come, later modules too, and a
 * whole call can be had with them. `test/stores/widget-0.1.0/` has that release's files as they were built.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, readFile, writeFile } from "node:fs/promises";
import { globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { brotliDecompressSync, gzipSync } from "node:zlib";
import { introduce } from "../../demo/owner.ts";
import { startSimulator } from "../../demo/sipnet/simulator.ts";
import { en } from "../../widget/words/messages.ts";
import { extraModules } from "../../widget/package/extra-modules.ts";
import { launchChromium, shopPhone } from "../support/journey.ts";
import { phonesOf } from "../support/phones.ts";
import { scratchDirectory } from "../support/scratch.ts";
import { until } from "../support/until.ts";
import { visit } from "../support/visitor.ts";
import { type RunningWorker, startWorker } from "../support/workerd.ts";

const release = "test/stores/widget-0.1.0";
const visitorPhone = "79163000001";

interface Built {
  hash: string;
  integrity: string;
  modules: Record<string, { hash: string }>;
}

/** As that release's build left it, and empty files for the modules that it did not know. */
async function oldBuild(): Promise<{ folder: string; built: Built }> {
  const folder = await scratchDirectory("widget-0.1.0");
  await cp(release, folder, { recursive: true });
  const built = JSON.parse(await readFile(join(folder, "widget.json"), "utf8")) as Built;
  const { modules } = built;
  const known = Object.fromEntries(extraModules.map((name) => [name, modules[name] ?? { hash: "0".repeat(16) }]));
  await writeFile(join(folder, "widget.json"), JSON.stringify({ ...built, modules: known }));
  for (const name of ["widget", ...extraModules]) {
    const path = join(folder, `${name}.js.br`);
    if (!modules[name] && name !== "widget") await writeFile(path, "");
    const bytes = await readFile(path);
    await writeFile(join(folder, `${name}.js.gz`), gzipSync(bytes.length > 0 ? brotliDecompressSync(bytes) : bytes));
  }
  return { folder, built };
}

/** Until what the Worker does while nobody waits is on its disk. */
async function isKept({ storage }: RunningWorker, hash: string): Promise<void> {
  const count = () => {
    const [file] = globSync(`${storage}/PastScripts/*.sqlite`);
    if (file === undefined) return 0;
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return database.prepare("SELECT 1 FROM scripts WHERE build = ?").all(hash).length;
    } finally {
      database.close();
    }
  };
  await until("the build to be kept", count, (rows) => rows > extraModules.length);
}

async function startPage(t: TestContext): Promise<{ origin: string; html: string }> {
  const page = { origin: "", html: "" };
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(page.html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  page.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return page;
}

test("a page with the pinned script of 0.1.0 has a whole call on today's Worker", async (t) => {
  const { folder, built } = await oldBuild();
  const storage = await scratchDirectory("pinned-storage");
  const simulator = await startSimulator({ port: 0 });
  t.after(() => simulator.close());
  const page = await startPage(t);
  const options = {
    sipnetUrl: `${simulator.url}/api.php`,
    storage,
    visitorAddress: "127.0.0.1",
    vars: { ALLOWED_ORIGINS: page.origin },
  };
  const pinned = `/v1/widget-${built.hash}.js`;

  const old = await startWorker({ ...options, widget: folder });
  const { shop } = await introduce(old.url, old.ownerToken, { simulated: true });
  assert.equal((await fetch(old.url + pinned)).status, 200);
  await isKept(old, built.hash);
  await old.stop();

  const today = await startWorker(options);
  t.after(() => today.stop());
  assert.notEqual((await (await fetch(`${today.url}/widget.js`)).text()).length, 0);
  const { hash } = JSON.parse(await readFile("dist/widget/widget.json", "utf8")) as Built;
  assert.notEqual(hash, built.hash, "control: it is another build that runs now");
  const bytes = brotliDecompressSync(await readFile(join(release, "widget.js.br")));
  for (const coding of ["br", "gzip", "identity"]) {
    const answer = await fetch(today.url + pinned, { headers: { "accept-encoding": coding } });
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes, coding);
    assert.match(answer.headers.get("cache-control") ?? "", /max-age=31536000, immutable/);
  }
  const later = await fetch(`${today.url}/v1/later-${built.modules.later?.hash}.js`);
  assert.equal(await later.text(), brotliDecompressSync(await readFile(join(release, "later.js.br"))).toString());
  assert.equal((await fetch(`${today.url}/v1/widget-${"f".repeat(16)}.js`)).status, 404);

  page.html = `<!doctype html><html lang="en"><title>A shop</title>
    <script type="module" src="${today.url}${pinned}" integrity="${built.integrity}" crossorigin="anonymous"></script>
    <sipnet-call-button id="inline" button="${shop}"><a href="tel:+74951234567">Call us</a></sipnet-call-button>`;
  const browser = await launchChromium();
  t.after(() => browser.close());
  const phones = phonesOf(simulator.url);
  const visitor = await visit(browser, page.origin);
  await visitor.press();
  await visitor.ask(`+${visitorPhone}`);
  await phones.answer(shopPhone);
  await phones.answer(visitorPhone);
  await visitor.reads(en.connected);
  await phones.hangUp(visitorPhone);
  await visitor.reads(en.ended);
  assert.equal((await phones.callsTo(visitorPhone)).length, 1);
  await visitor.leave();
});

test("a clone that has built nothing yet is checked against the modules that a build makes", () => {
  const [, names = ""] = /modules: Record<([^,]+),/.exec(readFileSync("worker/ambient.d.ts", "utf8")) ?? [];
  const declared = [...names.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  const { modules } = JSON.parse(readFileSync("dist/widget/widget.json", "utf8")) as { modules: object };
  assert.deepEqual(declared, Object.keys(modules).toSorted());
});
