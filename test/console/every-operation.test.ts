/** Every one of the provider's 18 operations, sent from the console by hand and read back at the provider. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { operations } from "../../worker/sipnet/operations.ts";
import { beginJourney, type Journey } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { type Owner, openConsoleAs } from "./stage/owner.ts";

interface Sending {
  /** As the form's fields are called. */
  fields?: Record<string, string>;
  action?: string;
  /** Read back at the provider, where it is written otherwise than in the form. */
  sent?: Record<string, string>;
}

const person = { email: "new@example.com", fio: "Новый" };
const sendings: Record<keyof typeof operations, Sending[]> = {
  balance: [{}],
  calls: [{ fields: { showchild: "1" } }],
  finopers: [{ fields: { showchild: "0" } }],
  attempts: [{}],
  calls2: [{ fields: { d1: "2026-11-24T00:00" }, sent: {} }],
  pbxcalls: [{}],
  entercabinet: [{}],
  webbuttons: [{ action: "list" }, { action: "add", fields: { phone: "74951234567", text: "Из формы", dtmf: "Y" } }],
  webhook: [{ action: "list" }],
  genuser: [{ fields: person }],
  // Filled in once the provider has told which call was recorded.
  getrec: [],
  recordcalls: [{ action: "list" }, { action: "set", fields: { incalls: "Y", outcalls: "N", reccount: "5" } }],
  aninnumbers: [{ action: "list" }, { action: "add", fields: { phone: "79160000778", checktype: "call" } }],
  children: [{ action: "list" }, { action: "add", fields: person }],
  gencall: [{ fields: { dstphone: "79161230001", srcphone: "74951234567", lang: "en" } }],
  genmulticall: [{ fields: { dstphone: "79161230002,79161230003", srcphone: "74957770100" } }],
  redirect: [{ action: "get" }, { action: "set", fields: { redirtype: "1", allcalls: "voicemail" } }],
  report: [{ fields: { type: "children" } }, { fields: { type: "directions" } }],
};

let journey: Journey;
let owner: Owner;

before(async () => {
  journey = await beginJourney();
  owner = await openConsoleAs(journey.browser, journey.demo.workerUrl);
  await owner.signIn(journey.demo.ownerToken);
  const { value } = await recordingOf();
  sendings.getrec = [{ fields: { cid: value } }];
});
after(() => journey?.end());

for (const name of Object.keys(sendings) as (keyof typeof sendings)[])
  test(`the owner sends ${name}, and SIPNET gets what was entered`, async () => {
    for (const sending of sendings[name]) await send(name, sending);
  });

test("what SIPNET refuses is said in SIPNET's own words", async () => {
  await choose("aninnumbers", "checkcode");
  await owner.fill("code", "0000");
  await owner.press("Run");
  await owner.reads(/SIPNET refused: .+\(.+\)/, ".notices");
});

test("what the document does not allow is not sent at all", async () => {
  await choose("aninnumbers", "setdefault");
  const defaults = async () =>
    (await requestsOf("aninnumbers")).filter(({ params }) => params["action"] === "setdefault");
  await owner.fill("phone", "not a number");
  await owner.press("Run");
  assert.equal(
    await owner.page.$eval("#main form:last-of-type", (form) => (form as HTMLFormElement).matches(":invalid")),
    true,
  );
  assert.deepEqual(await defaults(), []);
});

test("everything can be done for a sub-account", async () => {
  await owner.open("#/account/api/balance?for=demo-sklad", "operations-page form");
  await owner.press("Run");
  await owner.hears("SIPNET has answered.");
  const last = (await journey.phones.requests()).findLast(({ operation }) => operation === "balance");
  assert.equal(last?.params["foruser"], "demo-sklad");
});

async function choose(name: string, action?: string): Promise<void> {
  await owner.open("#/account/money", "money-page");
  await owner.open(`#/account/api/${name}`, "operations-page form");
  await until(
    "the form",
    () => owner.page.$eval("[name=operation]", (field) => (field as HTMLSelectElement).value),
    (value) => value === name,
  );
  if (action !== undefined) await owner.fill("action", action);
}

async function send(name: string, { action, fields = {}, sent = fields }: Sending): Promise<void> {
  await choose(name, action);
  const earlier = (await requestsOf(name)).length;
  for (const [field, value] of Object.entries(fields)) await owner.fill(field, value);
  await owner.press("Run");
  await owner.hears("SIPNET has answered.");
  const all = await requestsOf(name);
  assert.ok(all.length > earlier, `${name} reached the provider`);
  const wanted = { ...(action && { action }), ...sent };
  const found = all
    .slice(earlier)
    .some(({ params }) => Object.entries(wanted).every(([key, value]) => params[key] === value));
  assert.ok(found, `${name} was sent with ${JSON.stringify(wanted)}: ${JSON.stringify(all.slice(earlier))}`);
}

async function requestsOf(name: string) {
  return (await journey.phones.requests()).filter(({ operation }) => operation === name);
}

/** The cid of a call that was recorded, from the list that the provider gives. */
async function recordingOf(): Promise<{ value: string }> {
  const body = { login: "demo", password: "demo", operation: "calls", d1: "01.01.2020" };
  const response = await fetch(`${journey.demo.sipnetUrl}/api.php`, { method: "POST", body: JSON.stringify(body) });
  const { calls } = (await response.json()) as { calls: { CID: number; URL?: string }[] };
  return { value: String(calls.find(({ URL: address }) => address !== undefined)?.CID) };
}
