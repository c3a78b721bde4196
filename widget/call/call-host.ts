/** What passes between a button and the page's one call. */
import type { CallBody } from "../../worker/contract/visitor.ts";

/** A button as the controller sees it. */
export interface CallHost extends HTMLElement {
  button: string | undefined;
  requestUpdate(): void;
  show(): boolean;
  /** The page is looked at again: what it knows may be old. */
  look(): void;
}

/** Which button of which Worker. */
export interface Line {
  endpoint: string;
  button: string;
}

export type Wish = Omit<CallBody, "button" | "ticket">;
