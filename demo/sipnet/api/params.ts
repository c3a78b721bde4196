/** The three ways of passing parameters (API document, section 2) brought to one map with lower-case names. */
import { readPhone } from "../phone-number.ts";
import { Refusal } from "./refusal.ts";

export type Params = ReadonlyMap<string, string>;

/**
 * JSON needs no content type of its own: real pages send it as text/plain. A PHP program that gives its
 * parameters as an array sends a multipart form. @throws Refusal
 */
export async function readParams(query: URLSearchParams, body: string, type = ""): Promise<Params> {
  const text = body.replace(/^\uFEFF/, "").trim();
  const sent = text.startsWith("{") ? readJson(text) : await readForm(body, text, type);
  return new Map([...query, ...sent].map(([name, value]) => [name.toLowerCase(), value]));
}

async function readForm(body: string, text: string, type: string): Promise<[string, string][]> {
  if (!/^multipart\/form-data\b/i.test(type)) return [...new URLSearchParams(text)];
  try {
    const form = await new Response(body, { headers: { "content-type": type } }).formData();
    return [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal("unreadable", "multipart/form-data");
  }
}

function readJson(text: string): [string, string][] {
  const known = parse(text);
  return Object.entries(known)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]);
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Refusal("unreadable", error instanceof Error ? error.message : "JSON");
  }
}

export function need(params: Params, name: string): string {
  const value = params.get(name)?.trim();
  if (!value) throw new Refusal("missing", name);
  return value;
}

/** One of a few words, whatever their case. */
export function choose<Word extends string>(
  params: Params,
  name: string,
  words: readonly Word[],
  fallback?: Word,
): Word {
  const given = params.get(name)?.trim().toLowerCase() || fallback;
  if (given === undefined) throw new Refusal("missing", name);
  const word = words.find((one) => one.toLowerCase() === given.toLowerCase());
  if (word === undefined) throw new Refusal("wrong", `${name}: ${words.join("|")}`);
  return word;
}

export function needPhone(params: Params, name: string): string {
  return toPhone(need(params, name), name);
}

export function toPhone(text: string, name: string): string {
  const phone = readPhone(text);
  if (phone === undefined) throw new Refusal("wrong", name);
  return phone;
}

/** A whole number that is not negative. */
export function readCount(params: Params, name: string, fallback: number): number {
  const given = params.get(name)?.trim();
  if (!given) return fallback;
  if (!/^\d{1,9}$/.test(given)) throw new Refusal("wrong", name);
  return Number(given);
}
