/** The doctor's call, with the owner's consent: what only a call and a button can tell, in every shape there is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isShapeName, type ShapeName, shapeNames } from "../../demo/sipnet/shapes/shapes.ts";
import { deriveKeys, hookSecret } from "../../worker/crypto.ts";
import { askConsent, readPhones } from "../../worker/hosting/doctor/call/consent.ts";
import { examineByCall } from "../../worker/hosting/doctor/call/examine.ts";
import type { TestStep } from "../../worker/hosting/doctor/call/watch.ts";
import type { Finding } from "../../worker/hosting/doctor/finding.ts";
import { asking } from "../../worker/hosting/doctor/look.ts";
import { examineProvider } from "../../worker/hosting/doctor/provider.ts";
import { forPeople, profileOf, withCall } from "../../worker/hosting/doctor/report.ts";
import { titles } from "../../worker/hosting/doctor/words.ts";
import { OwnerRefused } from "../../worker/hosting/owner-api.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { simulatedKey, SimulatedProvider } from "../stand-ins/simulated-provider.ts";

const shop = "74951234567";
const mobile = "79161234567";
const sipId = "0012345678@sipnet.ru";
const keys = await deriveKeys(secrets.appSecret);

interface Scene {
  /** Phones as the owner gives them. */
  phones?: readonly [string, string];
  /** What of a webhook's body comes through; null for nothing. */
  hook?: (body: string) => string | null;
  panic?: boolean;
  /** Several were called at once a while ago. */
  severalBefore?: boolean;
  /** What becomes of an answer of SIPNET's on its way. */
  lie?: (answer: string) => string;
}

/** A Worker before a simulated SIPNET, two phones that are answered, and the doctor's whole examination. */
async function examine(
  shapes: readonly ShapeName[],
  {
    phones = [`+${shop}`, `+${mobile}`],
    hook = (body: string): string | null => body,
    panic = false,
    severalBefore = false,
    lie,
  }: Scene = {},
) {
  const provider = new SimulatedProvider(shapes, 1, lie);
  provider.teach({ [shop]: { answerAfterMs: 3_000 }, [sipId]: { answerAfterMs: 3_000 } });
  provider.teach({ [mobile]: { answerAfterMs: 4_000, talkMs: 17_000 } });
  if (severalBefore) {
    const form = { apikey: simulatedKey, operation: "genmulticall", srcphone: mobile, dstphone: `${shop},74957770101` };
    await provider.answer("", { body: String(new URLSearchParams(form)) });
  }
  const vars = { SIPNET_APIKEY: simulatedKey, LIMITS: '{"night":{"on":false}}' };
  const worker = new NodeWorker({ provider, vars });
  const steps: TestStep[] = [];
  const bearer = { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" };
  const owner = {
    async ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
      const init = { method, headers: { ...bearer, ...headers }, ...(body && { body: JSON.stringify(body) }) };
      const asked = worker.request(path, init);
      await worker.untilDone(asked);
      const response = await asked;
      const text = await response.text();
      if (!response.ok) throw new OwnerRefused(`${method} ${path}`, response.status, text);
      return text === "" ? null : (JSON.parse(text) as unknown);
    },
  };
  const deliver = async () => {
    const path = `/v1/hooks/sipnet/${await hookSecret(keys)}`;
    const headers = { "cf-connecting-ip": "192.0.2.9" };
    for (const body of provider.hooks.splice(0).map(hook))
      if (body !== null) await worker.untilDone(worker.request(path, { method: "POST", headers, body }));
  };
  const pause = async (ms: number) => {
    await worker.passTime(ms);
    await deliver();
  };
  const ask = asking({ SIPNET_APIKEY: simulatedKey, SIPNET_URL: "https://s.example" }, () => hand.nowMs, {
    fetch: (url, init) => provider.answer(String(url), init ?? {}),
  });
  try {
    await owner.ask("POST", "/v1/owner/webhook", {});
    if (panic) await owner.ask("PUT", "/v1/owner/settings", { panic: true });
    const read = await examineProvider(ask, hand.nowMs);
    const say = (step: TestStep) => void steps.push(step);
    const needs = { ask, owner, phones, key: "doctors-own-call-1", nowMs: () => hand.nowMs, pause, say };
    const told = await examineByCall(needs);
    return {
      read,
      told,
      all: withCall(read, told),
      steps,
      dialled: provider.placed.filter(({ operation }) => operation === "gencall").length,
    };
  } finally {
    worker.end();
  }
}

const verdictOf = (findings: readonly Finding[], name: string) => findings.find((each) => each.name === name);

test("an account that is as assumed differs in nothing, and a call settles what was not to be told", async () => {
  const { read, told, all, steps, dialled } = await examine([]);
  assert.deepEqual(
    all.filter(({ verdict }) => verdict === "differs"),
    [],
  );
  assert.deepEqual(steps, ["placing", "ringing", "connected", "ended"]);
  assert.equal(dialled, 1);
  const settled = "call-placed call-listed call-id row-per-call parties states live-durations early-prices talk-time";
  const more = "first-phone pbx-legs uuid-joins billed charged hook-heard hook-legs hook-order hook-fields hook-signed";
  for (const name of [...settled.split(" "), ...more.split(" "), "stored-text", "update-resets", "button-removed"])
    assert.equal(verdictOf(told, name)?.verdict, "holds", `${name}: ${verdictOf(told, name)?.how}`);
  const untold = (findings: readonly Finding[]) => findings.filter(({ verdict }) => verdict === "untold").length;
  assert.ok(untold(all) <= untold(read));
  for (const { name } of all) assert.ok(name in titles || name.startsWith("keys-"), `${name} has no words`);
});

