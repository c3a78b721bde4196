/** `/api.php`: who asks, what for, and the answer; every refusal is HTTP 200 with status=error. */
import { timingSafeEqual } from "node:crypto";
import type { Account } from "../account.ts";
import type { Row } from "../assumed.ts";
import { findBelow } from "./family.ts";
import { operations } from "./operations.ts";
import { choose, need, type Params } from "./params.ts";
import type { Provider } from "../provider.ts";
import { Refusal } from "./refusal.ts";
import { render, type Rendered } from "./render.ts";
import { Audio } from "./visit.ts";

/** One answer; bytes when it is a recording. */
export type Answered = Rendered | { audio: Uint8Array | undefined };

export function perform(provider: Provider, params: Params, shiftMs: number): Answered {
  const format = params.get("format");
  const operation = params.get("operation") ?? "";
  const head: Row = { apiVersion: provider.assumed.apiVersion, operation };
  try {
    const signedIn = authenticate(provider, params);
    const visit = { provider, account: signedIn, params, shiftMs };
    const wanted = params.get("foruser");
    const account = wanted ? findBelow(visit, wanted) : signedIn;
    Object.assign(head, { account: account.login, sipid: account.sipid });
    choose(params, "format", ["json", "xml"], "json");
    const run = operations.get(need(params, "operation").toLowerCase());
    if (run === undefined) throw new Refusal("operation", operation);
    const fields = run({ ...visit, account });
    if (fields instanceof Audio) return { audio: fields.bytes };
    return render({ status: "success", ...head, ...fields }, format, provider.assumed);
  } catch (error) {
    return refuse(provider, head, error, format);
  }
}

export function refuse(provider: Provider, head: Row, error: unknown, format: string | undefined): Rendered {
  if (!(error instanceof Refusal)) throw error;
  const [errorCode, errorMessage] = provider.assumed.errors[error.kind];
  const detail = error.detail === undefined ? {} : { errorDescription: error.detail };
  return render({ status: "error", ...head, errorCode, errorMessage, ...detail }, format, provider.assumed);
}

function authenticate(provider: Provider, params: Params): Account {
  const apikey = params.get("apikey");
  const login = params.get("login");
  const account = [...provider.accounts.values()].find((one) =>
    apikey ? one.apikey !== undefined && same(one.apikey, apikey) : one.login === login || one.sipid === login,
  );
  if (account === undefined) throw new Refusal("login");
  if (!apikey && !same(account.password, params.get("password") ?? "")) throw new Refusal("login");
  return account;
}

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
