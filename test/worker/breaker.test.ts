import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "../../worker/contract/limits.ts";
import { type FinishedCall, judgeOutcomes } from "../../worker/safety/breaker.ts";
import { noon } from "./wishes.ts";

const limits = limitsOf();

/** The n-th call that nobody answered, of a number and an address of its own. */
function unanswered(n: number, more: Partial<FinishedCall> = {}): FinishedCall {
  const nets = JSON.stringify({ kind: "ipv4", today: [`net ${n}`] });
  const call = { number: `number ${n}`, nets, intent: "b n", visitorLeg: "ended", durationS: null };
  return { ...call, reason: "visitor-no-answer", ...more };
}

const twenty = (make: (n: number) => FinishedCall) => Array.from({ length: 20 }, (_, n) => make(n));

const stories: [what: string, finished: FinishedCall[], why: string | undefined][] = [
  ["twenty people whose phones rang in vain close the buttons", twenty(unanswered), "unanswered"],
  ["nineteen prove nothing", twenty(unanswered).slice(1), undefined],
  [
    "twenty dials that the provider refused ring nobody, and close nothing",
    twenty((n) => unanswered(n, { visitorLeg: "waiting", reason: "refused" })),
    undefined,
  ],
  [
    "an owner who never picks up first leaves the visitors' phones silent, and closes nothing",
    twenty((n) => unanswered(n, { visitorLeg: "waiting", reason: "owner-no-answer" })),
    undefined,
  ],
  ["one person rung twenty times is one witness", twenty((n) => unanswered(n, { number: "number" })), undefined],
  [
    "one address is no more than two, whatever numbers it types",
    twenty((n) => unanswered(n, { nets: JSON.stringify({ kind: "ipv4", today: ["net"] }) })),
    undefined,
  ],
  ["what the owner dials is no stranger's play", twenty((n) => unanswered(n, { intent: "owner n" })), undefined],
  ["talk of a second each closes them too", twenty((n) => unanswered(n, { durationS: 1, reason: null })), "short"],
  [
    "four in twenty who talk are enough",
    twenty((n) => unanswered(n, n < 4 ? { durationS: 60, reason: null } : {})),
    undefined,
  ],
  [
    "a list without words for the legs is believed where it tells of talk",
    twenty((n) => unanswered(n, { visitorLeg: "waiting", durationS: 1, reason: null })),
    "short",
  ],
];

for (const [what, finished, why] of stories)
  test(what, () => assert.equal(judgeOutcomes(limits, finished, noon)?.why, why));

test("two of an address count, so that ten addresses can close the buttons and nine can't", () => {
  const ofNets = (nets: number) =>
    Array.from({ length: 40 }, (_, n) =>
      unanswered(n, { nets: JSON.stringify({ kind: "ipv4", today: [`net ${n % nets}`] }) }),
    );
  assert.equal(judgeOutcomes(limits, ofNets(10), noon)?.why, "unanswered");
  assert.equal(judgeOutcomes(limits, ofNets(9), noon), null);
});
