/** The form: a number, the owner's terms, one strong action and one quiet one. */
import { html, nothing, type TemplateResult } from "lit";
import { ofThePhone } from "../call/progress.ts";
import { renderLink, renderQuiet } from "./actions.ts";
import { type SheetActs, type SheetView, toMend } from "./sheet-view.ts";
import { phoneError } from "./status.ts";

/** What the visitor has filled in: what isn't there, or isn't ticked, is not among it. */
export function answersOf(form: HTMLFormElement): { phone: string; consent?: true; at?: string } {
  const { tel, consent, at } = Object.fromEntries(new FormData(form)) as Record<string, string | undefined>;
  return { phone: tel ?? "", ...(consent && { consent: true }), ...(at && { at }) };
}

export function renderForm(view: SheetView, acts: SheetActs): TemplateResult {
  const { progress, words, open, wantsLater, extras } = view;
  const { problem = "" } = progress;
  return html`${extras.departments?.render(view, acts)}
    <div class="field">
      <label part="label" for="phone">${words.phone}</label>
      <input
        part="phone"
        id="phone"
        type="tel"
        name="tel"
        autocomplete="tel"
        autofocus
        value=${view.typed}
        placeholder=${extras.comfort?.example() ?? ""}
        aria-describedby="phone-error"
        aria-invalid=${ofThePhone.has(problem)}
        @input=${extras.comfort?.type}
      />
      <p part="error" id="phone-error">${ofThePhone.has(problem) ? phoneError(view) : ""}</p>
    </div>
    ${wantsLater || !open ? extras.later?.render(view, acts) : nothing} ${renderConsent(view)}
    <button part="submit" @click=${acts.submit}>${words.call}</button>
    ${open && !wantsLater ? renderQuiet(words.later, acts.later) : nothing}
    ${(problem && !toMend(view)) || extras.isLost ? renderLink(view) : nothing}`;
}

function renderConsent({ record, progress, words }: SheetView): unknown {
  if (!record.consent) return nothing;
  const lacks = progress.problem === "consent-required";
  return html`<div class="field">
    <label class="consent"
      ><input type="checkbox" name="consent" aria-describedby="consent-error" aria-invalid=${lacks} />
      <span>${record.consent}</span></label
    >
    <p part="error" id="consent-error">${lacks ? words["consent-required"] : ""}</p>
  </div>`;
}
