/** What lets more calls pass asks for a proof and is warned of; what lets fewer pass does neither. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type LimitsOverride, limitsOf } from "../../worker/contract/limits.ts";
import { looserThan } from "../../worker/safety/looser.ts";
import { openShop } from "../visitor/shop.ts";

const looser: [what: string, limits: LimitsOverride, own?: LimitsOverride][] = [
  ["more calls", { number: { perDay: 6 } }],
  ["a shorter gap", { number: { gapS: 0 } }],
  ["a breaker that never judges", { breaker: { window: 0 } }],
  ["a breaker that waits for more calls", { breaker: { window: 21 } }],
  ["a smaller share that must answer", { breaker: { answered: 0.1 } }],
  ["no cap", { account: { moneyPerDay: null } }, { account: { moneyPerDay: 100 } }],
  ["a night that begins later", { night: { from: "22:00" } }],
  ["a night that begins after midnight", { night: { from: "01:00" } }],
  ["a night that ends before midnight", { night: { to: "23:00" } }],
  ["no night", { night: { on: false } }],
];

const tighter: [what: string, limits: LimitsOverride, own?: LimitsOverride][] = [
  ["none at all", { number: { perDay: 0 } }],
  ["a gap of a day", { number: { gapS: 86_400 } }],
  ["a breaker that judges sooner", { breaker: { window: 5 } }],
  ["a breaker where there was none", { breaker: { window: 20 } }, { breaker: { window: 0 } }],
  ["a cap where there was none", { account: { moneyPerDay: 100 } }],
  ["a night that begins earlier", { night: { from: "12:30" } }],
  ["a night that lasts until the afternoon", { night: { to: "13:00" } }],
  ["a night where there was none", { night: { on: true } }, { night: { on: false } }],
];

const among = (limits: LimitsOverride, own: LimitsOverride = {}) => looserThan(limitsOf(own), limitsOf(own, limits));
for (const [what, limits, own] of looser) test(`${what}: looser`, () => assert.equal(among(limits, own).length, 1));
for (const [what, limits, own] of tighter) test(`${what}: not looser`, () => assert.deepEqual(among(limits, own), []));

test("an owner who wants a week between calls to a number is told that a day is what can be held, and nothing changes", async () => {
  const { own } = await openShop();
  const answer = await own("PUT", "/v1/owner/settings", { limits: { number: { gapS: 604_800 } } });
  const { detail } = (await answer.json()) as { detail: string };
  assert.deepEqual([answer.status, detail], [400, "limits: number.gapS must be at most 86400, a day"]);
  assert.equal((await own("PUT", "/v1/owner/settings", { limits: { number: { gapS: 86_400 } } })).status, 200);
});
