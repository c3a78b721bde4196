/** Asks a person for what neither a flag nor the environment says, one question at a time. */
import { intro, isCancel, password, select, text } from "@clack/prompts";
import { HostingError } from "../hosting-error.ts";
import type { Answers, Language } from "./answers.ts";
import { type Read, readAddress, readKey, readSites } from "./check.ts";
import { mistakes, questions } from "./words.ts";

/** The key comes first: without it the rest is of no use. @throws HostingError when the person stops */
export async function askForKey(answers: Answers): Promise<Answers> {
  const { language, settings } = answers;
  intro(questions.title[language]);
  if (answers.apikey !== undefined || settings.SIPNET_LOGIN !== undefined) return answers;
  const validate = wordsFor((typed) => readKey(typed, settings), language);
  return { ...answers, apikey: await answered(password({ message: questions.key[language], validate }), language) };
}

export async function askForPlace(answers: Answers): Promise<Answers> {
  const { language } = answers;
  const where =
    answers.where ??
    (await answered(select({ message: questions.where[language], options: places(language) }), language));
  const mayLack = where === "cloudflare";
  const run =
    answers.run ??
    (mayLack ? "docker" : await answered(select({ message: questions.run[language], options: runners }), language));
  const address = answers.address ?? (await answered(text(addressQuestion(language, mayLack)), language));
  const validate = wordsFor(readSites, language);
  const sites =
    answers.sites ??
    (await answered(
      text({ message: questions.sites[language], placeholder: "https://shop.example", validate }),
      language,
    ));
  return { ...answers, where, run, address, sites };
}

function places(language: Language) {
  return [
    { value: "own-server", label: questions.ownServer[language] },
    { value: "cloudflare", label: questions.cloudflare[language] },
  ];
}

const runners = [
  { value: "docker", label: "Docker (docker compose up -d)" },
  { value: "systemd", label: "systemd (sudo ./install)" },
];

function addressQuestion(language: Language, mayLack: boolean) {
  return {
    message: (mayLack ? questions.addressLater : questions.address)[language],
    placeholder: "https://calls.example.ru",
    validate: wordsFor((typed) => readAddress(typed, mayLack), language),
  };
}

function wordsFor(read: (typed: string) => Read<string>, language: Language) {
  return (typed: string | undefined): string | undefined => {
    const result = read(typed ?? "");
    return "mistake" in result ? mistakes[result.mistake][language] : undefined;
  };
}

async function answered(asked: Promise<string | symbol | undefined>, language: Language): Promise<string> {
  const answer = await asked;
  if (isCancel(answer)) throw new HostingError(questions.stopped[language]);
  return String(answer ?? "");
}
