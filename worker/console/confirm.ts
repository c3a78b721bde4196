/** Asks once before something that hurts. The browser's own dialog element keeps the focus inside. */
import { html, render } from "lit";
import { words } from "./words/frame.ts";

export interface Question {
  title: string;
  detail: string;
  /** What the button says that does it. */
  action: string;
}

/** Resolves true when the owner wants it done. */
export function confirmed({ title, detail, action }: Question): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  dialog.setAttribute("aria-labelledby", "confirm-title");
  const content = html`<form method="dialog">
    <h2 id="confirm-title">${title}</h2>
    <p>${detail}</p>
    <div class="actions">
      <button value="no">${words().cancel}</button>
      <button value="yes" class="danger">${action}</button>
    </div>
  </form>`;
  render(content, dialog);
  return answerOf(dialog);
}

/** Shows a dialog until it is closed; true where it was closed with "yes". */
export function answerOf(dialog: HTMLDialogElement): Promise<boolean> {
  document.body.append(dialog);
  dialog.showModal();
  // Back, or a link followed elsewhere: the question was about what is no longer in sight.
  const leave = (): void => dialog.close();
  addEventListener("hashchange", leave);
  addEventListener("owner-signed-out", leave);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      removeEventListener("hashchange", leave);
      removeEventListener("owner-signed-out", leave);
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}
