/** The one picture of a telephone: on the button, and for either side of a call. */
import { html } from "lit";

export const handset = html`<svg part="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 3 4 4a17 17 0 0 0 16 16l1-3-5-2-2 2a13 13 0 0 1-7-7l2-2z" />
</svg>`;
