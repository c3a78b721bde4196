/** The doctor's findings for people and for an issue report. Nothing of an answer is in them but names and kinds. */
import { styleText } from "node:util";
import type { Language } from "../setup/answers.ts";
import type { Finding } from "./finding.ts";
import { titles } from "./words.ts";

export interface Examination {
  provider: Finding[];
  installation: Finding[];
}

const marks = { holds: ["✔", "green"], differs: ["✖", "red"], untold: ["?", "yellow"] } as const;
const headings = {
  provider: { ru: "SIPNET", en: "SIPNET" },
  installation: { ru: "Установка", en: "Installation" },
  summary: { ru: "Иначе, чем предполагалось", en: "Otherwise than assumed" },
} as const;

export function forPeople({ provider, installation }: Examination, language: Language): string {
  const part = (name: "provider" | "installation", findings: readonly Finding[]) =>
    findings.length === 0
      ? []
      : ["", styleText("bold", headings[name][language]), ...findings.map((finding) => line(finding, language))];
  const differing = [...provider, ...installation].filter(({ verdict }) => verdict === "differs").length;
  return [
    ...part("provider", provider),
    ...part("installation", installation),
    "",
    `${headings.summary[language]}: ${differing}`,
  ].join("\n");
}

function line({ name, verdict, how }: Finding, language: Language): string {
  const [mark, color] = marks[verdict];
  const title = titles[name]?.[language] ?? name;
  return `${styleText(color, mark)} ${title}${how === "" ? "" : `: ${how}`}`;
}

/** What a call has told, laid over what was found without one: it knows better, but for what differed elsewhere. */
export function withCall(before: readonly Finding[], told: readonly Finding[]): Finding[] {
  const news = told.filter(({ name, verdict }) => {
    const known = before.find((each) => each.name === name);
    return known === undefined || verdict === "differs" || (verdict === "holds" && known.verdict === "untold");
  });
  return [...before.filter(({ name }) => !news.some((each) => each.name === name)), ...news];
}

/** What a real account does otherwise, by the names of the simulator's shapes: `shaped(assumed, ...profile.shapes)`. */
export interface Profile {
  shapes: string[];
  findings: Finding[];
}

export function profileOf(provider: readonly Finding[]): Profile {
  const shapes = [...new Set(provider.flatMap(({ shape }) => (shape === undefined ? [] : [shape])))];
  return { shapes, findings: provider.filter(({ verdict }) => verdict === "differs") };
}
