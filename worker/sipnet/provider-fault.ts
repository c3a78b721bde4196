/** An error of the provider's client as plain values: what may cross from an object to a route, and to the owner. */
import { SipnetError, SipnetMisused, SipnetRefused } from "./sipnet-error.ts";

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
