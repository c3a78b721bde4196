/** Russia has eleven clocks: nobody is woken by Moscow's, and a shop in the East offers its own mornings. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { openShop, type Shop, workdays } from "./shop.ts";

/** That Tuesday, Greenwich time. */
const at = (time: string) => Date.parse(`2026-11-24T${time}:00Z`);

/** A shop that never said its hours: then only the called person's night counts. */
async function openAt(time: string): Promise<Shop> {
  const shop = await openShop();
  assert.equal((await shop.own("PUT", `/v1/owner/buttons/${cid}`, { hours: null })).status, 200);
  await shop.worker.passTime(at(time) - hand.nowMs);
  return shop;
}

/** Each city's phone, the last minute of its day by Greenwich time, and when its morning comes. */
const evenings: [city: string, phone: string, lastMinute: string, night: string, morning: string][] = [
  ["Vladivostok", "+74232401010", "10:59", "11:00", "2026-11-24T23:00Z"],
  ["Khabarovsk", "+74212401010", "10:59", "11:00", "2026-11-24T23:00Z"],
  ["Yakutsk", "+74112401010", "11:59", "12:00", "2026-11-25T00:00Z"],
  ["Irkutsk", "+73952401010", "12:59", "13:00", "2026-11-25T01:00Z"],
  ["Krasnoyarsk", "+73912401010", "13:59", "14:00", "2026-11-25T02:00Z"],
  ["Novosibirsk", "+73833401010", "13:59", "14:00", "2026-11-25T02:00Z"],
  ["Omsk", "+73812401010", "14:59", "15:00", "2026-11-25T03:00Z"],
  ["Yekaterinburg", "+73433401010", "15:59", "16:00", "2026-11-25T04:00Z"],
  ["Samara", "+78463401010", "16:59", "17:00", "2026-11-25T05:00Z"],
  ["Moscow", "+74953401010", "17:59", "18:00", "2026-11-25T06:00Z"],
  ["Kaliningrad", "+74012401010", "18:59", "19:00", "2026-11-25T07:00Z"],
];

for (const [city, phone, lastMinute, night, morning] of evenings)
  test(`a phone in ${city} may ring until nine in the evening there, and rests until nine in the morning`, async () => {
    const { worker, provider } = await openAt("09:30");
    await worker.passTime(at(lastMinute) - hand.nowMs);
    assert.equal((await askForCall(worker, { phone })).status, 202, "by day");
    await worker.passTime(at(night) - hand.nowMs);
    const rung = provider.placed.length;
    const refused = await askForCall(worker, { phone });
    const { type } = (await refused.json()) as { type: string };
    assert.deepEqual([refused.status, type], [409, "/problems/closed"]);
    assert.equal(hand.nowMs + Number(refused.headers.get("retry-after")) * 1_000, Date.parse(morning));
    assert.equal(provider.placed.length, rung);
    await worker.passTime(Date.parse(morning) - hand.nowMs);
    assert.equal((await askForCall(worker, { phone })).status, 202, "in the morning");
  });

test("a mobile phone may be anywhere: the owner's clock counts, wherever the owner says it stands", async () => {
  const { worker, own } = await openAt("12:00");
  const phone = "+79161234567";
  assert.equal((await own("PUT", "/v1/owner/settings", { zone: "Asia/Kamchatka" })).status, 200);
  assert.equal((await askForCall(worker, { phone })).status, 409);
  assert.equal((await own("PUT", "/v1/owner/settings", { zone: "Europe/Kaliningrad" })).status, 200);
  assert.equal((await askForCall(worker, { phone })).status, 202);
});

const shops: [zone: string, firstSlot: string, opens: string][] = [
  ["Asia/Vladivostok", "2026-11-24T23:00:00.000Z", "2026-11-24T23:00:00.000Z"],
  ["Asia/Yekaterinburg", "2026-11-24T10:00:00.000Z", "2026-11-25T04:00:00.000Z"],
  ["Europe/Kaliningrad", "2026-11-24T10:00:00.000Z", "2026-11-25T07:00:00.000Z"],
];

for (const [zone, firstSlot, opens] of shops)
  test(`a shop by the clock of ${zone} offers times at which somebody is there, and opens at its own nine`, async () => {
    const { worker, ask } = await openShop({ ...workdays, zone });
    await worker.passTime(at("09:35") - hand.nowMs);
    const { slots } = (await (await ask("GET", `/v1/buttons/${cid}/slots?prefix=%2B79`)).json()) as { slots: string[] };
    assert.equal(slots[0], firstSlot);
    const there = slots.map((slot) => hourIn(zone, slot));
    assert.ok(
      there.every((hour) => hour >= 9 && hour < 18),
      there.join(),
    );
    await worker.passTime(at("17:00") - hand.nowMs);
    const record = (await (await ask("GET", `/v1/buttons/${cid}`)).json()) as { open: boolean; opensAt?: string };
    assert.deepEqual([record.open, record.opensAt], [false, opens]);
  });

function hourIn(timeZone: string, iso: string): number {
  return Number(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(new Date(iso)));
}
