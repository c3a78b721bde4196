/** Midnight changes the salt under which addresses rest, and must change nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { openShop } from "../visitor/shop.ts";

const minute = 60_000;
const midnight = Date.parse("2026-11-25T00:00:00Z");

for (const [kind, address] of [
  ["an IPv4 address", "198.51.100.9"],
  ["an IPv6 network", "2001:db8:5a:7e11::1"],
] as const)
  test(`${kind} that had its calls before midnight gets no new ones after it, until their time has passed`, async () => {
    const { worker, provider, own } = await openShop();
    const limits = { ipv4: { per10Min: 2 }, ipv6_64: { per10Min: 2 } };
    assert.equal((await own("PUT", "/v1/owner/settings", { limits })).status, 200);
    await worker.passTime(midnight - 3 * minute - hand.nowMs);
    for (let n = 0; n < 2; n++) assert.equal((await askForCall(worker, { address })).status, 202);
    await worker.passTime(6 * minute);
    const refused = await askForCall(worker, { address });
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "240"]);
    assert.equal(provider.placed.length, 2);
    await worker.passTime(4 * minute);
    assert.equal((await askForCall(worker, { address })).status, 202);
  });

test("after two days no salt is left by which an address could be told", async () => {
  const { worker } = await openShop();
  await askForCall(worker);
  const salts = () => {
    const row = worker.databases.get("LEDGER ledger")?.prepare("SELECT value FROM facts WHERE key = 'salts'").get();
    return Object.keys(JSON.parse(String(row?.["value"] ?? "{}")) as object);
  };
  assert.deepEqual(salts(), ["2026-11-24"]);
  await worker.passTime(49 * 60 * minute);
  assert.deepEqual(salts(), []);
});
