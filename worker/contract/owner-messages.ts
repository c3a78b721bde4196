/** Who is told of what, by which channel, and what became of it. */
import type { Language } from "./visitor.ts";

export const messageTypes = [
  "call.missed",
  "call.scheduled",
  "call.talked",
  "call.failed",
  "trouble.raised",
  "trouble.cleared",
  "digest.daily",
] as const;
export type MessageType = (typeof messageTypes)[number];

export const receiverKinds = ["telegram", "push", "email", "webhook", "bitrix24"] as const;
export type ReceiverKind = (typeof receiverKinds)[number];

/** How much of a visitor's number leaves: all of it, its mask, or nothing but a link to the console. */
export type NumberShown = "whole" | "masked" | "link";

/** `HH:MM` to `HH:MM` by the clock of a zone: what comes meanwhile waits until it is over. */
export interface QuietHours {
  from: string;
  to: string;
  zone: string;
}

/** What holds for every kind of receiver. */
export interface ReceiverRules {
  name: string;
  /** Off: nothing is sent, and nothing kept for later. */
  on: boolean;
  events: MessageType[];
  /** Only calls of these buttons; empty means all of them. */
  buttons: string[];
  quiet: QuietHours | null;
  /** A missed call is told of only after so many seconds without a call back. */
  waitS: number;
  number: NumberShown;
  lang: Language;
}

export interface Receiver extends ReceiverRules {
  id: string;
  kind: ReceiverKind;
  /** Where it goes, as far as it is no secret: a host, an address, a bot's name. */
  place: string;
  /** Push: the browser takes no notifications any more. On again with another subscription only. */
  ended?: true;
  /** A webhook's signing secret, in the one answer that made it. */
  secret?: string;
  /** Telegram: who has paired a chat. */
  chats?: PairedChat[];
}

/**
 * `PUT /v1/owner/receivers {receivers}`: all of them; what is left out goes. An entry with an `id` changes that
 * receiver, and secrets that are left out stay. `kind` and what that kind needs is enough for a new one:
 * `webhook` {url, secret?, rotate?}, `bitrix24` {url}, `telegram` {token}, `email` {host, port, username, password,
 * from, to}, `push` {subscription}. With the `version` that was seen, receivers that another has added since stay, and
 * one that another has changed as well is a 409.
 */
export interface ReceiversReply {
  version: number;
  receivers: Receiver[];
}

/** `GET /v1/owner/push`: the key that a browser subscribes with. */
export interface PushReply {
  key: string;
}

export interface PairedChat {
  id: string;
  /** Id of the person; `owner` for the owner. */
  person: string;
  pairedAt: string;
  /** The phone that "call back" rings first, masked; absent: there is none. */
  phone?: string;
}

/** `POST /v1/owner/receivers/{id}/pairing {person?, phone?}`: 201, good for ten minutes and five tries. */
export interface Pairing {
  code: string;
  /** Opens the bot with the code typed in. */
  url: string;
  expiresAt: string;
}

/** `POST /v1/owner/receivers/{id}/test`: what became of one message, in words. */
export interface TestReply {
  delivered: boolean;
  /** `timeout`, `refused` …, and what it means. */
  why?: string;
  words: string;
}

/** `waiting` will be tried again at `dueAt`; `dropped` was not needed any more. */
export type DeliveryState = "waiting" | "delivered" | "given-up" | "dropped";

export interface Delivery {
  id: string;
  /** The `webhook-id`: the same for every try and replay. */
  message: string;
  type: MessageType;
  receiver: string;
  at: string;
  state: DeliveryState;
  tries: number;
  dueAt?: string;
  doneAt?: string;
  why?: string;
  words?: string;
}

/** `GET /v1/owner/deliveries`: newest first; `POST …/{id}/replay` 202 sends one again. */
export interface DeliveriesReply {
  deliveries: Delivery[];
}
