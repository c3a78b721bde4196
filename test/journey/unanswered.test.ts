/** Nobody talks: the page says on whose side it failed, and leaves the shop's number to ring oneself. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { en } from "../support/words.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import type { PhoneSettings } from "../support/phones.ts";

let journey: Journey;

before(async () => {
  journey = await beginJourney();
});

after(() => journey.end());

const quick = { answerAfterMs: 50 };

const cases: { story: string; visitor: string; owner: PhoneSettings; own: PhoneSettings; words: string }[] = [
  { story: "the owner is busy", visitor: "79161230001", owner: { busy: true }, own: quick, words: en["owner-busy"] },
  {
    story: "the visitor is busy",
    visitor: "79161230002",
    owner: quick,
    own: { busy: true },
    words: en["visitor-busy"],
  },
  {
    story: "the visitor does not answer",
    visitor: "79161230003",
    owner: quick,
    own: { noAnswer: true },
    words: en["visitor-no-answer"],
  },
];

for (const { story, visitor: number, owner, own, words } of cases) {
  test(`${story}: the dialog says so and offers the shop's number`, { timeout: 300_000 }, async () => {
    await journey.phones.set(shopPhone, owner);
    await journey.phones.set(number, own);
    const visitor = await journey.visitor();
    await visitor.press();
    await visitor.ask(`+${number}`);
    await visitor.reads(words);
    const link = await visitor.page.waitForSelector('#inline >>> dialog a[href="tel:+74951234567"]', { visible: true });
    assert.ok(link);
    assert.equal((await journey.phones.callsTo(number)).length, 1, "one call, never tried again by itself");
    await visitor.leave();
  });
}
