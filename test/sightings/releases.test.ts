/** Calls of which the provider's list has no word end by the causes of their legs, each by its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallRow } from "../../worker/ledger/call-row.ts";
import { onOurClock, withReleases } from "../../worker/ledger/sightings/releases.ts";
import type { Sighting } from "../../worker/ledger/sightings/sighting.ts";

const ownerPhone = "74951234567";
const wordless: Sighting = { sides: {}, durationS: 0, uuids: [], saidOver: false, tells: false, twice: false };
const dialled = (atS: number, first: CallRow["first"] = "owner") =>
  ({
    id: `dialled at ${atS}`,
    dialledMs: atS * 1_000,
    createdMs: 0,
    ownerPhones: ownerPhone,
    first,
    mask: "+7916***0061",
    intent: "D6VZ 1 ",
    operation: "gencall",
  }) as CallRow;
const cause = (atS: number, isdnCode: number) => ({ at: new Date(atS * 1_000), phone: ownerPhone, isdnCode });

/** How the call stands by these causes, where the others were dialled about then. */
async function stateOf(call: CallRow, rivals: CallRow[], causes: ReturnType<typeof cause>[]) {
  const isVisitor = async () => false;
  const { state, sides } = await withReleases(wordless, causes as never, call, { isVisitor, rivals });
  return [state, sides.owner];
}

const noAnswer = 19;
const busy = 17;
const [first, second, together] = [dialled(1_000), dialled(1_048), dialled(1_048)];

test("a provider whose clock is ninety seconds ahead, or an hour behind, tells of the same release", async () => {
  for (const offS of [90, -3_600 + 40]) {
    const placedAt = new Date((1_000 + offS) * 1_000);
    const there = [cause(1_000 + offS, noAnswer)];
    assert.deepEqual(await stateOf(first, [], [...onOurClock(there as never, placedAt, first)] as never), [
      "completed",
      "no-answer",
    ]);
    assert.deepEqual(await stateOf(first, [], there), [undefined, undefined], "control: by two clocks it is another's");
  }
});

const tales: [what: string, is: Promise<unknown[]>, shall: unknown[]][] = [
  ["alone, nobody picked up", stateOf(first, [], [cause(1_000, noAnswer)]), ["completed", "no-answer"]],
  ["alone, it still rings", stateOf(first, [], []), [undefined, undefined]],
  ["its neighbour has ended", stateOf(first, [second], [cause(1_048, noAnswer)]), [undefined, undefined]],
  [
    "both have ended, each by its own cause",
    stateOf(second, [first], [cause(1_000, noAnswer), cause(1_048, busy)]),
    ["completed", "busy"],
  ],
  [
    "the one that was dialled first has ended",
    stateOf(second, [first], [cause(1_000, noAnswer)]),
    [undefined, undefined],
  ],
  [
    "of two dialled at once one has ended, whichever",
    stateOf(second, [together], [cause(1_048, busy)]),
    [undefined, undefined],
  ],
  [
    "of two dialled at once both have ended",
    stateOf(second, [together], [cause(1_048, busy), cause(1_048, busy)]),
    ["completed", "busy"],
  ],
  [
    "its neighbour rang the visitor first, and the owner who knows when",
    stateOf(second, [dialled(1_020, "visitor")], [cause(1_048, noAnswer)]),
    [undefined, undefined],
  ],
];

for (const [what, is, shall] of tales)
  test(`a call without a word on it: ${what}`, async () => {
    assert.deepEqual(await is, shall);
  });
