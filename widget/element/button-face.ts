/** What a visitor sees before a click: a handset and words. During a call it is a dot and two words. */
import { html, type TemplateResult } from "lit";
import { handset } from "../dialog/handset.ts";

interface Face {
  /** SIPNET's `btntype`: 2 and 3 have looks of their own. */
  design: number;
  words: string;
  /** A call is under way. */
  isLive: boolean;
  onPress(): void;
  onClick(event: Event): void;
}

export function renderFace({ design, words, isLive, onPress, onClick }: Face): TemplateResult {
  return html`<button
    part="button"
    class="design-${design} ${isLive ? "live" : ""}"
    aria-haspopup="dialog"
    @pointerdown=${onPress}
    @click=${onClick}
  >
    ${handset}<span>${words}</span>
  </button>`;
}
