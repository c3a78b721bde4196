/** A call’s states, and the reasons of its end. */
import { translated } from "../words.ts";

export const words = translated({
  ru: {
    states: {
      scheduled: "Назначен",
      dialling: "Набираем",
      ringing: "Звонит",
      connected: "Разговор",
      unknown: "Уточняем",
      ended: "Состоялся",
      "no-answer": "Нет ответа",
      busy: "Занято",
      failed: "Не удался",
      cancelled: "Отменён",
    },
    reasons: {
      "owner-busy": "у вас занято",
      "owner-no-answer": "вы не ответили",
      "visitor-busy": "у клиента занято",
      "visitor-no-answer": "клиент не ответил",
      "not-placed": "не набран",
      refused: "отказ SIPNET",
      unresolved: "исход неизвестен",
      overdue: "обещан, но не набран вовремя",
    },
  },
  en: {
    states: {
      scheduled: "Scheduled",
      dialling: "Dialling",
      ringing: "Ringing",
      connected: "Talking",
      unknown: "Being checked",
      ended: "Talked",
      "no-answer": "No answer",
      busy: "Busy",
      failed: "Failed",
      cancelled: "Cancelled",
    },
    reasons: {
      "owner-busy": "your line was busy",
      "owner-no-answer": "you didn’t answer",
      "visitor-busy": "the visitor’s line was busy",
      "visitor-no-answer": "the visitor didn’t answer",
      "not-placed": "not dialled",
      refused: "refused by SIPNET",
      unresolved: "outcome unknown",
      overdue: "promised, but not dialled in time",
    },
  },
});
