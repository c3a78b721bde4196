/** What the stand-in says of how things are: findings, troubles, and who was turned away. */
import type { StatusReply } from "../../../worker/contract/owner.ts";
import type { HealthReply } from "../../../worker/contract/owner-health.ts";
import type { Blocked } from "../../../worker/contract/owner-safety.ts";

const at = "2026-11-24T09:30:00.000Z";

/** One finding of each state, and all that only an owner can settle. */
export function health(text: string): HealthReply {
  const restored = { id: "1", takenAt: at, restoredAt: "2026-11-24T12:00:00.000Z", optOuts: "unreadable" };
  return {
    version: text,
    findings: [
      { name: "account", state: "wrong", detail: text },
      { name: "money", state: "unknown" },
      { name: "webhook", state: "wrong", detail: "other" },
      { name: "public-url", state: "waiting", detail: "https://calls.example.com" },
      { name: "tls", state: "ok" },
      { name: "sites", state: "waiting" },
      { name: "address", state: "waiting", detail: "127.0.0.1" },
      { name: "restored", state: "waiting" },
      { name: "dialling", state: "wrong", detail: "panic" },
    ],
    clearance: { ownServer: true, trustedProxy: "127.0.0.1", restored },
    seenAddress: "198.51.100.7",
  };
}

export function blocked(text: string): Blocked {
  return {
    rules: [
      { rule: text, count: 3, lastAt: at },
      { rule: "number.perDay", count: 2, lastAt: at },
    ],
    latest: [{ at, rule: text, problem: "too-many-calls", button: text }],
  };
}

export function status(text: string): StatusReply {
  return {
    troubles: [
      { name: "webhook-stolen", detail: text, mend: { method: "POST", path: "/v1/owner/webhook" } },
      { name: "balance-empty", detail: text },
    ],
    account: text,
    sipId: text,
    apiVersion: "2.7.0",
    balance: { amount: 0.04, currency: "RUB", level: "empty" },
    webhook: { state: "other", url: text },
    sync: { conflicts: 1, pending: 0 },
    openCalls: 1,
  };
}
