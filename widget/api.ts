/** The only door to the network: the Worker's public routes, its refusals as errors. */
import type { Call, Problem, ProblemName } from "../worker/contract/visitor.ts";

/** The Worker said no (RFC 9457). Any other error means that no answer of its arrived. */
export class Refused extends Error {
  problem: ProblemName | "endpoint";
  retryAfterS: number | undefined;
  opensAt: string | undefined;
  /** The Worker's own words, in the visitor's language. */
  title: string | undefined;

  constructor(problem: ProblemName | "endpoint", retryAfterS?: number, opensAt?: string, title?: string) {
    super(problem);
    this.problem = problem;
    this.retryAfterS = retryAfterS;
    this.opensAt = opensAt;
    this.title = title;
  }
}

const timeLimitMs = 12_000;
const pollMs = 3_000;

/**
 * Gets, or posts when there is a `body`.
 * @throws Refused when the Worker refuses, another error when it did not answer
 */
export async function ask<T>(url: string, body?: object, key?: string, method = body ? "POST" : "GET"): Promise<T> {
  const headers = { "Content-Type": "application/json", ...(key && { "Idempotency-Key": key }) };
  const response = await fetch(url, {
    method,
    // Copies that may be older than they say would let a page offer a call at night.
    cache: "no-cache",
    signal: AbortSignal.timeout(timeLimitMs),
    ...(body && { headers, body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? {} : await response.json();
  if (response.ok) return answer;
  const { type, title, opensAt }: Problem & { opensAt?: string } = answer;
  // A stranger on the way (a gateway, a captive portal) has no problem type and no say.
  const [, problem] = type.split("/problems/");
  if (!problem) throw new TypeError(type);
  throw new Refused(problem as ProblemName, +(response.headers.get("Retry-After") ?? 0), opensAt, title);
}

/**
 * Follows a call by server-sent events, and by asking while these fail to come. Of one that was just placed the first
 * event is known already. `onLost` says that the Worker no longer knows the call. Returns what ends it all.
 */
export function followCall(
  url: string,
  isNew: boolean,
  onCall: (call: Call) => void,
  onLost: (refused: Refused) => void,
): () => void {
  const events = new EventSource(`${url}/events${isNew ? "?after=1" : ""}`);
  let timer: ReturnType<typeof setTimeout>;
  let over = false;
  const pollSoon = (): void => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(poll, pollMs);
  };
  const poll = (): void => {
    ask<Call>(url)
      .then(
        (call) => over || onCall(call),
        // The network, or the Worker, may be back for the next one.
        (error) => over || (error.problem === "not-found" && onLost(error)),
      )
      .then(pollSoon);
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
