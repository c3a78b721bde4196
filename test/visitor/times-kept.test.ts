/** Every time that is offered can be had by whoever asked for the list, whatever is promised, capped or stopped by then. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SlotsReply } from "../../worker/contract/visitor.ts";
import type { LimitsOverride } from "../../worker/contract/limits.ts";
import { chanceFrom, seedOf } from "../support/chance.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { phoneOf } from "../stand-ins/paper-people.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { openShop, type Shop } from "./shop.ts";

const minute = 60_000;
const carrier = "203.0.113.50";
const iso = (ms: number) => new Date(ms).toISOString();

async function slotsFor({ worker }: Shop, address: string): Promise<string[]> {
  const answer = await worker.request(`/v1/buttons/${cid}/slots`, { headers: { "cf-connecting-ip": address } });
  return ((await answer.json()) as SlotsReply).slots;
}

const limited = (shop: Shop, limits: LimitsOverride) => shop.own("PUT", "/v1/owner/settings", { limits });

/** Three who are rung at once: a call costs four legs. */
const agents = [1, 2, 3].map((n) => ({ name: `A${n}`, phone: `+7495123000${n}` }));

/** What stands between an address and every call for later. */
const obstacles: [what: string, arrange: (shop: Shop) => Promise<unknown>][] = [
  [
    "has had its calls of ten minutes",
    async (shop) => {
      for (let n = 0; n < 5; n++) await askForCall(shop.worker, { address: carrier });
    },
  ],
  [
    "has as many promises as may wait",
    async (shop) => {
      await limited(shop, { waiting: { ipv4: 2 } });
      for (const hours of [3, 5])
        await askForCall(shop.worker, { address: carrier, at: iso(hand.nowMs + hours * 60 * minute) });
    },
  ],
  [
    "has heard of too many numbers",
    async (shop) => {
      await limited(shop, { refusedNumbers: { ipv4: 1 } });
      await askForCall(shop.worker, { address: carrier, phone: "+78095553535" });
    },
  ],
  ["asks while the owner has stopped all calls", (shop) => shop.own("PUT", "/v1/owner/settings", { panic: true })],
  [
    "asks of a button whose people cost more than the day may",
    async (shop) => {
      await shop.own("PUT", `/v1/owner/buttons/${cid}`, { agents, ring: "all", rings: "visitor" });
      await limited(shop, { account: { moneyPerDay: 30, pricePerMinute: 1, reservedMinutes: 10 } });
    },
  ],
];

for (const [what, arrange] of obstacles)
  test(`whoever ${what} is offered no time, for none would be kept`, async () => {
    const shop = await openShop();
    const [first = ""] = await slotsFor(shop, carrier);
    await arrange(shop);
    assert.deepEqual(await slotsFor(shop, carrier), []);
    const refused = await askForCall(shop.worker, { address: carrier, at: first });
    assert.ok(refused.status >= 400, `${refused.status}`);
  });

test("whatever the limits, the promises and the addresses, a time that was just offered is had", async () => {
  const chance = chanceFrom(seedOf("times kept"));
  let [had, none] = [0, 0];
  for (let story = 0; story < 8; story++) {
    const shop = await openShop();
    if (chance.under(2) === 0)
      await shop.own("PUT", `/v1/owner/buttons/${cid}`, { agents, ring: "all", rings: "visitor" });
    await limited(shop, {
      ipv4: { per10Min: 2 + chance.under(4) },
      button: { perHour: 4 + chance.under(8) },
      waiting: { ipv4: 1 + chance.under(4), buttonDuePerHour: 1 + chance.under(3), button: 4 + chance.under(9) },
      account: { moneyPerDay: 150 + chance.under(300), pricePerMinute: 1, reservedMinutes: 10 },
    });
    for (let n = 0; n < 14; n++) {
      const address = `203.0.113.${chance.under(3)}`;
      const slots = await slotsFor(shop, address);
      if (slots.length === 0) none += 1;
      else {
        const answer = await askForCall(shop.worker, {
          address,
          phone: phoneOf(story * 100 + n),
          at: chance.pick(slots),
        });
        assert.equal(answer.status, 202, await answer.text());
        had += 1;
      }
      await shop.worker.passTime(chance.under(9) * minute);
    }
  }
  assert.ok(had > 10 && none > 5, `${had} had, ${none} lists were empty`);
});
