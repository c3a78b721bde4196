/** Which receivers an owner may name, and what a test of one says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Firm, hookUrl } from "./office.ts";

const addresses: [url: string, status: number][] = [
  ["https://crm.example/calls", 200],
  ["http://crm.example/calls", 400],
  ["https://crm.example:8443/calls", 400],
  ["https://me:secret@crm.example/calls", 400],
  ["https://calls.example/v1/calls", 400],
  ["https://calls.example./v1/calls", 400],
  ["https://CALLS.example:443", 400],
  ["ftp://crm.example", 400],
  ["nonsense", 400],
];
for (const [url, expected] of addresses)
  test(`a receiver at ${url} is ${expected === 200 ? "taken" : "refused"}`, async () => {
    const firm = new Firm();
    const { status } = await firm.ask("PUT", "/receivers", { receivers: [{ kind: "webhook", url }] });
    assert.equal(status, expected);
  });

test("a test says whether it arrived, and why not, in words", async () => {
  const firm = new Firm();
  const [made] = await firm.tell({ kind: "webhook", url: hookUrl });
  const tried = () => firm.ask<{ delivered: boolean; words: string }>("POST", `/receivers/${made?.id}/test`);
  assert.equal((await tried()).body.delivered, true);
  assert.equal(firm.receiver.bodies[0]?.data.test, true);
  firm.receiver.reply = () => new Response(null, { status: 404 });
  const { body } = await tried();
  assert.equal(body.delivered, false);
  assert.match(body.words, /\(404\)/);
});
