/** An error of the provider's client as plain values: what may cross from an object to a route, and to the owner. */
import { Refusal } from "./http/problem.ts";
import { SipnetError, SipnetMisused, SipnetRefused } from "./sipnet/sipnet-error.ts";

export type ProviderFault =
  | { is: "refused"; errorCode: string; errorMessage: string; errorDescription?: string }
  | { is: "misused"; field: string }
  | { is: "unreachable"; why: string };

/** @throws the error itself where it is none of the client's */
export function providerFault(error: unknown): ProviderFault {
  if (!(error instanceof SipnetError)) throw error;
  if (error instanceof SipnetMisused) return { is: "misused", field: error.field };
  if (!(error instanceof SipnetRefused)) return { is: "unreachable", why: error.message };
  const { errorCode, errorMessage, errorDescription } = error;
  return { is: "refused", errorCode, errorMessage, ...(errorDescription ? { errorDescription } : {}) };
}

/** The answer to the owner: 422 with the provider's own words, 400 with the field, or 503. */
export function refusalOf(fault: ProviderFault): Refusal {
  if (fault.is === "misused") {
    const detail = `${fault.field}: is missing, unknown or not as the API document has it`;
    return new Refusal("bad-request", { rule: "provider.misused", detail });
  }
  if (fault.is === "unreachable")
    return new Refusal("unavailable", { rule: "provider.unreachable", retryAfterS: 30, detail: fault.why });
  const { is: _, ...words } = fault;
  return new Refusal("provider-refused", { detail: words.errorMessage || words.errorCode, extra: words });
}

/** Runs a request to the provider for the owner. @throws Refusal for what the client throws */
export async function forOwner<Result>(request: Promise<Result>): Promise<Result> {
  try {
    return await request;
  } catch (error) {
    throw refusalOf(providerFault(error));
  }
}
