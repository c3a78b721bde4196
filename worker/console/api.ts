/** The console's only door to the network: the owner's routes, their refusals as errors. */
import type { Problem } from "../contract/visitor.ts";
import type { OperationName, Params, Result } from "../sipnet/operations.ts";
import { language } from "./words.ts";

/** The Worker said no (RFC 9457); `body` is the whole problem, whatever more it holds. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly body: Problem & Record<string, unknown>;

  constructor(status: number, body: Problem & Record<string, unknown>) {
    super(body.title);
    this.status = status;
    this.body = body;
  }

  /** `conflict`, `provider-refused` … */
  get problem(): string {
    return String(this.body.type).split("/").at(-1) ?? "";
  }
}

/** What JSON makes of a type: its dates are texts. */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

export interface Asking {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** A step of the first run: who asks is asked once for half an hour. */
  setup?: true;
}

/** Long enough for the provider's 8 seconds, several lists in turn, and a slow line. */
const timeLimitMs = 45_000;

/**
 * Asks an owner's route, given without `/v1/owner`. A 204 answers undefined.
 * Where the Worker wants to know again who asks, the person is asked and the request repeated.
 * @throws Refused when the Worker refuses; another error when no answer of its arrived
 */
export async function ask<T>(path: string, asking: Asking = {}): Promise<T> {
  try {
    return await send<T>(path, asking);
  } catch (error) {
    if (!(error instanceof Refused) || error.problem !== "step-up-required") throw error;
    if (!(await askToProve(asking.setup ?? false))) throw error;
    return send<T>(path, asking);
  }
}

/** The Worker wants to know again who asks. Whoever can ask the person takes the event and answers. */
export class ProofNeeded extends Event {
  /** Good for all steps of the first run. */
  readonly setup: boolean;
  readonly #answer: (proved: boolean) => void;

  constructor(setup: boolean, answer: (proved: boolean) => void) {
    super("owner-proof-needed", { cancelable: true });
    this.setup = setup;
    this.#answer = answer;
  }

  answerWith(asking: Promise<boolean>): void {
    this.preventDefault();
    void asking.then(this.#answer);
  }
}

function askToProve(setup: boolean): Promise<boolean> {
  return new Promise((answer) => {
    // Nobody there to ask the person: then it is not proved.
    if (dispatchEvent(new ProofNeeded(setup, answer))) answer(false);
  });
}

async function send<T>(path: string, asking: Asking): Promise<T> {
  const { body, method = body === undefined ? "GET" : "POST", signal } = asking;
  const limit = AbortSignal.timeout(timeLimitMs);
  const response = await fetch(`/v1/owner${path}`, {
    method,
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    headers: {
      "Accept-Language": language(),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...asking.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 401 && !path.startsWith("/session")) dispatchEvent(new Event("owner-signed-out"));
  const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
  const answer: unknown = isJson ? await response.json() : undefined;
  if (response.ok) return answer as T;
  const unnamed = { type: "/problems/unavailable", title: `HTTP ${response.status}`, status: response.status } as const;
  throw new Refused(response.status, (answer as Refused["body"] | undefined) ?? unnamed);
}

/** What an operation answers; by its `action` where it has several. */
export type Answer<Name extends OperationName, Given> = Wire<
  Given extends { action: infer Action extends string } ? Result<Name, Action> : Result<Name>
>;

/** Asks for one of the provider's operations, for a sub-account if one is named. */
export function sipnet<Name extends OperationName, const Given extends Params<Name>>(
  operation: Name,
  params: Given,
  forUser?: string,
): Promise<Answer<Name, Given>> {
  const body = { ...(params as object), ...(forUser === undefined ? {} : { foruser: forUser }) };
  return ask(`/sipnet/${operation}`, { body });
}

/** Bytes of the widget as the Worker serves them now: snippets carry their hash. */
export async function widgetBytes(): Promise<ArrayBuffer> {
  const response = await fetch("/widget.js");
  if (!response.ok) throw new TypeError(`/widget.js: ${response.status}`);
  return response.arrayBuffer();
}
