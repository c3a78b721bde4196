import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOf } from "../../support/chance.ts";
import { fuzz } from "./input.ts";
import { fuzzAsOwner } from "./owner-input.ts";

const seed = seedOf("input");

/** Ends to which a request for a call must have come: whatever is missing here was not tested. */
const ends = [
  "202",
  "400 bad-request",
  "403 origin-not-allowed",
  "403 ticket-invalid",
  "404 not-found",
  "409 call-in-progress",
  "415 bad-request",
  "422 idempotency-key-reused",
  "422 phone-invalid",
  "422 phone-not-allowed",
];

test("2,500 hostile requests get no 5xx, and ring only phones for which a call was granted", async () => {
  const { serverErrors, unasked, granted, reached } = await fuzz(2_500, seed);
  assert.deepEqual(serverErrors, []);
  assert.deepEqual(unasked, []);
  assert.ok(granted > 150, `only ${granted} requests came through to a call`);
  for (const end of ends) assert.ok(reached.get(`POST /v1/calls ${end}`), `no request for a call ended with ${end}`);
});

test("1,000 hostile requests of somebody who is signed in break nothing, and ring nobody unasked", async () => {
  const { broken, unasked, reached } = await fuzzAsOwner(1_000, seed);
  assert.deepEqual(broken, []);
  assert.equal(unasked, 0);
  const seen = [...reached.keys()];
  for (const path of ["settings", "buttons", "suppressions", "explain", "sipnet/gencall", "sipnet/genmulticall"])
    for (const [what, status] of [
      ["taken", /(?:PUT|POST) \S+ 2\d\d/],
      ["refused", /(?:PUT|POST) \S+ 4\d\d/],
    ] as const)
      assert.ok(
        seen.some((each) => each.includes(`/v1/owner/${path}`) && status.test(each)),
        `${path} was never ${what}`,
      );
});
