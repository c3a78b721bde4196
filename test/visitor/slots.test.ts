/** Times for a call later: every one that is offered can be had, in whichever zone, by whichever number. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Hours, Weekday, WeeklyHours } from "../../worker/contract/button.ts";
import { limitsOf } from "../../worker/contract/limits.ts";
import { judgeOpen, judgeTime, nextSlots } from "../../worker/buttons/call-times.ts";
import { judgePhone } from "../../worker/numbers/phone.ts";
import { clocksOf, zoneOf } from "../../worker/numbers/time-zone.ts";
import { judgeNight } from "../../worker/safety/night.ts";
import { localTime } from "../../worker/time/wall-clock.ts";
import { chanceFrom, seedOf } from "../support/chance.ts";
import { ordinaryRussians } from "../safety/numbers/numbers.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { openShop, type Shop } from "./shop.ts";
import { noon } from "../worker/wishes.ts";

const hour = 3_600_000;
const limits = limitsOf();
const zones = ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Vladivostok", "Asia/Kamchatka"];
const abroad = ["America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Europe/London"];

function weekly(zone: string, from: string, to: string): Hours {
  const days: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat"];
  return { zone, week: Object.fromEntries(days.map((day) => [day, [[from, to]]])), holidays: ["2026-11-27"] };
}

const kinds: ((zone: string) => Hours | null)[] = [
  () => null,
  () => "always",
  (zone) => weekly(zone, "09:00", "18:00"),
  (zone) => weekly(zone, "18:00", "23:00"),
  (zone) => weekly(zone, "22:00", "02:00"),
  (zone) => weekly(zone, "00:00", "24:00"),
];

test("every slot that is offered is accepted, in any zone, for any ordinary number", () => {
  const seed = seedOf("slots");
  const chance = chanceFrom(seed);
  const phones = ordinaryRussians(120, seed).map(({ e164 }) => e164);
  const reached = { offered: 0, fixed: 0, unasked: 0, none: 0 };
  for (let i = 0; i < 120; i++) {
    const e164 = chance.pick(phones);
    const phone = judgePhone(e164, ["RU"]);
    assert.ok("country" in phone);
    const zone = chance.pick([...zones, ...abroad]);
    const hours = chance.pick(kinds)(zone);
    const nowMs = noon + chance.under(400 * 24 * hour);
    const prefix = chance.pick(["", e164.slice(1, 8), `8${e164.slice(2, 8)}`, "7"]);
    const slots = nextSlots(hours, { limits, zone, clocks: clocksOf(prefix, ["RU"], zone), agents: [] }, nowMs);
    // Where no time suits every number, one that did not say how it begins gets the owner's clock.
    if (prefix.length < 4 && zoneOf(phone) !== null && suitsNoNumber(hours, zone, nowMs)) continue;
    for (const slot of slots) {
      const atMs = Date.parse(slot);
      const refused: unknown =
        judgeTime(atMs, { hours, agents: [] }, nowMs) ?? judgeNight(limits, hours, zoneOf(phone) ?? zone, atMs);
      assert.equal(refused, null, `${e164} in ${zone}, ${JSON.stringify(hours)}: ${slot} seen at ${nowMs}`);
    }
    reached.offered += slots.length;
    reached.fixed += Number(zoneOf(phone) !== null && slots.length > 0);
    reached.unasked += Number(prefix === "" && slots.length > 0);
    reached.none += Number(slots.length === 0);
  }
  assert.ok(reached.offered > 1_200 && reached.fixed > 10 && reached.unasked > 10, JSON.stringify(reached));
});

function suitsNoNumber(hours: Hours | null, zone: string, nowMs: number): boolean {
  const owners = nextSlots(hours, { limits, zone, clocks: [zone], agents: [] }, nowMs);
  const all = nextSlots(hours, { limits, zone, clocks: clocksOf("", ["RU"], zone), agents: [] }, nowMs);
  return JSON.stringify(all) === JSON.stringify(owners);
}

test("a control: slots of Moscow's day are refused where the owner is in Vladivostok", () => {
  const [zone, nowMs] = ["Asia/Vladivostok", noon];
  const slots = nextSlots(null, { limits, zone: "Europe/Moscow", clocks: ["Europe/Moscow"], agents: [] }, nowMs);
  const refused = slots.filter((slot) => judgeNight(limits, null, zone, Date.parse(slot)) !== null);
  assert.ok(refused.length > 0);
});

async function slotsOf({ ask }: Shop, query = ""): Promise<string[]> {
  const answer = await ask("GET", `/v1/buttons/${cid}/slots${query}`);
  return ((await answer.json()) as { slots: string[] }).slots;
}

for (const [zone, phone] of [
  ["Asia/Vladivostok", "+79161234567"],
  ["Europe/Moscow", "+74232123456"],
  ["Asia/Kamchatka", "+74012123456"],
] as const)
  test(`a visitor with ${phone} of an owner in ${zone} who never set hours gets every time on the list`, async () => {
    const shop = await openShop();
    await shop.own("PUT", "/v1/owner/settings", { zone });
    await shop.own("PUT", `/v1/owner/buttons/${cid}`, { hours: null });
    for (const query of ["", `?prefix=${encodeURIComponent(phone.slice(0, 5))}`]) {
      const slots = await slotsOf(shop, query);
      assert.equal(slots.length, 24);
      const minutes = slots.map((slot) => localTime(Date.parse(slot), zone).minutes);
      assert.ok(
        minutes.every((each) => each >= 9 * 60 && each < 21 * 60),
        "by day, where the owner is",
      );
      const [first = "", last = ""] = [slots[0], slots.at(-1)];
      for (const at of [first, last]) {
        const id = await idOfBooked(await askForCall(shop.worker, { phone, at }));
        assert.equal((await shop.ask("DELETE", `/v1/calls/${id}`)).status, 204);
      }
    }
  });

async function idOfBooked(answer: Response): Promise<string> {
  assert.equal(answer.status, 202, await answer.clone().text());
  return ((await answer.json()) as { id: string }).id;
}

test("a visitor who looks at the list for five minutes still gets the first time on it", async () => {
  const shop = await openShop();
  await shop.worker.passTime(29 * 60_000);
  const [first = ""] = await slotsOf(shop);
  await shop.worker.passTime(5 * 60_000);
  assert.equal((await askForCall(shop.worker, { at: first })).status, 202);
});

const prefixes: [begins: string, clocks: string[]][] = [
  ["79161234567", ["Asia/Omsk"]],
  ["8916", ["Asia/Omsk"]],
  ["7423", ["Asia/Vladivostok"]],
  ["8495", ["Europe/Moscow"]],
  ["7999", ["Asia/Omsk"]],
];

for (const [begins, clocks] of prefixes)
  test(`a number that begins with ${begins} goes by ${clocks.join()}`, () => {
    assert.deepEqual(clocksOf(begins, ["RU"], "Asia/Omsk"), clocks);
  });

test("a number that tells nothing may be anywhere that is dialled", () => {
  for (const begins of ["", "7", "4", "1212"]) {
    const clocks = clocksOf(begins, ["RU"], "Asia/Omsk");
    assert.ok(clocks.length > 20 && clocks.includes("Asia/Kamchatka") && clocks.includes("Asia/Omsk"), begins);
  }
  assert.deepEqual(clocksOf("375291234567", ["RU", "BY"], "Europe/Moscow"), ["Europe/Moscow", "Europe/Minsk"]);
  assert.deepEqual(clocksOf("77011234567", ["RU", "KZ"], "Europe/Moscow"), ["Europe/Moscow"]);
  assert.deepEqual(clocksOf("", ["XX"], "Europe/Moscow"), ["Europe/Moscow"]);
});

/** Russia's fixed-line codes by how many hours their clocks are ahead of UTC, as cities there keep time in 2026. */
const codesByHours: Record<number, string> = {
  2: "401",
  3: "495 812 831 844 862",
  4: "341 842 845 846 848 851",
  5: "342 343 345 346 347 349 351 352 353",
  6: "381",
  7: "382 383 384 385 388 390 391 394",
  8: "301 395",
  9: "302 411 416",
  10: "421 423 426",
  11: "413 424",
  12: "415 427",
};

