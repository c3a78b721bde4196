/** Fills the shop's page: its words in the visitor's language, and where the Worker and the phones are. */
import { readFile } from "node:fs/promises";
import { pageSnippet } from "../../widget/package/snippets.ts";
import { words } from "./words.ts";

/** The simulator's two buttons: the shop's own number, and the one that three people answer. */
export const buttons = {
  shop: "D6VZ0000000000000000000000000ZG4",
  workshop: "K8TM0000000000000000000000000QX7",
} as const;

/** Numbers made up for the three who answer. */
export const agents = [
  { name: "Анна", phone: "+74957770101" },
  { name: "Борис", phone: "+74957770102" },
  { name: "Вера", phone: "+74957770103" },
] as const;

export interface PageFacts {
  workerUrl: string;
  /** The simulator's phones; absent when calls go to a real provider. */
  phonesUrl?: string | undefined;
  /** The visitor's own limits are ten times the usual. */
  limitsLoosened: boolean;
  /** Cids of the shop's own button and of the one that three people answer. */
  buttons: { shop: string; workshop: string };
}

type Language = keyof typeof words;

const template = new URL("../index.html", import.meta.url);

export async function renderPage(
  { workerUrl, phonesUrl, limitsLoosened, buttons: shown }: PageFacts,
  language: Language,
): Promise<string> {
  const spoken = words[language];
  const link = { href: "tel:+74951234567", words: "+7 495 123-45-67" };
  const snippet = (button: string, attributes: Record<string, string> = {}) =>
    pageSnippet({ origin: workerUrl, attributes: { button, ...attributes }, link });
  const values: Record<string, string> = {
    ...spoken,
    language,
    workerUrl,
    shopButton: shown.shop,
    workshopButton: shown.workshop,
    inlineSnippet: snippet(shown.shop),
    workshopSnippet: snippet(shown.workshop),
    floatingSnippet: snippet(shown.shop, { mode: "floating", placement: "bottom-left" }),
    limits: limitsLoosened ? spoken.limitsLoosened : spoken.limitsReal,
    phonesUrl: `${phonesUrl ?? ""}?lang=${language}`,
    receiversUrl: `${phonesUrl?.replace(/phones$/, "receivers") ?? ""}?lang=${language}`,
    phonesEmbedUrl: `${phonesUrl ?? ""}?embed=1&lang=${language}`,
  };
  const absent =
    phonesUrl === undefined ? /<!-- simulated -->.*?<!-- \/simulated -->/gs : /<!-- real -->.*?<!-- \/real -->/gs;
  const html = (await readFile(template, "utf8")).replace(absent, "");
  return fill(html, values);
}

/** Puts values in the places of a template, as text. */
export function fill(page: string, values: Readonly<Record<string, string>>): string {
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeText(values[name] ?? missing(name)));
}

function missing(name: string): never {
  throw new Error(`The page asks for {{${name}}}, which nobody gives`);
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
