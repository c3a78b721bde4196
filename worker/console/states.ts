/** A call's state and the reason of its end, in the owner's words. */
import type { CallReason, CallState } from "../contract/visitor.ts";
import { say, type Words } from "./words.ts";

const states: Record<CallState, Words> = {
  scheduled: ["Назначен", "Scheduled"],
  dialling: ["Набираем", "Dialling"],
  ringing: ["Звонит", "Ringing"],
  connected: ["Разговор", "Talking"],
  unknown: ["Уточняем", "Being checked"],
  ended: ["Состоялся", "Talked"],
  "no-answer": ["Нет ответа", "No answer"],
  busy: ["Занято", "Busy"],
  failed: ["Не удался", "Failed"],
  cancelled: ["Отменён", "Cancelled"],
};

const reasons: Record<CallReason, Words> = {
  "owner-busy": ["у вас занято", "your line was busy"],
  "owner-no-answer": ["вы не ответили", "you didn’t answer"],
  "visitor-busy": ["у клиента занято", "the visitor’s line was busy"],
  "visitor-no-answer": ["клиент не ответил", "the visitor didn’t answer"],
  "not-placed": ["не набран", "not dialled"],
  refused: ["отказ SIPNET", "refused by SIPNET"],
  unresolved: ["исход неизвестен", "outcome unknown"],
  overdue: ["обещан, но не набран вовремя", "promised, but not dialled in time"],
};

export function stateWords(state: CallState | undefined, reason?: CallReason): string {
  if (state === undefined) return reason ? say(...reasons[reason]) : "—";
  return reason ? `${say(...states[state])}: ${say(...reasons[reason])}` : say(...states[state]);
}

/** Which colour a state wears: none depends on colour alone, words stand beside it. */
export function moodOf(state: CallState | undefined): "good" | "bad" | "live" | "calm" {
  if (state === "ended" || state === "connected") return "good";
  if (state === "no-answer" || state === "busy" || state === "failed") return "bad";
  return state === "dialling" || state === "ringing" || state === "unknown" ? "live" : "calm";
}