test("a fixed-line number goes by the clock of its town, whichever of Russia's eleven that is", () => {
  for (const [hours, codes] of Object.entries(codesByHours))
    for (const code of codes.split(" ")) {
      const zone = zoneOf({ e164: `+7${code}2123456`, country: "RU", mobile: false });
      assert.equal(localTime(noon, zone ?? "").minutes, (9 + Number(hours)) * 60, `${code} in ${zone}`);
    }
});

test("a promised call whose hour has become a holiday, or whose people have gone, is told as closed", () => {
  const zone = "Europe/Moscow";
  const nowMs = Date.parse("2026-11-24T09:00:00Z");
  const week = { tue: [["09:00", "18:00"]] } as WeeklyHours["week"];
  const open: WeeklyHours = { zone, week, holidays: [] };
  const holiday = { ...open, holidays: ["2026-11-24"] };
  const gone = [{ name: "Anna", phone: "74957770101", away: true as const }];
  assert.equal(judgeOpen({ hours: open, agents: [] }, nowMs), null);
  for (const [button, rule] of [
    [{ hours: holiday, agents: [] }, "hours"],
    [{ hours: open, agents: gone }, "button.away"],
  ] as const)
    assert.deepEqual(judgeOpen(button as Parameters<typeof judgeOpen>[0], nowMs), {
      problem: "closed",
      rule,
      retryAfterS: 3_600,
    });
});
