/** What a visitor can do besides the one strong action. */
import { html, nothing, type TemplateResult } from "lit";
import type { SheetView } from "./sheet-view.ts";

/** The owner's number, to be dialled by the visitor: wherever a call can't be had. */
export const renderLink = ({ link }: SheetView): unknown =>
  link ? html`<a part="link" href=${link.href}>${link.textContent?.trim() || link.pathname}</a>` : nothing;

export const renderQuiet = (words: string, act: (event: Event) => void): TemplateResult =>
  html`<button part="later" type="button" @click=${act}>${words}</button>`;
