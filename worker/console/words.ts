/**
 * Words stand in both languages where they are used, so that none can be forgotten in one of them.
 * The page's own `lang` decides; the address remembers it (`?lang=en`).
 */
import type { Language } from "../contract/visitor.ts";

/** Russian, then English. */
export type Words = readonly [ru: string, en: string];

export function chooseLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get("lang");
  if (asked === "ru" || asked === "en") return asked;
  const known = preferred.map((tag) => tag.slice(0, 2)).find((tag) => tag === "ru" || tag === "en");
  return known === "en" ? "en" : "ru";
}

export function language(): Language {
  return document.documentElement.lang === "en" ? "en" : "ru";
}

export function say(ru: string, en: string): string {
  return language() === "en" ? en : ru;
}

/** `3 звонка`: forms for one, few and many; English has but two. */
export function count(n: number, ru: readonly [string, string, string], en: readonly [string, string]): string {
  const form = new Intl.PluralRules(language()).select(n);
  const noun = language() === "en" ? en[form === "one" ? 0 : 1] : ru[form === "one" ? 0 : form === "few" ? 1 : 2];
  return `${number(n)} ${noun}`;
}

export function number(n: number): string {
  return new Intl.NumberFormat(language()).format(n);
}

export function money(amount: number, currency?: string): string {
  if (!currency || !/^[A-Z]{3}$/.test(currency))
    return new Intl.NumberFormat(language(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
  return new Intl.NumberFormat(language(), { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(
    amount,
  );
}

/** Day and time as the owner's own clock has them. */
export function moment(iso: string | undefined): string {
  if (iso === undefined || Number.isNaN(Date.parse(iso))) return "—";
  const style = { day: "2-digit", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(language(), style).format(new Date(iso));
}

/** `1:05`, `1:02:03`. */
export function duration(seconds: number | undefined): string {
  if (seconds === undefined) return "—";
  const [s, m, h] = [seconds % 60, Math.floor(seconds / 60) % 60, Math.floor(seconds / 3_600)];
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `5 минут назад`. */
export function age(seconds: number): string {
  const ago = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  if (seconds < 3_600) return ago.format(-Math.max(1, Math.round(seconds / 60)), "minute");
  if (seconds < 86_400) return ago.format(-Math.round(seconds / 3_600), "hour");
  return ago.format(-Math.round(seconds / 86_400), "day");
}
