/** Files for spreadsheets: nothing in them is a formula, whoever named the caller, and Russian Excel reads them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "../../worker/console/calls/csv.ts";

const style = { lang: "ru", zone: "Asia/Vladivostok" } as const;
const formulas = ["=1+1", "+7916", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|calc", "%0a", "\n=1"];

for (const formula of formulas)
  test(`a cell ${JSON.stringify(formula)} leaves as text`, () => {
    assert.match(csvOf(["a"], [[formula]], style), /^\uFEFF"a"\r\n"'/);
  });

for (const separator of [";", ",", "\t", "\n", "; "])
  test(`behind ${JSON.stringify(separator)} within a cell no formula begins`, () => {
    const csv = csvOf(["a"], [[`Чай${separator}=HYPERLINK("x")`]], style);
    assert.ok(!csv.includes(`${separator}=`), csv);
    assert.ok(csv.includes(`${separator}'=`), csv);
  });

const misread = ["0012345678", "12345678901234567890", "1-2", "01.02.2027", "1/2", "12:30", "1e5", "1.50"];
misread.push("1 мая", "Май 5", "12-янв-2027", "5 Mar", "(5)", "5%", "$5", "9 am");

for (const text of misread)
  test(`“${text}” stays text: no spreadsheet makes a number or a day of it`, () => {
    assert.equal(csvOf(["a"], [[text]], style), `\uFEFF"a"\r\n"'${text}"\r\n`);
  });

test("control: an ordinary number in a text and words stay as they are", () => {
  for (const text of ["79161234567", "Отдел 2", "Майя 5 этаж", "Марк", "Сентябрь", "5 мартышек и слон"])
    assert.equal(csvOf(["a"], [[text]], style), `\uFEFF"a"\r\n"${text}"\r\n`);
});

test("quotes are doubled, numbers bare with a decimal comma, times local", () => {
  const rows = [
    ['ООО "Лавка"; Москва', -1.5, new Date("2026-11-24T09:05:07Z")],
    [undefined, 2, new Date("nonsense")],
  ];
  const csv = csvOf(["Кто", "Сколько", "Когда"], rows, style);
  const head = '\uFEFF"Кто";"Сколько";"Когда"\r\n';
  assert.equal(csv, `${head}"ООО ""Лавка""; Москва";-1,5;24.11.2026 19:05:07\r\n"";2;""\r\n`);
  assert.match(csvOf(["a"], rows, { ...style, lang: "en" }), /-1\.5;2026-11-24 19:05:07/);
});
