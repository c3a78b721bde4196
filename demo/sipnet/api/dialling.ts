/** gencall and genmulticall: one end is rung, and when it answers, the other, or all the others. */
import { makeUuid, payerOf } from "../network/books.ts";
import type { Call, Leg } from "../network/call.ts";
import { choose, need, toPhone } from "./params.ts";
import { Refusal } from "./refusal.ts";
import type { Operation, Visit } from "./visit.ts";

export const gencall: Operation = (visit) => dial(visit, "gencall", [need(visit.params, "dstphone")]);

export const genmulticall: Operation = (visit) =>
  dial(
    visit,
    "genmulticall",
    need(visit.params, "dstphone")
      .split(",")
      .filter((phone) => phone.trim() !== ""),
  );

function dial(visit: Visit, operation: "gencall" | "genmulticall", given: readonly string[]) {
  const { provider, account, params } = visit;
  const numbers = [...new Set(given.map((phone) => toPhone(phone, "dstphone")))];
  if (numbers.length === 0) throw new Refusal("missing", "dstphone");
  const callerNumber = account.callerNumbers.find((one) => one.isDefault)?.phone;
  const src = params.get("srcphone")?.trim() || callerNumber;
  if (!src) throw new Refusal("missing", "srcphone");
  const lang = choose(params, "lang", ["ru", "en"], "ru");
  if (params.get("prompt") && !account.mayPrompt) throw new Refusal("forbidden", "prompt");
  if (payerOf(provider.accounts, account).kopecks < provider.assumed.tariff.leastKopecks) throw new Refusal("balance");
  const id = provider.nextId();
  const leg = (offset: number, side: Leg["side"], number: string): Leg => ({
    uuid: makeUuid(provider.random),
    cid: id * 100 + offset,
    number,
    side,
    state: "waiting",
  });
  const call: Call = {
    id: String(id),
    operation,
    account: account.login,
    cli: callerNumber ?? account.sipid,
    src,
    dst: params.get("dstphone") ?? "",
    lang,
    placedAt: provider.clock.now(),
    state: "ringing",
    legs: [leg(1, "src", toPhone(src, "srcphone")), ...numbers.map((number, at) => leg(at + 2, "dst", number))],
  };
  provider.network.place(call);
  return provider.assumed.placed(call);
}
