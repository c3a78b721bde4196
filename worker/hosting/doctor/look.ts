/** One look at SIPNET's answer as it came: what can be told of it without keeping a value. */
import { HostingError } from "../hosting-error.ts";
import type { Settings } from "../setting-names.ts";
import { sipnetAddress } from "../setup/account.ts";

type Fields = Record<string, string>;
export type Raw = Readonly<Record<string, unknown>>;

export interface Look {
  status: number;
  /** As it came: for roots of XML and numbers that a double can't hold. */
  text: string;
  /** Null where it is no JSON object. */
  answer: Raw | null;
  /** The provider's clock against ours, in seconds; null where it doesn't say. */
  clockS: number | null;
}

const mostBytes = 8_388_608;

export type Ask = (operation: string, fields?: Fields, instead?: Fields) => Promise<Look>;

/** Asks as the client does: a form, credentials in the body, no redirects. `instead` replaces credentials. */
export function asking(
  { SIPNET_URL = sipnetAddress, ...settings }: Settings,
  nowMs: () => number,
  via: { fetch: typeof fetch } = { fetch },
): Ask {
  const { SIPNET_APIKEY: apikey, SIPNET_LOGIN: login = "", SIPNET_PASSWORD: password = "" } = settings;
  const credentials: Fields = apikey ? { apikey } : { login, password };
  return async (operation, fields = {}, instead = {}) => {
    const body = new URLSearchParams({ format: "json", ...credentials, ...fields, ...instead, operation });
    const response = await reached(via, SIPNET_URL, body);
    const text = await readText(response);
    const date = Date.parse(response.headers.get("date") ?? "");
    return {
      status: response.status,
      text,
      answer: objectIn(text),
      clockS: Number.isNaN(date) ? null : Math.round((date - nowMs()) / 1000),
    };
  };
}

async function reached(via: { fetch: typeof fetch }, url: string, body: URLSearchParams): Promise<Response> {
  try {
    return await via.fetch(url, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(20_000) });
  } catch (error) {
    // Its own words may hold the address, and that a key.
    const { cause } = Object(error) as { cause?: { code?: unknown } };
    const code = /^[A-Z_\d]{3,40}$/.exec(String(cause?.code))?.[0] ?? "no answer";
    throw new HostingError(`SIPNET could not be reached: ${code}`);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function objectIn(text: string): Raw | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export type Writing = "absent" | "array" | "by-id" | "one" | "else";

/** A list of an answer, however it is written. */
export function listIn({ answer }: Look, name: string): { writing: Writing; rows: Raw[] } {
  const value = Object.entries(answer ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (value === undefined || value === null || value === "") return { writing: "absent", rows: [] };
  if (Array.isArray(value)) return { writing: "array", rows: value.filter(isRow) };
  if (!isRow(value)) return { writing: "else", rows: [] };
  const items = Object.entries(value);
  if (items.every(([, item]) => isRow(item)))
    return { writing: "by-id", rows: items.map(([key, item]) => named(item as Raw, key, name)) };
  return { writing: "one", rows: [value] };
}

/** A row that is named by its id need not repeat it; one without an id is named by its place. */
function named(row: Raw, key: string, list: string): Raw {
  const id = list === "buttons" ? "cid" : "ID";
  return key.length < 5 || valuesOf([row], id).length > 0 ? row : { [id]: key, ...row };
}

function isRow(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Values under a name, written in any case, of all rows that have it. */
export function valuesOf(rows: readonly Raw[], ...names: string[]): unknown[] {
  const wanted = names.map(folded);
  const all = rows.flatMap((row) => Object.entries(row));
  return all.flatMap(([name, value]) => (wanted.includes(folded(name)) ? [value] : []));
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** `d1` and `d2` are days by GMT. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).split("-").toReversed().join(".");
}
