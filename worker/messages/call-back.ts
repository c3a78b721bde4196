/**
 * Calling back from a chat: that person's own phone first, under every rule that holds for visitors too (panic,
 * breaker, peace, night) and every limit of the called number but the gap. The Ledger decides.
 */
import type { KnownButton } from "../buttons/button.ts";
import type { OwnerCallAnswer, OwnerCallRequest } from "../ledger/owner-calls.ts";
import { judgePhone, toSipnet } from "../numbers/phone.ts";
import { zoneOf } from "../numbers/time-zone.ts";
import type { ChatWord } from "./telegram/chat-words.ts";

export interface CallBackNeeds {
  countries: readonly string[];
  findButton(cid: string): Promise<KnownButton | null>;
  placeCall(request: OwnerCallRequest): Promise<OwnerCallAnswer>;
}

export interface CallBack {
  /** Of the Ledger's idempotency: the button that was pressed. */
  key: string;
  button: string;
  /** Both E.164. */
  from: string;
  to: string;
}

/** Dials or does not, and says which in a word. */
export async function callBack(needs: CallBackNeeds, { key, button, from, to }: CallBack): Promise<ChatWord> {
  const judged = judgePhone(to, needs.countries);
  if ("problem" in judged) return "peace";
  const known = await needs.findButton(button);
  const own = toSipnet(from);
  const plan = {
    operation: "gencall" as const,
    srcphone: own,
    dstphones: [toSipnet(judged.e164)],
    first: "owner" as const,
    ownerPhones: [own],
    names: [],
    greeting: known?.button.lang ?? null,
    account: known?.button.account ?? null,
  };
  const called = [{ phone: judged.e164, zone: zoneOf(judged) }];
  return wordOf(
    await needs.placeCall({ key, plan, called, button, asVisitors: { hours: known?.button.hours ?? null } }),
  );
}

function wordOf(answer: OwnerCallAnswer): ChatWord {
  if ("calls" in answer) return answer.state === "started" ? "calling" : "unknown";
  if (!("refused" in answer)) return "failed";
  const { problem, rule } = answer.refused;
  if (rule === "night") return "night";
  const words: Partial<Record<typeof problem, ChatWord>> = {
    "call-in-progress": "busy",
    unavailable: "stopped",
    closed: "stopped",
    "phone-not-allowed": "peace",
  };
  return words[problem] ?? "limit";
}
