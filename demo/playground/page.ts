/** Fills the playground's page: where the Worker is, and the first words, which stand there before the script. */
import { readFile } from "node:fs/promises";
import { fill, type PageFacts } from "../shop/page.ts";
import { tables } from "./words.ts";

export async function renderPlayground({ workerUrl, buttons }: PageFacts, language: "ru" | "en"): Promise<string> {
  const { title, lead, toDemo, otherLanguage, scheme, schemes } = tables[language];
  const template = await readFile(new URL("index.html", import.meta.url), "utf8");
  return fill(template, {
    language,
    title,
    lead,
    toDemo,
    scheme,
    otherLanguage: language === "ru" ? "en" : "ru",
    otherLanguageName: otherLanguage,
    system: schemes["light dark"],
    light: schemes.light,
    dark: schemes.dark,
    workerUrl,
    button: buttons.shop,
  });
}
