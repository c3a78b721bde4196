/** What an owner says of days and nights is meant as it is written, or refused in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "../../worker/contract/limits.ts";
import { isNight } from "../../worker/safety/night.ts";
import { secrets } from "../stand-ins/node-worker.ts";
import { openShop } from "../visitor/shop.ts";
import { noon } from "../worker/wishes.ts";

const owner = { authorization: `Bearer ${secrets.ownerToken}`, "cf-connecting-ip": "203.0.113.9" };
const hour = 3_600_000;

test("an owner who asks for the 31st of November is told that there is none, and nothing is lifted", async (t) => {
  const { worker, own } = await openShop();
  for (const list of ["history", "statistics"])
    await t.test(list, async () => {
      const ask = (to: string) =>
        worker.request(`/v1/owner/${list}?from=2026-11-20T00:00:00Z&to=${to}`, { headers: owner });
      assert.equal((await ask("2026-11-31T00:00:00Z")).status, 400);
      assert.equal((await ask("2026-11-30T00:00:00Z")).status, 200, "control");
    });
  const lift = { from: "2026-11-01T00:00:00Z", to: "2026-11-31T00:00:00Z", kind: "opt-out" };
  await own("POST", "/v1/owner/suppressions", { phone: "+79161234567", kind: "opt-out" });
  assert.equal((await own("POST", "/v1/owner/suppressions/lift", lift)).status, 400);
  assert.equal((await own("POST", "/v1/owner/suppressions/lift", { ...lift, to: "2026-11-30T00:00:00Z" })).status, 200);
});

test("a night that ends when it begins is refused in words; where a setting says so nobody is rung by mistake", async () => {
  const { own } = await openShop();
  const answer = await own("PUT", "/v1/owner/settings", { limits: { night: { from: "09:00" } } });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /night must end at another time/);
  const limits = limitsOf({ night: { from: "09:00", to: "09:00" } });
  for (let ms = noon; ms < noon + 24 * hour; ms += hour) assert.ok(isNight(limits, null, "Europe/Moscow", ms));
  assert.ok(!isNight(limitsOf({ night: { on: false } }), null, "Europe/Moscow", noon), "control");
});
