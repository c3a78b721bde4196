/** Phones that the owner names: read as everybody's are, shown as they were understood, and never rung where they can't be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ButtonsReply } from "../../worker/contract/owner-buttons.ts";
import type { StatusReply } from "../../worker/contract/owner.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin, secrets } from "../stand-ins/node-worker.ts";
import { cid, ownerPhone, PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";

const visitor = "+79161234567";

/** SIPNET with one button, whose phone is written like this. */
class OneButton extends PaperProvider {
  phone: string;

  constructor(phone: string) {
    super();
    this.phone = phone;
  }

  override async answer(url: string, init: RequestInit): Promise<Response> {
    const operation = new URLSearchParams(String(init.body)).get("operation");
    if (operation !== "webbuttons") return super.answer(url, init);
    this.heard.push(`${url} ${init.body}`);
    const given = new URLSearchParams(String(init.body)).get("phone");
    this.phone = given ?? this.phone;
    return Response.json({ status: "success", cid, buttons: [{ cid, phone: this.phone, text: "Позвоните мне" }] });
  }
}

function open(phone: string, countries?: string) {
  startOver();
  const provider = new OneButton(phone);
  const vars = countries === undefined ? {} : { COUNTRIES: countries };
  const worker = new NodeWorker({ provider, vars });
  const headers = { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" };
  const own = (method: string, path: string, body?: object) =>
    worker.request(`/v1/owner${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { worker, provider, own };
}

type Open = ReturnType<typeof open>;

/** Round the clock, and then a visitor asks. */
async function ring({ worker, provider, own }: Open, phone = visitor): Promise<{ status: number; rung: string[] }> {
  await own("PUT", `/buttons/${cid}`, { hours: "always" });
  const { status } = await askForCall(worker, { phone });
  await worker.passTime(1);
  return { status, rung: provider.placed.map(({ src, dst }) => `${src} ${dst}`) };
}

const understood: [what: string, row: string, sent: string, number: string | undefined][] = [
  ["national writing", "8 (499) 123-45-67", "74991234567", "+74991234567"],
  ["eleven digits from 8", "84991234567", "74991234567", "+74991234567"],
  ["international digits", "74991234567", "74991234567", "+74991234567"],
  ["another country's digits", "375291234567", "375291234567", "+375291234567"],
  ["a number that skips ENUM", "pstn84991234567", "pstn74991234567", "+74991234567"],
  ["a SIP id", "0012345678", "0012345678", undefined],
  ["an address of SIPNET", "0012345678@sipnet.ru", "0012345678@sipnet.ru", undefined],
];

for (const [what, row, sent, number] of understood) {
  test(`a button whose phone is ${what} rings that phone, and its owner sees what was understood`, async () => {
    const shop = open(row);
    assert.deepEqual(await ring(shop), { status: 202, rung: [`${sent} 79161234567`] });
    const { buttons } = (await (await shop.own("GET", "/buttons")).json()) as ButtonsReply;
    assert.deepEqual(buttons[0]?.phones, [{ written: row, dials: sent, ...(number === undefined ? {} : { number }) }]);
  });
}

for (const row of ["user2024", "", "2024", "офис", "+7 499 123-45", "4951234567", "+74991234567 доб. 5"]) {
  test(`a button whose phone is ${JSON.stringify(row)} rings nobody, shows closed, and its owner is told which and why`, async () => {
    const shop = open(row);
    const { status, rung } = await ring(shop);
    assert.deepEqual([status, rung], [409, []]);
    const record = await shop.worker.request(`/v1/buttons/${cid}`, { headers: { origin } });
    const { open: isOpen, opensAt } = (await record.json()) as { open: boolean; opensAt?: string };
    assert.deepEqual([isOpen, opensAt], [false, undefined]);
    const { buttons } = (await (await shop.own("GET", "/buttons")).json()) as ButtonsReply;
    const [{ written, why, dials } = { written: "?" }] = buttons[0]?.phones ?? [];
    assert.deepEqual([written, typeof why, dials], [row, "string", undefined]);
    const { troubles } = (await (await shop.own("GET", "/status")).json()) as StatusReply;
    const [trouble] = troubles.filter(({ name }) => name === "button-phone");
    const [which, reason = ""] = (trouble?.detail ?? "").split("”. ");
    assert.equal(which, `Позвоните мне: “${row}`);
    assert.ok(reason.length > 10, reason);
  });
}

test("an owner who types a phone in national writing has it kept and rung as it was meant", async () => {
  const shop = open(ownerPhone);
  const saved = await shop.own("PUT", `/buttons/${cid}`, { phone: "8 (499) 123-45-67" });
  assert.equal(saved.status, 200);
  assert.match(shop.provider.heard.at(-1) ?? "", /phone=74991234567/);
  const agents = [{ name: "Анна", phone: " 8 (916) 200-00-63\u200e" }];
  await shop.own("PUT", `/buttons/${cid}`, { agents });
  assert.deepEqual((await ring(shop)).rung, ["79162000063 79161234567"]);
});

test("a phone that can't be read is refused with words, in a button, an agent, and every dialling parameter", async () => {
  const { own, provider } = open(ownerPhone);
  const cases: [path: string, method: string, body: object][] = [
    [`/buttons/${cid}`, "PUT", { phone: "user2024" }],
    [`/buttons/${cid}`, "PUT", { agents: [{ name: "Анна", phone: "+74951234567, доб. 5" }] }],
    ["/sipnet/gencall", "POST", { dstphone: "79161234567 Анна" }],
    ["/sipnet/gencall", "POST", { dstphone: "79161234567", srcphone: "123" }],
    ["/sipnet/genmulticall", "POST", { dstphone: "79161234567,+8" }],
    ["/sipnet/webbuttons", "POST", { action: "add", phone: "4951234567" }],
  ];
  for (const [path, method, body] of cases) {
    const answer = await own(method, path, body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.match(((await answer.json()) as { detail: string }).detail, /phone: .{10}/);
  }
  assert.deepEqual(provider.placed, []);
});

const dialled: [what: string, body: object, sent: string][] = [
  ["a SIP id", { dstphone: "0012345678", srcphone: ownerPhone }, `${ownerPhone} 0012345678`],
  ["a short SIP id", { dstphone: "1234567", srcphone: ownerPhone }, `${ownerPhone} 1234567`],
  ["an address", { dstphone: "0012345678@sipnet.ru", srcphone: ownerPhone }, `${ownerPhone} 0012345678@sipnet.ru`],
  ["national writing", { dstphone: "8 (916) 123-45-67", srcphone: ownerPhone }, `${ownerPhone} 79161234567`],
  ["pstn", { dstphone: "pstn8 916 123-45-67", srcphone: ownerPhone }, `${ownerPhone} pstn79161234567`],
];

for (const [what, body, sent] of dialled) {
  test(`the owner may dial ${what}`, async () => {
    const { own, provider } = open(ownerPhone);
    const answer = await own("POST", "/sipnet/gencall", body);
    assert.equal(answer.status, 200, await answer.text());
    assert.deepEqual(
      provider.placed.map(({ src, dst }) => `${src} ${dst}`),
      [sent],
    );
  });
}

test("who wants peace is not rung by the owner in any writing, nor as the source of a call", async () => {
  const { own, provider } = open(ownerPhone);
  await own("POST", "/suppressions", { phone: visitor, kind: "opt-out" });
  const bodies = [
    { dstphone: "89161234567", srcphone: ownerPhone },
    { dstphone: "pstn79161234567", srcphone: ownerPhone },
    { dstphone: "79161234567@gateway.example", srcphone: ownerPhone },
    { dstphone: ownerPhone, srcphone: "8 916 123 45 67" },
  ];
  for (const body of bodies) {
    const answer = await own("POST", "/sipnet/gencall", body);
    const { type } = (await answer.json()) as { type: string };
    assert.deepEqual([answer.status, type], [422, "/problems/phone-not-allowed"], JSON.stringify(body));
  }
  assert.deepEqual(provider.placed, []);
});

const national: [countries: string, typed: string, rung: string | number][] = [
  ["US,RU", "(916) 555-1234", "19165551234"],
  ["US,RU", "8 (916) 555-12-34", 422],
  ["RU,US", "(916) 555-12-34", "79165551234"],
  ["BY,RU", "8 (029) 123-45-67", "375291234567"],
  ["BY,RU", "8 (916) 555-12-34", 422],
  ["BY,RU", "+7 916 555-12-34", "79165551234"],
  ["KZ,RU", "8 701 234 56 78", "77012345678"],
  ["RU,VN", "+84951234567", "84951234567"],
  ["RU", "+84951234567", 422],
];

for (const [countries, typed, rung] of national) {
  const outcome = typeof rung === "number" ? "is refused" : `rings ${rung}`;
  test(`with COUNTRIES=${countries} "${typed}" ${outcome}`, async () => {
    const seen = await ring(open("74951234567", countries), typed);
    const expected = typeof rung === "number" ? [rung, []] : [202, [`74951234567 ${rung}`]];
    assert.deepEqual([seen.status, seen.rung], expected);
    const record = await open("74951234567", countries).worker.request(`/v1/buttons/${cid}`, { headers: { origin } });
    assert.equal(((await record.json()) as { country: string }).country, countries.slice(0, 2));
  });
}

const asked: [operation: string, params: object, sent: string][] = [
  ["gencall", { SRCPHONE: 84991234567, DstPhone: 89161234567 }, "dstphone=79161234567&srcphone=74991234567"],
  ["gencall", { SrcPhone: "8 499 123-45-67", dstphone: "89161234567" }, "dstphone=79161234567&srcphone=74991234567"],
  ["genmulticall", { DSTPHONE: "8 916 123-45-67,89161234568" }, "dstphone=79161234567,79161234568"],
  ["webbuttons", { action: "add", Phone: 84991234567 }, "action=add&phone=74991234567"],
  ["redirect", { action: "set", redirtype: 2, NoAnswer: 84991234567 }, "noanswer=74991234567"],
  ["redirect", { action: "set", redirtype: 2, noanswer: "101" }, "noanswer=101"],
  ["redirect", { action: "set", redirtype: 2, noanswer: "voicemail" }, "noanswer=voicemail"],
];

for (const [operation, params, sent] of asked)
  test(`the owner's ${operation} ${JSON.stringify(params)} reaches no phone abroad`, async () => {
    const shop = open(ownerPhone);
    const answer = await shop.own("POST", `/sipnet/${operation}`, params);
    assert.equal(answer.status, 200, await answer.text());
    await shop.worker.passTime(1);
    const heard = shop.provider.heard.map((each) => decodeURIComponent(each));
    assert.ok(
      heard.some((each) => each.includes(sent)),
      heard.join("\n"),
    );
    assert.ok(!heard.some((each) => each.includes("=8")), heard.join("\n"));
  });
