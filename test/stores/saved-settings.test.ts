/** The owner goes back to this release: what another one saved of the settings is kept, said, and rings nobody by mistake. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { limitsOf } from "../../worker/contract/limits.ts";
import { afterChange, readSaved } from "../../worker/safety/saved-settings.ts";
import { secrets } from "../stand-ins/node-worker.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { seedOf } from "../support/chance.ts";
import { openShop, type Shop } from "../visitor/shop.ts";

/** A shop whose Ledger finds these settings when it starts. */
async function shopThatSaved(settings: unknown): Promise<Shop & { rests(): Record<string, unknown> }> {
  const shop = await openShop();
  await shop.own("PUT", "/v1/owner/settings", { panic: false });
  shop.worker.crash();
  const database = shop.worker.databases.get("LEDGER ledger");
  database?.prepare("INSERT OR REPLACE INTO facts (key, value) VALUES ('settings', ?)").run(JSON.stringify(settings));
  const rests = () => {
    const kept = database?.prepare("SELECT value FROM facts WHERE key = 'settings'").get();
    return JSON.parse(String(kept?.["value"])) as Record<string, unknown>;
  };
  return { ...shop, rests };
}

async function warningsOf({ worker }: Shop): Promise<string[]> {
  const headers = { authorization: `Bearer ${secrets.ownerToken}` };
  const answer = await worker.request("/v1/owner/settings", { headers });
  return ((await answer.json()) as { warnings: string[] }).warnings;
}

const later = {
  limits: { number: { perDay: 2, perWeek: 4 }, words: { most: 9 } },
  panic: false,
  zone: "Europe/Samara",
};

test("a limit of a later release does nothing, is said to the owner, and is there when that release is back", async () => {
  const shop = await shopThatSaved(later);
  assert.equal((await askForCall(shop.worker)).status, 202);
  assert.deepEqual(await warningsOf(shop), [
    "number.perWeek was set in another release and does nothing in this one",
    "words.most was set in another release and does nothing in this one",
  ]);
  const edit = { limits: { number: { perDay: 3 } } };
  assert.equal((await shop.own("PUT", "/v1/owner/settings", edit)).status, 200);
  const limits = { number: { perWeek: 4, perDay: 3 }, words: { most: 9 } };
  assert.deepEqual(shop.rests(), { ...later, limits });
});

const unreadable: [what: string, settings: unknown, name: string][] = [
  ["a cap in words", { limits: { account: { moneyPerDay: "500" } } }, "limits.account.moneyPerDay"],
  ["a night of another form", { limits: { night: { from: { hour: 21 } } } }, "limits.night.from"],
  ["a group that is none", { limits: { number: [3, 5] } }, "limits.number"],
  ["limits that are a list", { limits: [] }, "limits"],
  ["a clock that this platform doesn't have", { zone: "Europe/Nowhere" }, "zone"],
];

for (const [what, settings, name] of unreadable)
  test(`with ${what} nobody is called, and the owner sees why and mends it`, async () => {
    const shop = await shopThatSaved(settings);
    const record = async () => {
      const answer = await shop.ask("GET", `/v1/buttons/${cid}`);
      return ((await answer.json()) as { open: boolean }).open;
    };
    assert.equal(await record(), false);
    assert.equal((await askForCall(shop.worker)).status, 503);
    const mine = await shop.own("POST", "/v1/owner/sipnet/gencall", { dstphone: "79162000061" });
    assert.equal(mine.status, 503, "the owner's own call");
    assert.deepEqual(await warningsOf(shop), [`${name} can't be read: nobody is called until it is saved anew`]);
    for (const panic of [true, false]) await shop.own("PUT", "/v1/owner/settings", { panic });
    shop.worker.crash();
    assert.equal((await askForCall(shop.worker)).status, 503, "neither another edit nor a restart opens it");
    const anew = { limits: { number: { perDay: 4 } }, zone: "Europe/Moscow" };
    assert.equal((await shop.own("PUT", "/v1/owner/settings", anew)).status, 200);
    assert.equal((await askForCall(shop.worker)).status, 202);
    assert.deepEqual([await warningsOf(shop), await record()], [[], true]);
  });

test("a panic switch that is no plain no was thrown", async () => {
  const shop = await shopThatSaved({ panic: "since noon" });
  assert.equal((await askForCall(shop.worker)).status, 503);
  await shop.own("PUT", "/v1/owner/settings", { panic: false });
  assert.equal((await askForCall(shop.worker)).status, 202);
});

const ours = limitsOf({});
const names = Object.entries(ours).flatMap(([group, entries]) => Object.keys(entries).map((key) => [group, key]));

test("whatever rests as settings is read: each limit holds, is said to be unread, or is kept for another release", () => {
  const key = fc.oneof(fc.constantFrom(...names.flat()), fc.string({ maxLength: 8 }));
  const value = fc.oneof(fc.nat(9), fc.constantFrom("21:00", true, null), fc.jsonValue({ maxDepth: 1 }));
  const groups = fc.dictionary(key, fc.oneof(fc.dictionary(key, value), value));
  const saved = fc.record({ limits: fc.oneof(groups, value), panic: value, zone: value }, { requiredKeys: [] });
  const property = fc.property(fc.oneof(saved, fc.jsonValue()), fc.boolean(), (given, panic) => {
    const read = readSaved(given);
    assert.doesNotThrow(() => limitsOf(read.settings.limits));
    const again = readSaved(afterChange(read, { panic }));
    assert.deepEqual({ ...again.settings, panic: 0 }, { ...read.settings, panic: 0 });
    assert.deepEqual([again.foreign, again.unread], [read.foreign, read.unread]);
    const { limits = {} } = read.rests;
    const flat = Object.entries(Object(limits) as Record<string, unknown>);
    for (const [group, entries] of read.unread.includes("limits") ? [] : flat) {
      const isHeld = Object.hasOwn(read.settings.limits, group) || Object.hasOwn(read.foreign, group);
      const isSaid = read.unread.some((each) => each === `limits.${group}` || each.startsWith(`limits.${group}.`));
      assert.ok(isHeld || isSaid, `${group}: ${JSON.stringify(entries)}`);
    }
  });
  fc.assert(property, { seed: seedOf("saved-settings"), numRuns: 500 });
});
