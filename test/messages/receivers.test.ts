/** Which receivers an owner may name, what a test of one says, and that none is in another's way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../worker/messages/outbox.ts";
import { memorySql } from "../support/sqlite.ts";
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

test("however many messages wait for one receiver, another's is among what is sent next", () => {
  const outbox = new Outbox(memorySql());
  const one = { type: "call.missed", createdMs: 0, call: null, number: null, sealed: null } as const;
  const body = { type: "call.missed", timestamp: "", data: {} } as const;
  for (let n = 0; n < 300; n += 1) outbox.put({ ...one, message: `msg_${n}`, receiver: "hangs", dueMs: n, body });
  outbox.put({ ...one, message: "msg_late", receiver: "well", dueMs: 300, body });
  const due = outbox.due(1_000);
  assert.equal(due.at(-1)?.message, "msg_late");
  assert.equal(due[0]?.message, "msg_0", "each receiver's in its own order");
  assert.ok(due.length < 300);
});