/** What two phones in one call can't show. */
const scenes: Partial<Record<ShapeName, Scene>> = {
  "bare-sip-ids": { phones: [sipId, `+${mobile}`] },
  "row-per-destination": { severalBefore: true },
};

for (const name of shapeNames)
  test(`an account with ${name} is told by that name; its profile, put on the simulator, is found again`, async () => {
    const scene = scenes[name] ?? {};
    const { all, dialled } = await examine([name], scene);
    const { shapes } = profileOf(all);
    assert.equal(dialled, 1);
    assert.ok(shapes.includes(name), `${shapes.join()}: ${JSON.stringify(profileOf(all).findings)}`);
    assert.equal(verdictOf(all, "button-removed")?.verdict, "holds");
    const again = await examine(shapes.filter(isShapeName), scene);
    assert.deepEqual(profileOf(again.all).shapes.toSorted(), shapes.toSorted());
  });

test("with the webhook lost the call is watched to its end all the same, and that is said", async () => {
  const { told } = await examine([], { hook: () => null });
  assert.equal(verdictOf(told, "hook-heard")?.verdict, "differs");
  assert.equal(verdictOf(told, "states")?.verdict, "holds");
});

const strangeHooks: [what: string, hook: (body: string) => string | null, name: string, how: RegExp][] = [
  ["that says no state", (body) => body.replace('"state"', '"status"'), "hook-heard", /nothing that can be read/],
  ["that speaks of one leg", (body) => (/"CONNECTED"/.test(body) ? null : body), "hook-order", /^$/],
  [
    "of one id for both phones",
    (body) => body.replace(/"call_id":"[^"]+"/, '"call_id":"one"'),
    "hook-legs",
    /one a call/,
  ],
  [
    "without cid before the end",
    (body) => body.replace(/"cid":\d+,/, /BYE/.test(body) ? "$&" : ""),
    "hook-fields",
    /^cid/,
  ],
  ["that never tells an end", (body) => (/"BYE"/.test(body) ? null : body), "hook-order", /an end is missing/],
];
for (const [what, hook, name, how] of strangeHooks)
  test(`a webhook ${what} is told by names alone`, async () => {
    const { told } = await examine([], { hook });
    assert.match(verdictOf(told, name)?.how ?? "absent", how);
  });

test("what the Worker refuses is not dialled around it, and no word of SIPNET's is in the reason", async () => {
  const { told, dialled } = await examine([], { panic: true });
  assert.equal(dialled, 0);
  assert.match(verdictOf(told, "call-placed")?.how ?? "", /^POST \/v1\/owner\/sipnet\/gencall answered 503/);
});

test("a hostile SIPNET gets no value of its own printed", async () => {
  const secret = "Tpyrxqhwzk";
  // Every text but ids, phones and what keeps a call alive.
  const lie = (answer: string) =>
    answer.replaceAll(
      /"(text|descr|Direction|Account|account|currency|errorMessage|UUID|SrcUUID)":"[^"]*"/g,
      `"$1":"${secret}"`,
    );
  const { all, read } = await examine([], { lie });
  const said = [
    forPeople({ provider: all, installation: [] }, "ru"),
    JSON.stringify([all, read, profileOf(all)]),
  ].join();
  assert.ok(all.some(({ verdict }) => verdict === "differs"));
  assert.ok(!said.includes(secret), said);
  assert.ok(!/\d{7}/.test(said), "no number either");
  const refused = new OwnerRefused("POST /x", 422, `{"type":"/problems/provider-refused","errorMessage":"${secret}"}`);
  assert.equal(refused.plain, "POST /x answered 422: provider-refused");
});

const consents: [what: string, given: Parameters<typeof askConsent>[0], outcome: RegExp | readonly string[]][] = [
  ["no word of consent", { phones: "+74951234567,+79161234567", yes: false, asks: false }, /with consent only/],
  ["no phones", { yes: true, asks: false }, /with consent only/],
  ["one phone twice", { phones: "+74951234567,+7 495 123-45-67", yes: true, asks: false }, /Two different numbers/],
  ["a national number", { phones: "84951234567,+79161234567", yes: true, asks: false }, /Two different numbers/],
  ["both", { phones: "+7 (495) 123-45-67, 0012345678@sipnet.ru", yes: true, asks: false }, ["+74951234567", sipId]],
];
for (const [what, given, outcome] of consents)
  test(`consent by flags, with ${what}`, async () => {
    const asked = askConsent(given, "en");
    if (outcome instanceof RegExp) await assert.rejects(asked, outcome);
    else assert.deepEqual(await asked, outcome);
    assert.equal(readPhones("+74951234567"), null);
  });
