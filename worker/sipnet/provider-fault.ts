/** An error of the provider's client as plain values: what may cross from an object to a route, and to the owner. */
import { SipnetError, SipnetMisused, SipnetRefused, SipnetUnreachable } from "./sipnet-error.ts";

export type ProviderFault = { operation?: string } & (
  | { kind: "refused"; errorCode: string; errorMessage: string; errorDescription?: string }
  | { kind: "misused"; field: string; why?: string }
  | { kind: "unreachable"; why: string; wrongKey?: true }
);

/** @throws the error itself where it is none of the client's */
export function providerFault(error: unknown): ProviderFault {
  if (!(error instanceof SipnetError)) throw error;
  const asked = error.operation === null ? {} : { operation: error.operation };
  if (error instanceof SipnetMisused) {
    const { field, why } = error;
    return { ...asked, kind: "misused", field, ...(why === undefined ? {} : { why }) };
  }
  if (error instanceof SipnetUnreachable && error.isWrongKey)
    return { ...asked, kind: "unreachable", why: error.message, wrongKey: true };
  if (!(error instanceof SipnetRefused)) return { ...asked, kind: "unreachable", why: error.message };
  const { errorCode, errorMessage, errorDescription } = error;
  const words = { errorCode, errorMessage, ...(errorDescription ? { errorDescription } : {}) };
  return { ...asked, kind: "refused", ...words };
}
