/** What the console says stands in its tables alone, where a translator finds it, and nothing stands there in vain. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const tables = globSync("worker/console/words/**/*.ts");
const views = globSync("worker/console/**/*.ts").filter((file) => !tables.includes(file));

/** Russian text in code; comments may quote it, and a language is called by its own name everywhere. */
function wordsLeftIn(text: string): string[] {
  const code = text.replace(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  return [...code.matchAll(/["'`>][^"'`<>\n]*[а-яё][^"'`<>\n]*/gi)]
    .map(([found]) => found.slice(1))
    .filter((found) => found !== "Русский");
}

/** The table's own keys, without those within a group: these are chosen by a state or a name. */
function keysOf(table: string): string[] {
  const russian = table.slice(0, table.indexOf("\n  en: {"));
  return [...russian.matchAll(/^ {4}"?([\w-]+)"?:/gm)].map(([, key = ""]) => key);
}

test("no view has words of its own", () => {
  const left = views.flatMap((file) => wordsLeftIn(readFileSync(file, "utf8")).map((words) => `${file}: ${words}`));
  assert.deepEqual(left, []);
});

test("every word of a table is said somewhere", () => {
  const readers = views.map((file) => ({ text: readFileSync(file, "utf8"), folder: join(file, "..") }));
  const unsaid = tables.flatMap((table) => {
    const texts = readers.filter(({ text, folder }) =>
      [...text.matchAll(/from "([^"]*words\/[^"]*)"/g)].some(([, path = ""]) => join(folder, path) === table),
    );
    // Acts of the audit log come from the Worker, by the text of the log.
    if (table.endsWith("account/acts.ts")) return texts.length === 0 ? [table] : [];
    const isSaid = (key: string) => texts.some(({ text }) => new RegExp(`[."\\[{ ]${key}\\b`).test(text));
    return keysOf(readFileSync(table, "utf8"))
      .filter((key) => !isSaid(key))
      .map((key) => `${table}: ${key}`);
  });
  assert.deepEqual(unsaid, []);
});

test("control: words in a view and a key that nobody says are found", () => {
  assert.deepEqual(wordsLeftIn("html`<p>Ещё звонок</p>` // Да\n"), ["Ещё звонок"]);
  assert.deepEqual(wordsLeftIn('say("Сохранить", "Save")'), ["Сохранить"]);
  assert.deepEqual(keysOf('  ru: {\n    save: "…",\n    "to-save":\n      "…",\n  },\n  en: {\n    other: "…",'), [
    "save",
    "to-save",
  ]);
});
