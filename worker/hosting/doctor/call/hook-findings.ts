/** What the webhook said of the watched call: whether it came at all, for which legs, in which order, with what. */
import type { HeardHook } from "../../../contract/owner-health.ts";
import { differs, type Finding, holds, untold } from "../finding.ts";

const order = ["INVITE", "CONNECTED", "BYE"];

export function hookFindings(heard: readonly HeardHook[]): Finding[] {
  const unread = heard.filter(({ leg }) => leg === undefined).length;
  const read = heard.filter(({ leg }) => leg !== undefined);
  if (heard.length === 0) return [differs("hook-heard", "nothing came to PUBLIC_URL: is the webhook registered?")];
  if (read.length === 0) return [differs("hook-heard", "nothing that can be read")];
  const legs = new Set(read.map(({ leg }) => leg)).size;
  return [
    unread === 0 ? holds("hook-heard") : differs("hook-heard", `${unread} could not be read`),
    legs === 2 ? holds("hook-legs", "one a phone") : differs("hook-legs", legs === 1 ? "one a call" : "more than two"),
    orderFinding(read),
    earlyFinding(read),
    read.some(({ signed }) => signed) ? differs("hook-signed", "a header may prove the sender") : holds("hook-signed"),
  ];
}

function orderFinding(read: readonly HeardHook[]): Finding {
  const byLeg = Object.values(Object.groupBy(read, ({ leg = 0 }) => leg));
  const steps = byLeg.map((events = []) => events.map(({ state = "" }) => order.indexOf(state)));
  if (steps.some((of) => new Set(of).size < of.length)) return differs("hook-order", "the same twice");
  if (steps.some((of) => of.some((step, at) => step < (of[at - 1] ?? 0)))) return differs("hook-order", "out of order");
  return steps.every((of) => of.includes(2)) ? holds("hook-order") : differs("hook-order", "an end is missing");
}

/** Fields that nobody promises before the end. */
function earlyFinding(read: readonly HeardHook[]): Finding {
  const early = read.filter(({ state }) => state !== "BYE");
  if (early.length === 0) return untold("hook-fields", "nothing before the end");
  const missing = ["cid", "duration"].filter((name) => early.some(({ fields }) => !fields.includes(name)));
  return missing.length === 0 ? holds("hook-fields") : differs("hook-fields", `${missing.join(", ")} only at the end`);
}
