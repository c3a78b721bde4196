/** Files for spreadsheets: nothing in them is a formula, whoever named the caller. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "../../worker/console/calls/csv.ts";

const formulas = ["=1+1", "+7916", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|calc", "%0a", "\n=1"];

for (const formula of formulas)
  test(`a cell ${JSON.stringify(formula)} leaves as text`, () => {
    assert.equal(csvOf(["a"], [[formula]]), `\uFEFF"a"\r\n"'${formula}"\r\n`);
  });

test("ordinary cells leave as they are, quotes doubled, numbers bare", () => {
  const csv = csvOf(
    ["Кто", "Сколько"],
    [
      ['ООО "Лавка"; Москва', -1.5],
      [undefined, 2],
    ],
  );
  assert.equal(csv, '\uFEFF"Кто";"Сколько"\r\n"ООО ""Лавка""; Москва";-1.5\r\n"";2\r\n');
});
