/** What a visitor sees before a click: a handset and words. */
import { html, type TemplateResult } from "lit";

interface Face {
  /** SIPNET's `btntype`: 2 and 3 have looks of their own. */
  design: number;
  words: string;
  onClick(): void;
}

export function renderFace({ design, words, onClick }: Face): TemplateResult {
  return html`<button part="button" class="design-${design}" aria-haspopup="dialog" @click=${onClick}>
    ${handset}<span>${words}</span>
  </button>`;
}

const handset = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 3 4 4a17 17 0 0 0 16 16l1-3-5-2-2 2a13 13 0 0 1-7-7l2-2z" />
</svg>`;
