/** What the stand-in answers about who is told of calls: one receiver of each kind, and a message in each state. */
import type { DeliveriesReply, Receiver, ReceiversReply } from "../../../worker/contract/owner-messages.ts";

const at = "2026-11-24T09:30:00.000Z";

export function messageAnswers(text: string): [path: string, answer: unknown][] {
  const rules: Omit<Receiver, "id" | "kind" | "place"> = {
    name: text,
    on: true,
    events: ["call.missed", "call.failed", "trouble.raised"],
    buttons: [],
    quiet: { from: "21:00", to: "09:00", zone: "Europe/Moscow" },
    waitS: 120,
    number: "masked",
    lang: "ru",
  };
  const chats = [{ id: "chat", person: "owner", pairedAt: at, phone: "+7495***4567" }];
  const receivers: ReceiversReply = {
    version: 1,
    receivers: [
      { ...rules, id: "bot", kind: "telegram", place: text, chats },
      { ...rules, id: "crm", kind: "bitrix24", place: text, on: false },
      { ...rules, id: "app", kind: "push", place: text, on: false, ended: true },
      { ...rules, id: "hook", kind: "webhook", place: text, name: "" },
    ],
  };
  const sent = { message: "msg_1", type: "call.missed", receiver: "bot", at, tries: 2 } as const;
  const deliveries: DeliveriesReply = {
    deliveries: [
      { ...sent, id: "1", state: "waiting", dueAt: at, why: "timeout", words: text },
      { ...sent, id: "2", state: "delivered", doneAt: at, tries: 1 },
      { ...sent, id: "3", state: "given-up", doneAt: at, type: "trouble.raised", why: "broken 500", words: text },
      { ...sent, id: "4", state: "dropped", doneAt: at, receiver: "gone" },
    ],
  };
  return [
    ["receivers", receivers],
    ["deliveries", deliveries],
  ];
}
