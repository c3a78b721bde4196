/** The sheet: a form before the call, where the call stands during it, what can be done after. Words in, markup out. */
import { html, nothing, type TemplateResult } from "lit";
import { isAsking } from "../call/progress.ts";
import { renderForm } from "./form.ts";
import { renderLink, renderQuiet } from "./actions.ts";
import { type Face, faceOf, type SheetActs, type SheetView } from "./sheet-view.ts";
import { callerOf, statusText } from "./status.ts";

export function renderSheet(view: SheetView, acts: SheetActs): TemplateResult {
  const face = faceOf(view);
  const { progress, words } = view;
  const isPanel = !isAsking(progress);
  // The wrapper lifts the panel of a living call above the page, without making the page inert.
  return html`<div popover="manual">
    <dialog
      part=${isPanel ? "dialog panel" : "dialog"}
      aria-labelledby="title"
      @close=${acts.closed}
      @mousedown=${acts.dismiss}
      @keydown=${acts.dismiss}
    >
      <form class=${face} tabindex="-1" novalidate @submit=${acts.submit}>
        <header>
          <h2 part="title" id="title" tabindex="-1" ?autofocus=${face !== "form"}>${view.title}</h2>
          <button part="close" type="button" aria-label=${words.close} @click=${acts.dismiss}>×</button>
        </header>
        <p part="status" id="status">
          <span role="status">${statusText(view, face)}${callerOf(view)}</span> ${view.talk}
        </p>
        ${renderBody(face, view, acts)}
      </form>
    </dialog>
  </div>`;
}

function renderBody(face: Face, view: SheetView, acts: SheetActs): unknown {
  const { extras, words, progress } = view;
  const { problem, state } = progress;
  switch (face) {
    case "form":
      return renderForm(view, acts);
    case "calling":
    case "talking":
      return extras.comfort?.render(view, acts);
    case "scheduled":
      return [extras.later?.render(view, acts), extras.isLost ? renderLink(view) : nothing];
    case "talked":
      return [extras.comfort?.render(view, acts), renderQuiet(words.close, acts.dismiss)];
    case "missed":
      // Never the same once more: what the limits refused now they would refuse for later as well.
      return [
        problem || state === "cancelled" ? nothing : extras.later?.render(view, acts),
        renderLink(view),
        extras.comfort?.renderAgain(view, acts),
      ];
    case "closed":
      return [extras.later?.render(view, acts), renderLink(view)];
    case "checking":
      return renderLink(view);
  }
}
