import assert from "node:assert/strict";
import { test } from "node:test";
import { deriveKeys } from "../../worker/crypto.ts";
import { isTimely, issueTicket, readTicket, type TicketScope } from "../../worker/visitor/ticket.ts";

const scope: TicketScope = { button: "D6VZ", origin: "https://shop.example", net: "4/203.0.113.7" };
const issuedMs = Date.UTC(2026, 10, 24);
const { ticket: key } = await deriveKeys("a".repeat(43));
const random = Uint8Array.from({ length: 12 }, (_, i) => i);
const ticket = issueTicket(key, scope, issuedMs, random);

test("a page's ticket is read back with its age", async () => {
  const read = readTicket(key, ticket, scope, issuedMs + 2_000);
  assert.equal(read?.ageMs, 2_000);
  assert.match(read?.id ?? "", /^[\w-]{16}$/);
});

const foreign: [whose: string, scope: TicketScope][] = [
  ["another button", { ...scope, button: "K8TM" }],
  ["another site", { ...scope, origin: "https://evil.example" }],
];

for (const [whose, other] of foreign) {
  test(`a ticket is worth nothing for ${whose}`, async () => {
    assert.equal(readTicket(key, ticket, other, issuedMs + 2_000), null);
  });
}

test("a ticket of another network is known as ours, and as not at home", async () => {
  const read = (net: string) => readTicket(key, ticket, { ...scope, net }, issuedMs + 2_000);
  assert.equal((await read(scope.net))?.isAtHome, true);
  assert.equal((await read("4/203.0.113.8"))?.isAtHome, false);
});

test("no changed character of a ticket goes unnoticed", async () => {
  for (let i = 0; i < ticket.length; i++) {
    const changed = ticket.slice(0, i) + (ticket[i] === "A" ? "B" : "A") + ticket.slice(i + 1);
    assert.equal(readTicket(key, changed, scope, issuedMs + 2_000), null, `at ${i}`);
  }
});

test("a ticket of another installation is worth nothing", async () => {
  const { ticket: other } = await deriveKeys("b".repeat(43));
  assert.equal(readTicket(other, ticket, scope, issuedMs + 2_000), null);
});

const ages: [ageMs: number, good: boolean][] = [
  [-1, false],
  [0, false],
  [1_499, false],
  [1_500, true],
  [30 * 60_000, true],
  [30 * 60_000 + 1, false],
];

for (const [ageMs, good] of ages) {
  test(`a ticket ${ageMs} ms old is ${good ? "good" : "refused"}`, () => assert.equal(isTimely({ ageMs }), good));
}
