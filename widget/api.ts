/** The only door to the network: the Worker's public routes as functions, its refusals as errors. */
import type {
  ButtonView,
  Call,
  CallReply,
  CallRequest,
  Problem,
  ProblemName,
  TicketReply,
} from "../worker/protocol.ts";

/** The Worker said no (RFC 9457). Any other error means that no answer of its arrived. */
export class Refused extends Error {
  problem: ProblemName;
  retryAfterS: number;
  /** When a closed button opens, RFC 3339. */
  opensAt: string | undefined;

  constructor(problem: ProblemName, retryAfterS = 0, opensAt?: string) {
    super(problem);
    this.problem = problem;
    this.retryAfterS = retryAfterS;
    this.opensAt = opensAt;
  }
}

const timeLimitMs = 12_000;

async function ask<T>(url: string, method = "GET", body?: object, key?: string): Promise<T> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(timeLimitMs),
    ...(body && {
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...(key && { "Idempotency-Key": key }) },
    }),
  });
  if (response.status === 204) return undefined as T;
  const answer: T & Partial<Problem> & { opensAt?: string } = await response.json();
  if (response.ok) return answer;
  // A stranger on the way (a gateway, a captive portal) has no problem type and no say.
  if (!answer.type?.startsWith("/problems/")) throw new TypeError(response.statusText);
  throw new Refused(answer.type.slice(10) as ProblemName, Number(response.headers.get("Retry-After")), answer.opensAt);
}

export const readButton = (endpoint: string, button: string): Promise<ButtonView> =>
  ask(`${endpoint}/v1/buttons/${button}`);

export const orderTicket = (endpoint: string, button: string): Promise<TicketReply> =>
  ask(`${endpoint}/v1/tickets`, "POST", { button });

export const placeCall = (endpoint: string, request: CallRequest, key: string): Promise<CallReply> =>
  ask(`${endpoint}/v1/calls`, "POST", request, key);

export const cancelCall = (endpoint: string, id: string): Promise<void> => ask(`${endpoint}/v1/calls/${id}`, "DELETE");

const pollMs = 3_000;

/**
 * Follows a call by server-sent events, and by asking while these fail to come.
 * `onLost` says that the Worker no longer knows the call. Returns what ends it all.
 */
export function followCall(
  endpoint: string,
  id: string,
  onCall: (call: Call) => void,
  onLost: (refused: Refused) => void,
): () => void {
  const url = `${endpoint}/v1/calls/${id}`;
  const events = new EventSource(`${url}/events`);
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const pollSoon = (): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(poll, pollMs);
  };
  const poll = (): Promise<void> =>
    ask<Call>(url)
      .then((call) => stopped || onCall(call))
      .catch((error) => error instanceof Refused && !stopped && onLost(error))
      .then(pollSoon);
  events.addEventListener("state", ({ data }: MessageEvent<string>) => {
    clearTimeout(timer);
    onCall(JSON.parse(data));
  });
  events.onerror = pollSoon;
  // Some proxies hold events back without a word.
  pollSoon();
  return () => {
    stopped = true;
    clearTimeout(timer);
    events.close();
  };
}
