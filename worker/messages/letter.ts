/** A message as one receiver gets it: what crosses the network, and what the channels need beside it. */
import type { MessageType } from "../contract/owner-messages.ts";
import type { Campaign, Language } from "../contract/visitor.ts";

/** Of `call.*`, `trouble.*` and `digest.daily`; times are RFC 3339, durations whole seconds. */
export interface LetterData {
  /** The same for every message of one call; opens nothing. */
  call?: string;
  button?: string;
  /** The button's text. */
  text?: string;
  /** As the receiver's rules have it: whole, masked, or absent. */
  phone?: string;
  askedAt?: string;
  bookedFor?: string;
  state?: string;
  reason?: string;
  duration?: number;
  page?: string;
  /** Which advertisement brought them. */
  campaign?: Campaign;
  /** They are to be called again, after so many tries in vain. */
  reminder?: number;
  /** Of a trouble: its name, and what is known of it. */
  trouble?: string;
  detail?: string;
  /** Of a digest: the day, and how many. */
  day?: string;
  asked?: number;
  talked?: number;
  missed?: number;
  refused?: number;
  /** The console, where there is more; asks for a session. */
  link?: string;
  /** The owner tries the receiver: nobody called. */
  test?: true;
}

/** What a receiver of signed webhooks is sent. */
export interface LetterBody {
  type: MessageType;
  timestamp: string;
  data: LetterData;
}

export interface Letter {
  /** The `webhook-id`. */
  message: string;
  body: LetterBody;
  nowMs: number;
  lang: Language;
  /** The owner's, for times that a person reads. */
  zone: string;
}
