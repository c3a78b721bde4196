/** A button with a consent box: who has not ticked it is not rung, and what was agreed to can be shown later. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop, type Shop } from "./shop.ts";

const text = "I agree that the shop keeps my number for this call.";

async function openWithConsent(): Promise<Shop> {
  const shop = await openShop();
  assert.equal((await shop.own("PUT", `/v1/owner/buttons/${cid}`, { consent: text })).status, 200);
  return shop;
}

/** What the owner could lay before a court: of each call, what was agreed to and when. */
function proofs({ worker }: Shop): (string | null)[] {
  const rows = worker.databases.get("LEDGER ledger")?.prepare("SELECT consent FROM calls ORDER BY createdMs").all();
  return (rows ?? []).map(({ consent }) => (consent === null ? null : String(consent)));
}

for (const consent of [undefined, false])
  test(`a visitor who ${consent === undefined ? "was not asked" : "left the box empty"} is told to agree, and not rung`, async () => {
    const { worker, provider } = await openWithConsent();
    const refused = await askForCall(worker, consent === undefined ? {} : { consent });
    const { type } = (await refused.json()) as { type: string };
    assert.deepEqual([refused.status, type], [422, "/problems/consent-required"]);
    await worker.passTime(60_000);
    assert.deepEqual(provider.placed, []);
  });

test("a visitor reads the owner's very text beside the box, and is rung once it is ticked", async () => {
  const { worker, provider, ask } = await openWithConsent();
  const shown = (await (await ask("GET", `/v1/buttons/${cid}`)).json()) as { consent?: string };
  assert.equal(shown.consent, text);
  await idOf(await askForCall(worker, { consent: true }));
  await worker.passTime(60_000);
  assert.equal(provider.placed.length, 1);
});

test("of each consent rest a hash of the text as it stood then, and the moment", async () => {
  const shop = await openWithConsent();
  const beforeMs = hand.nowMs;
  await idOf(await askForCall(shop.worker, { consent: true }));
  await shop.worker.passTime(60_000);
  await shop.own("PUT", `/v1/owner/buttons/${cid}`, { consent: `${text} And longer.` });
  await shop.worker.passTime(60_000);
  await idOf(await askForCall(shop.worker, { consent: true }));
  const [first, second] = proofs(shop).map((proof) => proof?.split(" ") ?? []);
  assert.match(first?.[0] ?? "", /^[\w-]{22}$/);
  assert.equal(Date.parse(first?.[1] ?? ""), beforeMs);
  assert.notEqual(second?.[0], first?.[0], "another text");
  assert.ok(!JSON.stringify(proofs(shop)).includes("I agree"));
});

test("nothing is kept of a consent that nobody was asked for", async () => {
  const shop = await openShop();
  await idOf(await askForCall(shop.worker, { consent: true }));
  assert.deepEqual(proofs(shop), [null]);
});
