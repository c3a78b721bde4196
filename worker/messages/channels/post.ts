/** Each kind of receiver and the channel that reaches it. */
import type { ReceiverKind } from "../../contract/owner-messages.ts";
import { sendBitrix24 } from "./bitrix24.ts";
import { sendEmail } from "../email/email.ts";
import type { Failure } from "../failure.ts";
import type { Letter } from "../letter.ts";
import type { PushKeys } from "../push/push-key.ts";
import { sendPush } from "../push/push.ts";
import type { Secrets } from "../secrets.ts";
import type { ChatStore } from "../telegram/chat-store.ts";
import { type LetterCall, sendTelegram } from "../telegram/telegram.ts";
import { sendWebhook } from "./webhook.ts";

export interface Addressee {
  receiver: string;
  kind: ReceiverKind;
  secrets: Secrets;
  chats: ChatStore;
  push: PushKeys;
  /** Hosts under which this Worker is reached: nothing is sent there. */
  ownHosts: readonly string[];
  /** The call that the letter is about. */
  of: LetterCall | null;
}

/** Null where it has arrived. */
export async function post(letter: Letter, to: Addressee): Promise<Failure | null> {
  switch (to.kind) {
    case "webhook":
      return sendWebhook(letter, to.secrets, to.ownHosts);
    case "bitrix24":
      return sendBitrix24(letter, to.secrets, to.ownHosts);
    case "telegram":
      return sendTelegram(letter, to);
    case "email":
      return sendEmail(letter, to.secrets, to.ownHosts);
    case "push":
      return sendPush(letter, to.secrets, { key: await to.push.open(), ownHosts: to.ownHosts });
  }
}
