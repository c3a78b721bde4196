/** What passes between a button and the page's one call. */
import type { CallBody } from "../../worker/contract/visitor.ts";

/** A button as the controller sees it. */
export interface CallHost extends HTMLElement {
  button: string | undefined;
  mode: "inline" | "floating" | undefined;
  requestUpdate(): void;
  show(): boolean;
  /** The page is looked at again: what it knows may be old. */
  look(): void;
}

/** The same, as those see it who look after how it stands on the page. */
export interface PlacedHost extends CallHost {
  placement: string | undefined;
}

/** Which button of which Worker. */
export interface Line {
  endpoint: string;
  button: string;
}

/** The same, as far as it is known. */
export type Meant = { [Name in keyof Line]?: string | undefined };

export type Wish = Omit<CallBody, "button" | "ticket" | "page">;
