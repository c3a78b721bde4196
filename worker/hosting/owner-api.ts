/** Talks to a running Worker as its owner, once that Worker has proved that it is ours. */
import { randomBytes } from "node:crypto";
import { deriveKeys, proofOf } from "../crypto.ts";
import { HostingError } from "./hosting-error.ts";

const answerMs = 20_000;
const streamMs = 5_000;
const mostBytes = 1_048_576;

export interface OwnerApi {
  /** Whether the first bytes of an event stream come at once, and don't wait for its end. */
  streams(path: string): Promise<boolean>;
  /** @throws OwnerRefused for what the Worker refuses */
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<unknown>;
}

/** The message has the Worker's words, and with them SIPNET's; `plain` has names of our own only. */
export class OwnerRefused extends HostingError {
  readonly plain: string;

  constructor(asked: string, status: number, text: string) {
    super(`${asked} answered ${status}: ${text.slice(0, 300)}`);
    const [, problem = "no problem"] = /"type":\s*"\/problems\/([a-z-]{1,40})"/.exec(text) ?? [];
    const [, rule = ""] = /"rule":\s*"([a-z.-]{1,40})"/.exec(text) ?? [];
    this.plain = `${asked} answered ${status}: ${problem} ${rule}`.trim();
  }
}

/** For a report that must hold nobody's values. */
export function plainly(error: HostingError): string {
  return error instanceof OwnerRefused ? error.plain : error.message;
}

/**
 * The token goes only to an address that has just shown, with a number it could not foresee, that it
 * holds the same `APP_SECRET`. @throws HostingError where it doesn't
 */
export async function ownerApi(
  address: string,
  { APP_SECRET = "", OWNER_TOKEN = "" }: { APP_SECRET?: string; OWNER_TOKEN?: string },
): Promise<OwnerApi> {
  await proveAddress(address, APP_SECRET);
  return {
    async streams(path) {
      const signal = AbortSignal.timeout(streamMs);
      const headers = { authorization: `Bearer ${OWNER_TOKEN}`, accept: "text/event-stream" };
      try {
        const { body } = await fetch(`${address}${path}`, { headers, redirect: "manual", signal });
        const first = await body?.getReader().read();
        return (first?.value?.byteLength ?? 0) > 0;
      } catch (error) {
        if (signal.aborted) return false;
        throw error;
      }
    },
    async ask(method, path, body, headers = {}) {
      const response = await send(`${address}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${OWNER_TOKEN}`,
          ...(body && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await textOf(response);
      if (!response.ok) throw new OwnerRefused(`${method} ${path}`, response.status, text);
      return text === "" ? null : JSON.parse(text);
    },
  };
}

/** @throws HostingError where nobody answers, or somebody who isn't ours */
export async function proveAddress(address: string, appSecret: string): Promise<void> {
  const nonce = randomBytes(24).toString("base64url");
  const response = await send(`${address}/v1/proof?nonce=${nonce}`, { method: "GET" });
  const given = response.status === 200 ? proofIn(await textOf(response)) : "";
  const expected = proofOf(await deriveKeys(appSecret), nonce, new URL(address).host);
  if (given !== expected)
    throw new HostingError(
      `What answers at ${address} is not this installation, or a proxy hides the name it was asked by (nginx: proxy_set_header Host $http_host). It was sent no secret.`,
    );
}

function proofIn(text: string): unknown {
  try {
    return (Object(JSON.parse(text)) as { proof?: unknown }).proof;
  } catch (error) {
    if (error instanceof SyntaxError) return "";
    throw error;
  }
}

/** A redirect would carry the token to wherever it points. */
async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(answerMs) });
  } catch (error) {
    const { name, cause } = Object(error) as { name?: string; cause?: { code?: string } };
    throw new HostingError(`Nobody answers at ${new URL(url).origin} (${cause?.code ?? name ?? "?"}).`);
  }
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (text.length > mostBytes) throw new HostingError("The answer is longer than any of ours.");
  return text;
}
