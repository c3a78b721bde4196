/** The first five minutes: from an empty account to a first visitor's call, each step checked by itself. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ChecklistReply, ChecklistStep, StepName } from "../../worker/contract/owner-checklist.ts";
import { until } from "../support/until.ts";
import { askAsVisitor, firstButton, type OwnerAtDesk, sitDown } from "./desk.ts";

const [mine, second] = ["+79160000001", "+79160000002"];
let owner: OwnerAtDesk;

before(async () => {
  owner = await sitDown({ vars: { ALLOWED_ORIGINS: "" } });
  await owner.ask("PUT", `/v1/owner/buttons/${firstButton}`, { hours: "always" });
});
after(() => owner.leave());

const checklist = async () => (await owner.ask<ChecklistReply>("GET", "/v1/owner/checklist")).body;
const step = async (name: StepName): Promise<ChecklistStep> => {
  const found = (await checklist()).steps.find((each) => each.name === name);
  assert.ok(found);
  return found;
};
const call = (body: object) => owner.ask<{ calls: string[]; detail: string }>("POST", "/v1/owner/checklist/call", body);

test("at first the account's steps are done and the owner's own are to do, in their order", async () => {
  const { steps, done } = await checklist();
  assert.equal(done, false);
  assert.deepEqual(
    steps.map(({ name, state }) => [name, state]),
    [
      ["key", "done"],
      ["money", "done"],
      ["caller-number", "done"],
      ["test-call", "todo"],
      ["site", "todo"],
      ["snippet", "todo"],
      ["first-call", "todo"],
    ],
  );
});

test("the test call rings the owner's phone and, answered, a second one; once they talked it is done", async () => {
  await owner.phones.set("79160000001", { talkMs: 60_000 });
  assert.equal((await call({ phone: mine, second })).status, 200);
  await owner.phones.answer("79160000001");
  assert.equal((await step("test-call")).state, "waiting");
  await owner.phones.answer("79160000002");
  await owner.phones.hangUp("79160000002");
  await until(
    "the test call to be done",
    () => step("test-call"),
    ({ state }) => state === "done",
  );
  const [placed] = await owner.phones.calls();
  assert.deepEqual([placed?.operation, placed?.src], ["gencall", "79160000001"]);
});

test("a test call goes by the rules of every dial: special numbers, the same phone twice, a number that wants peace", async () => {
  const earlier = (await owner.phones.calls()).length;
  assert.equal((await call({ phone: mine, second: "+7 809 123-45-67" })).status, 422);
  const twice = await call({ phone: mine, second: "8 (916) 000-00-01" });
  assert.equal(twice.status, 400);
  assert.match(twice.body.detail, /another phone/);
  await owner.ask("POST", "/v1/owner/suppressions", { phone: "+79160000003", kind: "opt-out" });
  assert.equal((await call({ phone: "+79160000003", second })).status, 422);
  assert.equal((await call({ phone: mine, second: "+79160000003" })).status, 422);
  assert.equal((await owner.phones.calls()).length, earlier, "nobody was rung");
});

test("a page that asks before its site is listed says which site to add; listed, it is seen", async () => {
  const look = () => owner.ask("GET", `/v1/buttons/${firstButton}`, undefined, { origin: "https://shop.example" });
  assert.equal((await look()).status, 403);
  const asked = await step("snippet");
  assert.deepEqual([asked.state, asked.detail], ["failed", "https://shop.example"]);
  assert.equal((await owner.ask("PUT", "/v1/owner/sites", { sites: ["shop.example"] })).status, 200);
  assert.deepEqual([(await step("site")).state, (await step("snippet")).state], ["done", "todo"]);
  assert.equal((await look()).status, 200);
  const seen = await step("snippet");
  assert.deepEqual([seen.state, seen.detail], ["done", "https://shop.example"]);
});

test("the first visitor who talks ends the list", async () => {
  await askAsVisitor(owner, "+79161230001", "192.0.2.50");
  assert.equal((await step("first-call")).state, "waiting");
  await owner.phones.answer("74951234567");
  await owner.phones.answer("79161230001");
  await owner.phones.hangUp("79161230001");
  await until("the list to be done", checklist, ({ done }) => done);
});

test("a key that SIPNET refuses fails its step, and nothing of money is claimed", async () => {
  await owner.cause("balance", "error-object");
  const { steps } = await checklist();
  assert.deepEqual(
    steps.slice(0, 2).map(({ state }) => state),
    ["failed", "unknown"],
  );
});
