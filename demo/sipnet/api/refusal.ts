/** The provider says no in words, with HTTP 200. Thrown by an operation, turned into an answer in one place. */
import type { Assumed } from "../assumed.ts";

export type RefusalKind = keyof Assumed["errors"];

export class Refusal extends Error {
  readonly kind: RefusalKind;
  /** `errorDescription`: which parameter, which value. */
  readonly detail: string | undefined;

  constructor(kind: RefusalKind, detail?: string) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
  }
}
