/** What the mirror of buttons tells a visitor's request. */
import type { KnownButton } from "./button.ts";

export interface ButtonLookUp {
  known: KnownButton | null;
  cids: string[] | null;
}
