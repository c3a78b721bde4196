/** The script as pages get it: the same in every coding, sent once, and under a name that lasts as long as its bytes. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type RunningWorker, startWorker } from "../support/workerd.ts";

interface Got {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: Buffer;
}

let worker: RunningWorker;
interface Built {
  hash: string;
  integrity: string;
}

let built: Built & { modules: Record<string, Built> };

before(async () => {
  built = JSON.parse(await readFile("dist/widget/widget.json", "utf8"));
  // Nothing here needs a provider.
  worker = await startWorker({ sipnetUrl: "http://127.0.0.1:9/api.php" });
});

after(() => worker?.stop());

/** As it comes over the network: `fetch` would unpack it. */
function get(path: string, headers: Record<string, string> = {}): Promise<Got> {
  const { promise, resolve, reject } = Promise.withResolvers<Got>();
  const asked = request(worker.url + path, { headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => {
      resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) });
    });
  });
  asked.on("error", reject).end();
  return promise;
}

const codings: [accepted: string, sent: string | undefined, unpack: (body: Buffer) => Buffer][] = [
  ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["identity", undefined, (body) => body],
];

for (const [accepted, sent, unpack] of codings)
  test(`a browser that accepts ${accepted} gets the script that was built`, async () => {
    const { status, headers, body } = await get("/widget.js", { "accept-encoding": accepted });
    assert.deepEqual([status, headers["content-encoding"], headers["vary"]], [200, sent, "Accept-Encoding"]);
    assert.match(String(headers["content-type"]), /^text\/javascript/);
    assert.equal(unpack(body).toString(), await readFile("dist/widget/widget.js", "utf8"));
  });

test("a page of any origin may load it, and is sent an unchanged script no second time", async () => {
  const first = await get("/widget.js");
  assert.equal(first.headers["access-control-allow-origin"], "*");
  assert.match(String(first.headers["cache-control"]), /^public, max-age=\d+, stale-while-revalidate/);
  const again = await get("/widget.js", { "if-none-match": String(first.headers["etag"]) });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
  assert.equal((await get("/widget.js", { "if-none-match": '"another"' })).status, 200);
});

test("every module has a name of its own that lasts, and is what its integrity says", async () => {
  for (const [name, { hash, integrity }] of Object.entries({ widget: built, ...built.modules })) {
    const { status, headers, body } = await get(`/v1/${name}-${hash}.js`, { "accept-encoding": "br" });
    assert.equal(status, 200, name);
    assert.equal(headers["access-control-allow-origin"], "*", name);
    assert.match(String(headers["cache-control"]), /max-age=31536000, immutable/);
    const digest = createHash("sha384").update(brotliDecompressSync(body)).digest("base64");
    assert.equal(`sha384-${digest}`, integrity, name);
  }
  assert.equal((await get("/v1/widget-0123456789abcdef.js")).status, 404, "the bytes of another day");
});

test("the script names exactly the modules that are served", async () => {
  const script = (await get("/widget.js", { "accept-encoding": "identity" })).body.toString();
  const [, load = "", hash = ""] = /([\w$]+)=\w+=>import\(`\/v1\/`\+\w+\+`-(\w{16})\.js`\)/.exec(script) ?? [];
  const calls = new RegExp(`[^\\w$]${load.replace("$", "\\$")}\\(\`(\\w+)\`\\)`, "g");
  const named = [...script.matchAll(calls)].map(([, name]) => `/v1/${name}-${hash}.js`);
  const served = Object.entries(built.modules).map(([name, module]) => `/v1/${name}-${module.hash}.js`);
  assert.deepEqual(named.toSorted(), served.toSorted());
});
