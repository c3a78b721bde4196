/**
 * Every refusal leaves the Worker through here, as RFC 9457 `application/problem+json`.
 * Code anywhere throws a `Refusal`; `app.ts` turns it into the answer in one place.
 */
import type { Language, Problem, ProblemName } from "../contract/visitor.ts";

interface Entry {
  status: number;
  ru: string;
  en: string;
}

const problems: Record<ProblemName | OwnerProblemName, Entry> = {
  "bad-request": { status: 400, ru: "Запрос составлен неверно", en: "The request is malformed" },
  "origin-not-allowed": { status: 403, ru: "С этого сайта звонить нельзя", en: "This site may not place calls" },
  "ticket-invalid": {
    status: 403,
    ru: "Страница устарела, попробуйте ещё раз",
    en: "This page is stale, please retry",
  },
  "not-found": { status: 404, ru: "Ничего не найдено", en: "Nothing was found here" },
  "call-in-progress": { status: 409, ru: "На этот номер уже идёт звонок", en: "This number already has a call" },
  closed: { status: 409, ru: "Сейчас не рабочее время", en: "It is outside working hours" },
  "phone-invalid": { status: 422, ru: "Проверьте номер телефона", en: "Please check the phone number" },
  "phone-not-allowed": { status: 422, ru: "На этот номер позвонить нельзя", en: "This number can't be called" },
  "consent-required": { status: 422, ru: "Отметьте согласие", en: "Tick the box to agree" },
  "idempotency-key-reused": { status: 422, ru: "Попробуйте ещё раз", en: "Please try again" },
  "too-many-calls": { status: 429, ru: "Слишком много звонков", en: "Too many calls" },
  unavailable: { status: 503, ru: "Звонок сейчас невозможен", en: "Calling is not possible right now" },
  unauthorized: { status: 401, ru: "Войдите, чтобы продолжить", en: "Sign in to continue" },
  forbidden: { status: 403, ru: "Это вам не разрешено", en: "You may not do this" },
  "step-up-required": { status: 403, ru: "Подтвердите, что это вы", en: "Confirm that it is you" },
  "provider-refused": { status: 422, ru: "SIPNET отказал", en: "SIPNET refused" },
  conflict: { status: 409, ru: "Всё уже иначе, чем вы видели", en: "Things are no longer as you saw them" },
};

/** Problems that only the owner's routes give. */
export type OwnerProblemName = "unauthorized" | "forbidden" | "step-up-required" | "provider-refused" | "conflict";

export interface RefusalOptions {
  /** What to do about it, for a developer or an owner; never the provider's words to a visitor. */
  detail?: string;
  /** 413 and 415 are kinds of `bad-request`. */
  status?: number;
  /** Seconds; becomes `Retry-After`. */
  retryAfterS?: number;
  /** Which rule fired, for the owner's count of refusals; defaults to the problem's name. */
  rule?: string;
  /** Extension members of the problem, RFC 9457 section 3.2. */
  extra?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** A request that is answered with a problem instead of what it asked for. */
export class Refusal extends Error {
  readonly problem: ProblemName | OwnerProblemName;
  readonly options: RefusalOptions;

  constructor(problem: ProblemName | OwnerProblemName, options: RefusalOptions = {}) {
    super(options.detail ?? problem);
    this.name = "Refusal";
    this.problem = problem;
    this.options = options;
  }

  get rule(): string {
    return this.options.rule ?? this.problem;
  }

  get status(): number {
    return this.options.status ?? problems[this.problem].status;
  }
}

/** The `application/problem+json` answer for a refusal, titled in `lang`. */
export function problemResponse(refusal: Refusal, lang: Language): Response {
  const { retryAfterS } = refusal.options;
  const headers = new Headers({ "content-type": "application/problem+json", ...refusal.options.headers });
  if (retryAfterS !== undefined) headers.set("retry-after", String(Math.max(1, Math.ceil(retryAfterS))));
  return new Response(problemText(refusal, lang), { status: refusal.status, headers });
}

/** Its body alone. */
export function problemText(refusal: Refusal, lang: Language): string {
  const { detail, extra } = refusal.options;
  const body: Problem = {
    type: `/problems/${refusal.problem}`,
    title: problems[refusal.problem][lang],
    status: refusal.status,
    ...(detail === undefined ? {} : { detail }),
    ...extra,
  };
  return JSON.stringify(body);
}

/** Russian if the visitor's browser prefers it to English, else English. RFC 9110, section 12.5.4. */
export function preferredLanguage(wanted: string | null | undefined): Language {
  const ranked = (wanted ?? "")
    .split(",", 10)
    .map((part) => {
      const [tag = "", quality] = part.trim().toLowerCase().split(";q=");
      return { tag, weight: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .sort((a, b) => b.weight - a.weight);
  const found = ranked.find(({ tag, weight }) => weight > 0 && /^(ru|en)\b/.test(tag));
  return found?.tag.startsWith("ru") ? "ru" : "en";
}
