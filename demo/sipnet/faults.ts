/**
 * What can go wrong between a client and the provider, by name. A fault is armed for one operation
 * (or `*`), so many times, and taken by the place where it acts.
 */

export type FaultPlace = "port" | "before" | "placing" | "answer" | "calls2" | "webhook" | "clock";

interface Fault {
  place: FaultPlace;
  does: string;
  /** The one operation it can act on, even when armed for `*`. */
  only?: string;
  /** What `delayMs` means without being given. */
  delayMs?: number;
}

const status = (code: number) => ({
  [`${code}-before`]: { place: "before", does: `HTTP ${code}; the operation is not performed` } as const,
  [`${code}-after`]: { place: "answer", does: `HTTP ${code}, although the operation was performed` } as const,
});

export const faults: Readonly<Record<string, Fault>> = {
  "connection-refused": {
    place: "port",
    does: "the port is closed, controls included, for delayMs after arming; counts once",
    delayMs: 2_000,
  },
  "reset-before-placing": { place: "before", does: "connection reset; the operation is not performed" },
  "silence-before-placing": { place: "before", does: "no answer at all; the operation is not performed" },
  "error-object": { place: "before", does: "status=error; the operation is not performed" },
  redirect: { place: "before", does: "HTTP 302 to another address; the operation is not performed" },
  ...status(500),
  ...status(502),
  ...status(503),
  ...status(429),
  "placed-late": { place: "placing", does: "the call is placed, and answered, after delayMs", delayMs: 10_000 },
  "placed-twice": { place: "placing", does: "one request places two calls" },
  "reset-before-headers": { place: "answer", does: "performed, then reset instead of an answer" },
  "reset-after-headers": { place: "answer", does: "performed, headers sent, then reset" },
  silence: { place: "answer", does: "performed, then no answer at all" },
  "slow-drip": { place: "answer", does: "performed, then one byte every delayMs", delayMs: 500 },
  "half-body": { place: "answer", does: "performed, then half of the promised bytes" },
  "cut-chunk": { place: "answer", does: "performed, then a chunk that breaks off" },
  html: { place: "answer", does: "performed, then HTTP 200 with a page" },
  xml: { place: "answer", does: "performed, then XML although JSON was asked for" },
  "truncated-json": { place: "answer", does: "performed, then JSON that breaks off" },
  bom: { place: "answer", does: "performed, the answer opens with a byte order mark" },
  "windows-1251": { place: "answer", does: "performed, the answer is in windows-1251" },
  "duplicate-keys": { place: "answer", does: "performed, keys come twice with other values" },
  "wrong-types": { place: "answer", does: "performed, lists for texts and texts for lists" },
  "huge-body": { place: "answer", does: "performed, then 200 MB" },
  "wrong-id": { place: "answer", does: "performed, with the id of another call" },
  "webhook-before-answer": { place: "answer", does: "the answer waits delayMs, webhooks don't", delayMs: 500 },
  "calls2-late": { place: "calls2", does: "calls younger than delayMs are missing", delayMs: 10_000 },
  "calls2-empty": { place: "calls2", does: "no rows" },
  "calls2-partial": { place: "calls2", does: "rows without phones, states and times" },
  "calls2-down": { place: "before", only: "calls2", does: "HTTP 503" },
  "webhook-duplicated": { place: "webhook", does: "sent twice" },
  "webhook-reordered": { place: "webhook", does: "sent after the call's next one, or after delayMs", delayMs: 1_000 },
  "webhook-late": { place: "webhook", does: "sent after delayMs", delayMs: 3_000 },
  "webhook-lost": { place: "webhook", does: "not sent" },
  "webhook-forged": { place: "webhook", does: "followed by a BYE and a stranger's CONNECTED that never were" },
  "clock-ahead": { place: "clock", does: "times in the answer are an hour ahead" },
  "clock-behind": { place: "clock", does: "times in the answer are an hour behind" },
};

export interface ArmedFault {
  operation: string;
  fault: string;
  times: number;
  delayMs?: number;
}

export interface TakenFault {
  name: string;
  delayMs: number;
}

/** The faults that are armed, oldest first; each is used up after its times. */
export class FaultList {
  #armed: ArmedFault[] = [];

  get armed(): readonly ArmedFault[] {
    return this.#armed;
  }

  arm(list: readonly ArmedFault[]): void {
    this.#armed = list.map((one) => ({ ...one }));
  }

  take(place: FaultPlace, operation: string): TakenFault | undefined {
    const found = this.#armed.find((one) => {
      const { place: acts, only = operation } = faults[one.fault] ?? {};
      return acts === place && only === operation && (one.operation === "*" || one.operation === operation);
    });
    if (found === undefined) return undefined;
    found.times -= 1;
    if (found.times <= 0) this.#armed = this.#armed.filter((one) => one !== found);
    return { name: found.fault, delayMs: found.delayMs ?? faults[found.fault]?.delayMs ?? 0 };
  }
}
