/**
 * What can go wrong with the provider, one class per kind, because each asks for something else:
 * a refusal is told to the owner, an outage waits, an unread answer may hide a call that rings.
 * No message holds a secret, a parameter's value or an address, and no cause is kept: it might.
 */
export abstract class SipnetError extends Error {
  /**
   * Whether a dialling operation may have placed its call: true unless it is certain that no byte
   * left, or the provider itself answered `status=error`. Means nothing for other operations.
   */
  readonly maybePlaced: boolean;
  /** What was asked for; set by the client, and part of the message from then on. */
  operation: string | null = null;

  constructor(message: string, maybePlaced: boolean) {
    super(message);
    this.maybePlaced = maybePlaced;
  }

  /** The same error, which says what it failed to do. */
  of(operation: string): this {
    if (this.operation === null) this.message = `${operation}: ${this.message}`;
    this.operation ??= operation;
    return this;
  }
}

/** The parameters are not as documented; nothing was sent. `field` is the first wrong one. */
export class SipnetMisused extends SipnetError {
  override readonly name = "SipnetMisused";
  readonly field: string;
  /** What is wrong with it, where it is more than that. */
  readonly why?: string;

  constructor(field: string, why?: string) {
    super(`Not sent to SIPNET: ${field} is missing, unknown or not as documented`, false);
    this.field = field;
    if (why !== undefined) this.why = why;
  }
}

/** The provider answered `status=error`. API document, section 5. Its words are for the owner, never for a visitor. */
export class SipnetRefused extends SipnetError {
  override readonly name = "SipnetRefused";
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly errorDescription: string;

  constructor(errorCode: string, errorMessage = "", errorDescription = "") {
    super(`SIPNET refused the request with error code ${errorCode || "(none)"}`, false);
    this.errorCode = errorCode;
    this.errorMessage = errorMessage;
    this.errorDescription = errorDescription;
  }
}

export class SipnetTimedOut extends SipnetError {
  override readonly name = "SipnetTimedOut";

  constructor(timeoutMs: number) {
    super(`SIPNET did not answer within ${timeoutMs} ms`, true);
  }
}

/** No usable HTTP answer: no connection, a broken one, or a status other than 200. */
export class SipnetUnreachable extends SipnetError {
  override readonly name = "SipnetUnreachable";
  /** Absent where no status line was seen. */
  readonly httpStatus?: number;

  constructor(why: string, maybePlaced: boolean, httpStatus?: number) {
    super(`SIPNET could not be reached: ${why}`, maybePlaced);
    if (httpStatus !== undefined) this.httpStatus = httpStatus;
  }

  /** Someone on the way, or SIPNET's own server, did not take the key. */
  get isWrongKey(): boolean {
    return this.httpStatus === 401;
  }
}

/** An answer came, but not one that can be trusted to mean what it seems to. */
export class SipnetUnreadable extends SipnetError {
  override readonly name = "SipnetUnreadable";
  /** What of it could not be read; absent where it was no answer at all. */
  readonly key?: string;

  constructor(why: string, key?: string) {
    super(`SIPNET's answer cannot be read: ${why}`, true);
    if (key !== undefined) this.key = key;
  }
}
