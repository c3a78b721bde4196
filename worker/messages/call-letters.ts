/** What receivers are told of a call: which kind of message it is, and what stands in it. */
import type { MessageType } from "../contract/owner-messages.ts";
import { type MacKey } from "../crypto.ts";
import type { ToldCall } from "../ledger/told/told-call.ts";
import type { LetterBody } from "./letter.ts";

export function typeOf({ state, durationS }: ToldCall): MessageType {
  if (state === "scheduled") return "call.scheduled";
  if (state === "failed") return "call.failed";
  return durationS > 0 ? "call.talked" : "call.missed";
}

/** The message's id: the same whenever the same end of the same call is told, or the same time to try again. */
export function messageIdOf(key: MacKey, call: ToldCall): string {
  const which = call.reminder === undefined ? "" : ` reminder ${call.reminder}`;
  return `msg_${key.hash(`message ${call.id} ${typeOf(call)}${which}`)}`;
}

/** With the number as its mask: what is sent of it is decided for each receiver. */
export function bodyOf(key: MacKey, call: ToldCall, text: string): LetterBody {
  const { id, button, mask, askedMs, bookedForMs, state, reason, durationS, page, sinceMs } = call;
  const { campaign, reminder } = call;
  return {
    type: typeOf(call),
    timestamp: new Date(sinceMs).toISOString(),
    data: {
      call: key.hash(`call ${id}`),
      button,
      text,
      phone: mask,
      askedAt: new Date(askedMs).toISOString(),
      ...(bookedForMs === undefined ? {} : { bookedFor: new Date(bookedForMs).toISOString() }),
      state,
      ...(reason === undefined ? {} : { reason }),
      ...(durationS > 0 ? { duration: durationS } : {}),
      ...(page === undefined ? {} : { page }),
      ...(campaign === undefined ? {} : { campaign }),
      ...(reminder === undefined ? {} : { reminder }),
    },
  };
}
