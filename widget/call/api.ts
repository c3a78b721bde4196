/** The only door to the network: the Worker's public routes, its refusals as errors. */
import type { Call, Problem, ProblemName } from "../../worker/contract/visitor.ts";

export interface Refusal {
  problem: ProblemName | "endpoint";
  retryAfterS?: number | undefined;
  opensAt?: string | undefined;
  /** The Worker's own words, in the visitor's language. */
  title?: string | undefined;
  /** Digits that the number lacks. */
  missing?: number | undefined;
}

/** The Worker said no (RFC 9457). Any other error means that no answer of its arrived. */
export class Refused extends Error {
  refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.problem);
    this.refusal = refusal;
  }
}

/**
 * Where the visitor is, and which campaign brought them: whatever else a query or a fragment says stays here. What is
 * long is cut, for a body of more than 4 KB is refused.
 */
export function here(): string {
  const ads = location.search.match(/\butm_[^&]*/g);
  return (location.origin + location.pathname + (ads ? "?" + ads.join("&") : "")).slice(0, 2_000);
}

const timeLimitMs = 12_000;
const pollMs = 3_000;

export interface Question {
  /** `POST` where there is a body. */
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: object;
  idempotencyKey?: string;
  /** Copies that may be older than they say would let a page offer a call at night. */
  cache?: RequestCache;
}

/** @throws Refused when the Worker refuses, another error when it did not answer */
export async function ask<Answer>(url: string, question: Question = {}): Promise<Answer> {
  const { body, idempotencyKey, cache = "no-cache", method = body ? "POST" : "GET" } = question;
  const headers = { "Content-Type": "application/json", ...(idempotencyKey && { "Idempotency-Key": idempotencyKey }) };
  const response = await fetch(url, {
    method,
    cache,
    // Safari 15.4 knows no limit but its own.
    signal: AbortSignal.timeout?.(timeLimitMs) ?? null,
    ...(body && { headers, body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? {} : await response.json();
  if (response.ok) return answer;
  const { type, title, opensAt }: Problem & { opensAt?: string } = answer;
  // A stranger on the way (a gateway, a captive portal) has no problem type and no say.
  const [, problem] = type.split("/problems/");
  if (!problem) throw new TypeError(type);
  const retryAfterS = Number(response.headers.get("Retry-After"));
  throw new Refused({ problem: problem as ProblemName, retryAfterS, opensAt, title });
}

interface Following {
  url: string;
  /** Of one that was just placed the first event is known already. */
  isNew: boolean;
  onCall(call: Call): void;
  /** The Worker no longer knows the call. */
  onLost(refused: Refused): void;
}

/** Follows a call by server-sent events, and by asking while these fail to come. @returns what ends it all */
export function followCall({ url, isNew, onCall, onLost }: Following): () => void {
  const events = new EventSource(`${url}/events${isNew ? "?after=1" : ""}`);
  let timer: ReturnType<typeof setTimeout>;
  let over = false;
  const pollSoon = (): void => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(poll, pollMs);
  };
  const poll = async (): Promise<void> => {
    try {
      const call = await ask<Call>(url);
      if (!over) onCall(call);
    } catch (error) {
      // The network, or the Worker, may be back for the next one.
      if (!over && error instanceof Refused && error.refusal.problem === "not-found") onLost(error);
    }
    pollSoon();
  };
  events.addEventListener("state", ({ data }: MessageEvent<string>) => {
    clearTimeout(timer);
    onCall(JSON.parse(data));
  });
  events.addEventListener("message", () => clearTimeout(timer));
  events.addEventListener("error", pollSoon);
  // Some proxies hold events back without a word.
  pollSoon();
  return () => {
    over = true;
    clearTimeout(timer);
    events.close();
  };
}
