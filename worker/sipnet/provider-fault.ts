/** An error of the provider's client as plain values: what may cross from an object to a route, and to the owner. */
import { SipnetError, SipnetMisused, SipnetRefused } from "./sipnet-error.ts";

export type ProviderFault =
  | { kind: "refused"; errorCode: string; errorMessage: string; errorDescription?: string }
  | { kind: "misused"; field: string }
  | { kind: "unreachable"; why: string };

/** @throws the error itself where it is none of the client's */
export function providerFault(error: unknown): ProviderFault {
  if (!(error instanceof SipnetError)) throw error;
  if (error instanceof SipnetMisused) return { kind: "misused", field: error.field };
  if (!(error instanceof SipnetRefused)) return { kind: "unreachable", why: error.message };
  const { errorCode, errorMessage, errorDescription } = error;
  return { kind: "refused", errorCode, errorMessage, ...(errorDescription ? { errorDescription } : {}) };
}
