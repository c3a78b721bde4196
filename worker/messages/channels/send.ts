/**
 * The only way out to a receiver: https on 443, one request, no redirects, eight seconds, 64 KB.
 * Private networks are closed by the engine, which sees what a name leads to; an address here does not.
 */
import { nameOf } from "../../log.ts";
import { readBytes } from "../../sipnet/answer.ts";
import { limited } from "../../sipnet/patience.ts";
import { SipnetTimedOut, SipnetUnreadable } from "../../sipnet/sipnet-error.ts";
import { demoReceivers } from "./demo-receivers.ts";
import type { Failure } from "../failure.ts";

const patienceMs = 8_000;
const mostBytes = 65_536;

export interface Answered {
  status: number;
  text: string;
}

export interface Outgoing {
  url: string;
  headers?: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
  /** Whether the answer's body matters; what nobody needs is not read. */
  reads?: boolean;
}

/** Sends one request. Never throws: every failure is an outcome. */
export async function send(out: Outgoing, ownHosts: readonly string[]): Promise<Answered | Failure> {
  if (!isAllowed(out.url, ownHosts)) return { why: "address", final: true };
  const init = { method: "POST", headers: out.headers ?? {}, body: out.body, redirect: "manual" } as const;
  try {
    return await limited(
      async (signal) => read(await fetch(out.url, { ...init, signal }), out.reads ?? false),
      patienceMs,
    );
  } catch (error) {
    if (error instanceof SipnetTimedOut) return { why: "timeout" };
    if (error instanceof SipnetUnreadable) return { why: "too-long" };
    return { why: "unreachable", code: nameOf(error) };
  }
}

/** A receiver's address that may be kept: https on 443, without a password in it, and not this Worker itself. */
export function isAllowed(text: string, ownHosts: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  if (demoReceivers !== null && url.href.startsWith(`${demoReceivers}/`)) return true;
  // With a dot at its end a name leads to the same host.
  const host = url.hostname.replace(/\.$/, "");
  return url.protocol === "https:" && url.port === "" && !ownHosts.includes(host);
}

async function read(response: Response, reads: boolean): Promise<Answered | Failure> {
  const { status } = response;
  const isRedirect = status >= 300 && status < 400;
  const isJudgedHere = isRedirect || (!reads && status >= 400);
  const isRead = reads && !isRedirect;
  const text = isRead ? new TextDecoder().decode(await readBytes(response.body, mostBytes)) : "";
  if (!isRead) await response.body?.cancel();
  if (!isJudgedHere) return { status, text };
  return { ...judged(status), code: String(status), ...waitOf(response) };
}

/** What a status of an answer that failed says of it. */
export function judged(status: number): Failure {
  if (status >= 300 && status < 400) return { why: "redirect" };
  if (status === 401 || status === 403) return { why: "credentials" };
  if (status === 404 || status === 410) return { why: "gone" };
  return { why: status >= 500 ? "broken" : "refused" };
}

function waitOf({ headers }: Response): Pick<Failure, "retryAfterS"> {
  const seconds = Number(headers.get("retry-after") ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterS: Math.min(seconds, 86_400) } : {};
}
