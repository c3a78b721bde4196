/** An error of the provider's client as the owner's route answers it. */
import { type ProviderFault, providerFault } from "../sipnet/provider-fault.ts";
import { Refusal } from "./problem.ts";

/** The answer to the owner: 422 with the provider's own words, 400 with the field, or 503. */
export function refusalOf(fault: ProviderFault): Refusal {
  const { operation } = fault;
  const asked = operation === undefined ? "" : ` (${operation})`;
  if (fault.kind === "misused") {
    const why = fault.why ?? "is missing, unknown or not as the API document has it";
    const detail = `${fault.field}: ${why}${asked}`;
    return new Refusal("bad-request", { rule: "provider.misused", detail });
  }
  if (fault.kind === "unreachable") {
    const rule = fault.wrongKey ? "provider.key" : "provider.unreachable";
    return new Refusal("unavailable", { rule, retryAfterS: 30, detail: fault.why });
  }
  const { kind: _, ...words } = fault;
  return new Refusal("provider-refused", { detail: `${words.errorMessage || words.errorCode}${asked}`, extra: words });
}

/** Runs a request to the provider for the owner. @throws Refusal for what the client throws */
export async function forOwner<Result>(request: Promise<Result>): Promise<Result> {
  try {
    return await request;
  } catch (error) {
    throw refusalOf(providerFault(error));
  }
}
