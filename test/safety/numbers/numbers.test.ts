import assert from "node:assert/strict";
import { test } from "node:test";
import parsePhone from "libphonenumber-js/min";
import { seedOf } from "../../support/chance.ts";
import { dialled, ordinaryRussians, specialNumbers } from "./numbers.ts";

const seed = seedOf("numbers");
const special = specialNumbers(3_000, seed);

test("no premium, free, shared, personal or satellite number of any region is dialled, were all countries allowed", () => {
  assert.deepEqual(dialled(special), []);
});

test("control: the small phone library lets most special numbers through, and that is seen", () => {
  const passed = special.filter(({ e164 }) => parsePhone(e164)?.isValid());
  assert.ok(passed.length > special.length / 2, `${passed.length} of ${special.length}`);
});

test("no ordinary Russian number is refused", () => {
  const ordinary = ordinaryRussians(1_000, seed);
  const answered = new Set(dialled(ordinary, ["RU"]));
  assert.deepEqual(
    ordinary.filter((each) => !answered.has(each)),
    [],
  );
});
