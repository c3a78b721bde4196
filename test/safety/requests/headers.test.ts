import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeWorker } from "../../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../../stand-ins/paper-provider.ts";

const worker = new NodeWorker({ provider: new PaperProvider() });
const paths = [`/v1/buttons/${cid}`, "/v1/calls/x", "/healthz", "/nothing", "/opt-out", "/v1/owner/settings"];

for (const path of paths) {
  test(`the answer of ${path} can't be framed, guessed at, or made to run anything`, async () => {
    const { headers } = await worker.request(path);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none'/);
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/);
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.match(headers.get("strict-transport-security") ?? "", /^max-age=\d{7,}/);
  });
}
