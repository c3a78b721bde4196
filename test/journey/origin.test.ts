/** A page of a site that the owner never named gets no call button: its link stays what it was. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { beginJourney, type Journey } from "../support/journey.ts";

let journey: Journey;

before(async () => {
  journey = await beginJourney({ allowedOrigins: "https://somewhere-else.example" });
});

after(() => journey.end());

test("a visitor of a site that is not allowed keeps a working link and sees no button", async () => {
  const visitor = await journey.visitor();
  await visitor.page.waitForFunction(() => customElements.get("sipnet-call-button") !== undefined);
  await visitor.page.waitForNetworkIdle({ idleTime: 300 });
  const link = await visitor.page.waitForSelector('#inline a[href="tel:+74951234567"]', { visible: true });
  assert.ok(link);
  assert.equal(await visitor.page.$("#inline >>> [part=button]"), null);
  await visitor.leave();
});

test("a forged request from such a page places no call", async () => {
  const { demo, phones } = journey;
  const forged = await fetch(`${demo.workerUrl}/v1/calls`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: demo.demoUrl, "idempotency-key": "a".repeat(22) },
    body: JSON.stringify({ button: "D6VZ0000000000000000000000000ZG4", phone: "+79161232001", ticket: "forged" }),
  });
  assert.equal(forged.status, 403);
  assert.match(await forged.text(), /origin-not-allowed/);
  assert.deepEqual(await phones.calls(), []);
});
