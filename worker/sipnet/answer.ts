/**
 * From bytes to a trusted object. An answer decides about money and ringing phones, so whatever is
 * doubtful (another encoding, a cut end, a key given twice) is unreadable rather than guessed.
 */
import { text } from "./fields.ts";
import { isRaw, type Raw, Row } from "./row.ts";
import { SipnetRefused, SipnetUnreadable } from "./sipnet-error.ts";

/**
 * The whole body, counted while it arrives; the rest is cancelled once it is too much.
 * @throws SipnetUnreadable above `maxBytes`; whatever the stream throws when the connection breaks.
 */
export async function readBytes(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    size += chunk.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new SipnetUnreadable(`more than ${maxBytes} bytes`);
    }
    chunks.push(chunk.value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** What is taken out of an answer: of each of its texts, and more of the words of a refusal. */
export interface Hiding {
  mask: (text: string) => string;
  scrub: (text: string) => string;
}

/**
 * The answer's object, once it says `status=success`. API document, section 5.
 * @throws SipnetRefused, SipnetUnreadable
 */
export function readAnswer(bytes: Uint8Array, { mask, scrub }: Hiding): Row {
  const answer = new Row(parse(bytes, mask));
  const status = text()(answer, "status")?.toLowerCase();
  if (status === "success") return answer;
  if (status !== "error") throw new SipnetUnreadable("no status", "status");
  const said = (name: string) => scrub(text()(answer, name) ?? "");
  const code = said("errorCode");
  // The code goes into logs as it is, so it has to look like one.
  throw new SipnetRefused(/^[\w.-]{1,32}$/.test(code) ? code : "", said("errorMessage"), said("errorDescription"));
}

function parse(bytes: Uint8Array, mask: (text: string) => string): Raw {
  let json: string;
  let value: unknown;
  try {
    json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    value = parseExact(json, mask);
  } catch (error) {
    // The engine's own message quotes the text, so only its kind is told.
    throw new SipnetUnreadable(error instanceof SyntaxError ? "not JSON" : "not UTF-8");
  }
  if (!isRaw(value)) throw new SipnetUnreadable("not a JSON object");
  if (repeatsKey(json)) throw new SipnetUnreadable("a key is given twice");
  return value;
}

/** Whether an object of this JSON (known to be valid) gives a key twice; `JSON.parse` would keep the last. */
function repeatsKey(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (colon !== undefined) {
      const key = String(JSON.parse(string ?? "")).toLowerCase();
      const keys = open.at(-1);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}

/**
 * The value of a JSON text. A whole number that a double can't hold becomes the text it was written as.
 * @param mask takes out of each text what must not travel on
 * @throws SyntaxError
 */
export function parseExact(json: string, mask = (each: string) => each): unknown {
  try {
    return JSON.parse(json, (_key, value: unknown, context?: { source?: string }) => {
      if (typeof value === "string") return mask(value);
      const rounded = typeof value === "number" && !Number.isSafeInteger(Math.trunc(value));
      return rounded ? (context?.source ?? String(value)) : value;
    });
  } catch (error) {
    // Whoever walks through thousands of levels runs out of stack: that is no answer, and no fault of ours.
    throw error instanceof RangeError ? new SyntaxError("nested too deep") : error;
  }
}
