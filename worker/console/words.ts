/**
 * How the console speaks: the page's own `lang` decides, the address remembers it (`?lang=en`). What it says stands in
 * `words/`, one table per view.
 */
import type { Role } from "../contract/owner-access.ts";
import type { Language } from "../contract/visitor.ts";

/** Words of a table that is made before the page's language is known: said when they are drawn. */
export type Words = () => string;

export function chooseLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get("lang");
  if (asked === "ru" || asked === "en") return asked;
  const known = preferred.map((tag) => tag.slice(0, 2)).find((tag) => tag === "ru" || tag === "en");
  return known === "en" ? "en" : "ru";
}

export function language(): Language {
  return document.documentElement.lang === "en" ? "en" : "ru";
}

/** A view's words, the same in every language: Russian says which there are, types find the one that another lacks. */
type Translations<Table> = { ru: Table } & Record<Exclude<Language, "ru">, NoInfer<Table>>;

/** Chosen at each drawing, since the page's language is known only once the scripts have loaded. */
export function translated<Table>(tables: Translations<Table>): (of?: Language) => Table {
  return (of = language()) => tables[of];
}

type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** `3 звонка`: a number and the form of its noun; `other` stands for every form that isn't given. */
export function count(n: number, forms: Plural): string {
  return `${number(n)} ${forms[new Intl.PluralRules(language()).select(n)] ?? forms.other}`;
}

export function number(n: number): string {
  return new Intl.NumberFormat(language()).format(n);
}

/** `4,2 %`, without a fraction from ten on. */
export function percent(part: number, whole: number): string {
  const ratio = part / whole;
  const maximumFractionDigits = ratio < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits }).format(ratio);
}

export function money(amount: number, currency?: string): string {
  if (!currency || !/^[A-Z]{3}$/.test(currency))
    return new Intl.NumberFormat(language(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
  return new Intl.NumberFormat(language(), { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(
    amount,
  );
}

/** The owner's zone as the settings have it, by which every time is told; until they are known, the browser's. */
export function ownersZone(): string {
  return document.documentElement.dataset["zone"] || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Who is signed in; whatever may not be theirs is refused by the Worker, this only says so beforehand. */
export function ownRole(): Role {
  const role = document.documentElement.dataset["role"];
  return role === "viewer" || role === "manager" ? role : "owner";
}

/** Day and time as the owner's own clock has them. */
export function moment(iso: string | undefined): string {
  if (iso === undefined || Number.isNaN(Date.parse(iso))) return "—";
  const style = { day: "2-digit", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(language(), { ...style, timeZone: ownersZone() }).format(new Date(iso));
}

/** `1:05`, `1:02:03`. */
export function duration(seconds: number | undefined): string {
  if (seconds === undefined) return "—";
  const [s, m, h] = [seconds % 60, Math.floor(seconds / 60) % 60, Math.floor(seconds / 3_600)];
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long ago an instant was. */
export function ago(iso: string): string {
  return age((Date.now() - Date.parse(iso)) / 1000);
}

/** `5 минут назад`. */
export function age(seconds: number): string {
  const past = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  if (seconds < 3_600) return past.format(-Math.max(1, Math.round(seconds / 60)), "minute");
  if (seconds < 86_400) return past.format(-Math.round(seconds / 3_600), "hour");
  return past.format(-Math.round(seconds / 86_400), "day");
}
