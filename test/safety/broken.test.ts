import assert from "node:assert/strict";
import { test } from "node:test";
import { breaks, visitBroken } from "./broken.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";

for (const broken of breaks) {
  test(`nobody is called and every visitor hears 503 while ${broken.what}`, async () => {
    // More than a button's hour takes: a fault of ours uses nothing up.
    assert.deepEqual(await visitBroken(broken, 32), { statuses: [503], withoutRetryAfter: 0, calls: 0 });
  });
}

test("control: with nothing broken, the same visitors are called", async () => {
  const { statuses, calls } = await visitBroken({ what: "nothing" }, 3);
  assert.deepEqual({ statuses, calls }, { statuses: [202], calls: 3 });
});

test("control: a Ledger that lets calls pass where it can't read the opt-outs rings phones, and that is seen", async (t) => {
  const unreadable = breaks.find(({ what }) => what === "the opt-outs cannot be read");
  assert.ok(unreadable);
  // Not above: these modules are loaded with the Worker, at its own clock.
  const { CallBook } = await import("../../worker/ledger/call-book.ts");
  const real = CallBook.prototype.grant;
  t.mock.method(
    CallBook.prototype,
    "grant",
    function (this: InstanceType<typeof CallBook>, ...given: Parameters<typeof real>) {
      const [row, nets, limits, check] = given;
      const open = () => {
        try {
          return check();
        } catch (error) {
          assert.match(String(error), /on purpose/);
          return null;
        }
      };
      return real.call(this, row, nets, limits, open);
    },
  );
  // It is asked once more in the turn the request leaves.
  const { SafetySwitches } = await import("../../worker/safety/safety-switches.ts");
  t.mock.method(SafetySwitches.prototype, "judgeOwner", () => null);
  assert.deepEqual(await visitBroken(unreadable, 3), { statuses: [202], withoutRetryAfter: 4, calls: 3 });
});

test("who asks again with the same key, once the disk takes it, is called, once", async () => {
  const provider = new PaperProvider();
  let breaking = true;
  const breaker = (use: string, object = "") => {
    if (breaking && use === "sync" && object.startsWith("LEDGER")) throw new Error("broken on purpose");
  };
  const worker = new NodeWorker({ provider, breaker });
  const wish = { phone: "+79161234567", address: "203.0.113.8", key: "key-of-one-who-asks-again" };
  assert.equal((await askForCall(worker, wish)).status, 503);
  breaking = false;
  assert.equal((await askForCall(worker, wish)).status, 202);
  assert.equal((await askForCall(worker, wish)).status, 202);
  await worker.passTime(60_000);
  assert.equal(provider.placed.length, 1);
});

test("a promised call whose store breaks at its time is called once it is whole again", async () => {
  const provider = new PaperProvider();
  let breaking = false;
  const breaker = (use: string, object = "") => {
    if (breaking && use === "sync" && object.startsWith("LEDGER")) throw new Error("broken on purpose");
  };
  const worker = new NodeWorker({ provider, breaker });
  const at = new Date(hand.nowMs + 10 * 60_000).toISOString();
  assert.equal((await askForCall(worker, { at })).status, 202);
  breaking = true;
  await worker.passTime(12 * 60_000);
  assert.equal(provider.placed.length, 0);
  breaking = false;
  await worker.passTime(3 * 60_000);
  assert.equal(provider.placed.length, 1);
});

test("a store that breaks between the grant and the dial leaves the phone silent, and the call is settled", async () => {
  const provider = new PaperProvider();
  let breaking = true;
  const breaker = (use: string, object = "") => {
    const isBroken = use === "sync" || /^(?:UPDATE|DELETE FROM) calls/.test(use);
    if (breaking && isBroken && object.startsWith("LEDGER")) throw new Error("broken on purpose");
  };
  const worker = new NodeWorker({ provider, breaker });
  assert.equal((await askForCall(worker)).status, 503);
  breaking = false;
  worker.crash();
  assert.equal((await worker.request("/v1/owner/calls", { headers: owner })).status, 200);
  const [row] = worker.databases.get("LEDGER ledger")?.prepare("SELECT dial FROM calls").all() ?? [];
  assert.deepEqual([provider.placed.length, row?.dial], [0, "unknown"]);
  await worker.passTime(20 * 60_000);
  assert.equal(provider.placed.length, 0);
  const [settled] = worker.databases.get("LEDGER ledger")?.prepare("SELECT dial FROM calls").all() ?? [];
  assert.equal(settled?.dial, "manual");
});

const owner = { authorization: `Bearer ${"o".repeat(43)}` };
