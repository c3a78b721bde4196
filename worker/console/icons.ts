/** Line drawings of the navigation, 24 units square; decoration, so hidden from screen readers. */
import { html, type TemplateResult } from "lit";

const paths = {
  overview: "M4 13h6V4H4zm0 7h6v-4H4zm10 0h6v-9h-6zm0-16v4h6V4z",
  buttons: "M4 8a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3zm8 10v3m-4-2 1-2m7 2-1-2",
  calls: "M8 4 5 5a15 15 0 0 0 14 14l1-3-4.500-2-2 2a11 11 0 0 1-5.500-5.500l2-2z",
  safety: "M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zm-3 9 2 2 4-4",
  account: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 8c1-4 4-5 8-5s7 1 8 5",
  play: "M8 5v14l11-7z",
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>`;
}
