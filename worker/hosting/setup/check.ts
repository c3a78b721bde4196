/**
 * Turns what was typed into settings that the Worker will take, or says everything that is wrong with
 * it at once, each in a sentence and without a value that could be a secret.
 */
import { isThisMachine, readWebAddress } from "../../http/site-origin.ts";
import type { Settings } from "../setting-names.ts";
import type { Answers, Language } from "./answers.ts";
import { mistakes, type Mistake } from "./words.ts";

export interface Plan {
  where: "own-server" | "cloudflare";
  run: "docker" | "systemd";
  settings: Settings;
}

/** One answer: what it becomes, or the mistake in it. */
export type Read<Value> = { value: Value } | { mistake: Mistake };

export function checkAnswers(answers: Answers): { plan: Plan } | { mistakes: string[] } {
  const where = readChoice(answers.where ?? "", ["own-server", "cloudflare"] as const, "where");
  const run = readChoice(answers.run ?? "docker", ["docker", "systemd"] as const, "run");
  const address = readAddress(answers.address ?? "", answers.where === "cloudflare");
  const sites = readSites(answers.sites ?? "");
  const key = readKey(answers.apikey ?? "", answers.settings);
  const provider = readProvider(answers.settings.SIPNET_URL);
  const found = [where, run, address, sites, key, provider].flatMap((read) =>
    "mistake" in read ? [read.mistake] : [],
  );
  const all = [...found, ...secretMistakes(answers.settings), ...unwritable(answers)];
  if (all.length > 0 || "mistake" in where || "mistake" in run) return { mistakes: inWords(all, answers.language) };
  const settings: Settings = {
    ...answers.settings,
    ...(answers.apikey ? { SIPNET_APIKEY: answers.apikey.trim() } : {}),
    ...valueOf("PUBLIC_URL", address),
    ...valueOf("ALLOWED_ORIGINS", sites),
    ...valueOf("SIPNET_URL", provider),
  };
  return { plan: { where: where.value, run: run.value, settings } };
}

function inWords(found: readonly Mistake[], language: Language): string[] {
  return found.map((mistake) => mistakes[mistake][language]);
}

function valueOf(name: keyof Settings, read: Read<string>): Settings {
  return "value" in read && read.value !== "" ? { [name]: read.value } : {};
}

function readChoice<Choice extends string>(text: string, choices: readonly Choice[], mistake: Mistake): Read<Choice> {
  const value = choices.find((choice) => choice === text.trim().toLowerCase());
  return value === undefined ? { mistake } : { value };
}

/** The Worker's own origin. May be left out on Cloudflare: the address is then learnt at the deployment. */
export function readAddress(text: string, mayLack = false): Read<string> {
  if (text.trim() === "") return mayLack ? { value: "" } : { mistake: "address-missing" };
  const url = readWebAddress(text);
  if (url === null) return { mistake: "address-unreadable" };
  if (url.protocol !== "https:") return { mistake: "address-not-https" };
  return { value: url.origin };
}

/** Sites that may embed the buttons, comma separated; may be none yet. */
export function readSites(text: string): Read<string> {
  const urls = text
    .split(/[,\s]+/)
    .filter(Boolean)
    .map(readWebAddress);
  if (urls.includes(null)) return { mistake: "site-unreadable" };
  const found = urls.filter((url) => url !== null);
  if (found.some(({ protocol }) => protocol !== "https:")) return { mistake: "site-not-https" };
  return { value: [...new Set(found.map(({ origin }) => origin))].join(",") };
}

/** SIPNET's key looks like a UUID, but nobody promised that: only what can't be one is refused. */
export function readKey(text: string, { SIPNET_LOGIN, SIPNET_PASSWORD }: Settings): Read<string> {
  const key = text.trim();
  if (key === "") return SIPNET_LOGIN && SIPNET_PASSWORD ? { value: "" } : { mistake: "key-missing" };
  const plausible = /^[\w.~+/=-]{16,200}$/.test(key) && /\d/.test(key) && !/^https?:/i.test(key);
  return plausible ? { value: key } : { mistake: "key-is-none" };
}

/** Keys travel there: over TLS, or to a simulator on this machine. */
function readProvider(text: string | undefined): Read<string> {
  if (text === undefined) return { value: "" };
  const url = URL.parse(text);
  if (url === null) return { mistake: "provider-unreadable" };
  if (url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url))) return { value: url.href };
  return { mistake: "provider-not-https" };
}

function secretMistakes({ APP_SECRET, OWNER_TOKEN }: Settings): Mistake[] {
  const malformed = (text: string | undefined) => text !== undefined && !/^[\w-]{43,}$/.test(text);
  return [
    ...(malformed(APP_SECRET) ? (["app-secret-malformed"] as const) : []),
    ...(malformed(OWNER_TOKEN) ? (["owner-token-malformed"] as const) : []),
    ...(APP_SECRET !== undefined && APP_SECRET === OWNER_TOKEN ? (["secrets-equal"] as const) : []),
  ];
}

/** systemd, Docker and a shell read the file each in their own way: what they read differently stays out. */
function unwritable({ settings }: Answers): Mistake[] {
  const texts = Object.entries(settings).filter(([name]) => name !== "LIMITS");
  const odd = texts.some(([, text]) => /[\s'"\\$#`]/.test(text)) || /[\n\r'\\$#`]/.test(settings.LIMITS ?? "");
  return odd ? ["text-unwritable"] : [];
}
