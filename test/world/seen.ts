/** What people in a world saw and were told: all that the invariants judge by, besides the provider's own book. */

export interface Told {
  ms: number;
  askedMs: number;
  /** What the machine's clock showed at both times. */
  clockMs: number;
  askedClockMs: number;
  /** HTTP status; 0 where nobody answered. */
  status: number;
  problem?: string;
  id?: string;
}

/** One wish to be called, with the key that stands for it. */
export interface Wish {
  step: number;
  key: string;
  /** Digits without a plus. */
  phone: string;
  address: string;
  button: number;
  ticket: string;
  /** What was sent, to send it again. */
  body: Record<string, unknown>;
  /** By the true clock and by the machine's. */
  askedMs: number;
  askedClockMs: number;
  /** When to be called, by the machine's clock. */
  atMs: number | null;
  told: Told[];
  /** How often it was sent and not answered yet. */
  onItsWay: number;
  cancelledMs: number | null;
  /** They asked for it to be taken back, whatever came of that. */
  cancelAsked: boolean;
  /** Booked in a backup that was restored: from then on it is the owner's to call. */
  takenBackMs?: number;
  /** What its page last showed. */
  shown: { ms: number; state: string; reason?: string; duration?: number } | null;
}

/** A call that the owner asked for. */
export interface CallBack {
  phone: string;
  askedMs: number;
  told: Told | null;
}

export interface Seen {
  wishes: Wish[];
  callBacks: CallBack[];
  /** Whom a colleague has ticked off the list. */
  dealtWith: { phone: string; ms: number }[];
  /** What colleagues tried: whether their role allows it, and what they were answered. */
  tries: { who: string; what: string; mayDo: boolean; status: number }[];
  /** Opt-outs that were said to be done. */
  optOuts: { phone: string; ms: number }[];
  /** Acknowledged settings, in their order. `null` hours are none. */
  panic: { on: boolean; sentMs: number; ms: number }[];
  hours: { button: number; hours: unknown; sentMs: number; ms: number }[];
  texts: { cid: string | null; text: string; sentMs: number; ms: number; status: number }[];
  /** Anything that went wrong where nobody waited for it. */
  troubles: string[];
  /** Restores that left a mark, and when the owner first said that they know of it. */
  restored: { ms: number; untilMs: number | null }[];
  /** The provider's list was hidden or wrong at some time. */
  unlisted: boolean;
  /** The disk was slow or broken, or the clock was set, at some time of this history. */
  slackMs: number;
  /** How far the clock was set in all, to and fro. */
  steppedMs: number;
  /** Something was done for which a booked call may rightly come late or never. */
  hindered: boolean;
  /** For some time no cron rang the watchdog; when an alarm was lost last. */
  withoutCron: boolean;
  alarmLostMs: number;
}

export const nothingSeen = (): Seen => ({
  wishes: [],
  callBacks: [],
  dealtWith: [],
  tries: [],
  restored: [],
  unlisted: false,
  optOuts: [],
  panic: [],
  hours: [],
  texts: [],
  troubles: [],
  slackMs: 0,
  steppedMs: 0,
  hindered: false,
  withoutCron: false,
  alarmLostMs: -Infinity,
});

/** The id under which the Worker said yes. */
export function granted({ told }: Wish): string | undefined {
  return told.find(({ status, id }) => status === 202 && id !== undefined)?.id;
}

/** Told no, by every answer there was. */
export function isRefused({ told, onItsWay }: Wish): boolean {
  return onItsWay === 0 && told.length > 0 && told.every(({ status }) => status >= 400 && status < 500);
}
