/**
 * The only way to the provider, and the only `fetch` of the Worker. One request, one time limit, one
 * answer that is either understood in full or an error that says whether a phone may be ringing.
 */
import { readAnswer, readBytes } from "./answer.ts";
import {
  type ActionOf,
  type Checked,
  checkParams,
  type OperationName,
  type Params,
  type Result,
} from "./operations.ts";
import { limited, repeating } from "./patience.ts";
import { asRecording, isRecording } from "./recording.ts";
import type { Doubt, Row } from "./row.ts";
import { scrubber, secretMask } from "./scrub.ts";
import { SipnetError, SipnetUnreachable, SipnetUnreadable } from "./sipnet-error.ts";

export type Credentials = { apikey: string } | { login: string; password: string };

export interface SipnetOptions {
  url: string;
  credentials: Credentials;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  now?: () => number;
  random?: () => number;
  /** For connecting, headers, the whole body and every repeat together; of a recording up to its headers. */
  timeoutMs?: number;
  /** Of an answer's body; a recording streams without a limit. */
  maxBytes?: number;
  /** Told of every answer in which something came that could not be understood, each doubt once. */
  onDoubts?: (operation: OperationName, doubts: readonly Doubt[]) => void;
}

export interface Sipnet {
  /**
   * Asks once; what only reads, up to three times where it is not to be asked `once`.
   * @throws SipnetError, or the signal's own reason
   */
  call<Name extends Exclude<OperationName, "getrec">, Action extends ActionOf<Name>>(
    name: Name,
    params: Params<Name> & { action?: Action },
    options?: { signal?: AbortSignal; once?: boolean },
  ): Promise<Result<Name, Action>>;

  /**
   * `getrec`: a recording as it streams in (status 200, 206 or 416), null where there is none.
   * @throws SipnetError, or the signal's own reason
   */
  recording(params: Params<"getrec">, options?: { range?: string; signal?: AbortSignal }): Promise<Response | null>;
}

export function createSipnet(options: SipnetOptions): Sipnet {
  const { now = Date.now, random = Math.random, timeoutMs = 8_000, maxBytes = 65_536 } = options;
  const { credentials, onDoubts = () => undefined } = options;
  const mask = secretMask("apikey" in credentials ? [credentials.apikey] : [credentials.password]);

  const patiently = async <T>(
    { name, form }: Checked,
    work: (limit: AbortSignal) => Promise<T>,
    { signal, once = false }: { signal?: AbortSignal | undefined; once?: boolean | undefined },
  ): Promise<T> => {
    const repeats = { most: form.reads && !once ? 2 : 0, endMs: now() + timeoutMs, now, random };
    try {
      return await limited((limit) => repeating(() => work(limit), repeats), timeoutMs, signal);
    } catch (error) {
      throw error instanceof SipnetError ? error.of(name) : error;
    }
  };

  const understand = async ({ body }: Response, { fields }: Checked, limit: AbortSignal): Promise<Row> => {
    const bytes = await reaching(() => readBytes(body, maxBytes), limit);
    return readAnswer(bytes, { mask, scrub: scrubber(Object.values(credentials), Object.values(fields)) });
  };

  const read = ({ name, form }: Checked, answer: Row): unknown => {
    try {
      return form.read?.(answer);
    } finally {
      if (answer.doubts.length > 0) onDoubts(name, distinct(answer.doubts));
    }
  };

  return {
    async call(name, params, how = {}) {
      const checked = checkParams(name, params);
      const ask = async (limit: AbortSignal) => {
        const response = await send(options, checked, limit);
        if (response.status !== 200) throw await unusable(response);
        return read(checked, await understand(response, checked, limit));
      };
      // The table ties each name to its reader; the compiler cannot follow it through the look-up.
      return (await patiently(checked, ask, how)) as never;
    },

    async recording(params, { range, signal } = {}) {
      const checked = checkParams("getrec", params);
      const ask = async (limit: AbortSignal) => {
        const response = await send(options, checked, limit, range);
        if (isRecording(response)) return asRecording(response);
        if (response.status !== 200) return absent(response);
        await understand(response, checked, limit);
        throw new SipnetUnreadable("neither a recording nor a refusal");
      };
      return patiently(checked, ask, { signal });
    },
  };
}

/** Credentials travel in the body only: addresses end up in logs. */
async function send(
  { url, fetch, credentials }: SipnetOptions,
  { name: operation, fields }: Checked,
  signal: AbortSignal,
  range?: string,
): Promise<Response> {
  const body = new URLSearchParams({ ...fields, operation, format: "json", ...credentials });
  const headers = {
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    accept: range === undefined ? "application/json" : "*/*",
    ...(range === undefined ? {} : { range }),
  };
  // A redirect would carry the credentials to wherever it points.
  return reaching(() => fetch(url, { method: "POST", redirect: "manual", body, headers, signal }), signal);
}

/** Turns what the platform throws into ours; once the limit has struck, its reason counts. */
async function reaching<T>(work: () => Promise<T>, limit: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SipnetError) throw error;
    limit.throwIfAborted();
    const code = codeOf(error);
    throw new SipnetUnreachable(code ?? "connection lost", !neverSent.has(code ?? ""));
  }
}

/**
 * Failures of looking up and connecting, as Node names them. Any other, and all of workerd's, which
 * does not tell a refused connection from a broken one, may have come after the request had left.
 */
const neverSent: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

function codeOf(error: unknown): string | undefined {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  if (typeof code === "string" && /^[A-Z_\d]{3,40}$/.test(code)) return code;
  return cause === undefined ? undefined : codeOf(cause);
}

async function unusable({ status, body }: Response): Promise<SipnetUnreachable> {
  await body?.cancel();
  const why = status === 401 ? "HTTP status 401, wrong key" : `HTTP status ${status}`;
  return new SipnetUnreachable(why, true, status);
}

/** A thousand rows of one shape are one doubt. */
function distinct(doubts: readonly Doubt[]): Doubt[] {
  return [...new Map(doubts.map((doubt) => [`${doubt.key} ${doubt.type}`, doubt])).values()];
}

async function absent(response: Response): Promise<null> {
  const error = await unusable(response);
  if (response.status !== 404) throw error;
  return null;
}
