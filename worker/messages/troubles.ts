/** What is wrong with the account and the dialling, by name: for the console's banner and for who is told of it. */
import type { StatusReply } from "../contract/owner.ts";
import type { SettingsView } from "../contract/owner-safety.ts";
import { providerFault, type ProviderFault } from "../sipnet/provider-fault.ts";
import type { Sipnet } from "../sipnet/client.ts";

/** Enough for about an hour of talk at a usual price. */
const lowBalance = 100;
/** SIPNET refuses calls below this. */
const emptyBalance = 0.05;

export type Troubles = StatusReply["troubles"];

export type Money = {
  balance: NonNullable<StatusReply["balance"]>;
  account?: string;
  sipId?: string;
  apiVersion?: string;
};

export async function balanceOf(sipnet: Sipnet): Promise<Money | ProviderFault> {
  try {
    const { balance: amount, currency, ...rest } = await sipnet.call("balance", {});
    const level = amount < emptyBalance ? "empty" : amount < lowBalance ? "low" : "ok";
    return { ...rest, balance: { amount, level, ...(currency === undefined ? {} : { currency }) } };
  } catch (error) {
    return providerFault(error);
  }
}

/** The one address that SIPNET tells of calls; null where it has none, undefined where it does not say. */
export async function registeredHook(sipnet: Sipnet): Promise<string | null | undefined> {
  try {
    const { webhooks } = await sipnet.call("webhook", { action: "list" });
    return webhooks[0] ?? null;
  } catch (error) {
    providerFault(error);
    return undefined;
  }
}

export function troublesOfMoney(money: Money | ProviderFault): Troubles {
  if ("kind" in money) {
    if (money.kind === "unreachable" && money.wrongKey) return [{ name: "key-refused", detail: money.why }];
    if (money.kind !== "refused") return [{ name: "provider-unreachable" }];
    return [{ name: "key-refused", detail: money.errorMessage || money.errorCode }];
  }
  const { level, amount, currency = "" } = money.balance;
  return level === "ok" ? [] : [{ name: `balance-${level}`, detail: `${amount} ${currency}`.trim() }];
}

export function troublesOfBreaker({ breaker }: Pick<SettingsView, "breaker">): Troubles {
  if (!breaker.open) return [];
  const mend = { method: "PUT" as const, path: "/v1/owner/settings", body: { breaker: "closed" } };
  return [{ name: "breaker-open", mend, ...(breaker.why === undefined ? {} : { detail: breaker.why }) }];
}
