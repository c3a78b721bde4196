/** Asks who it is once more, before something that could cost money or let somebody in. */
import { html, nothing, render } from "lit";
import { ask } from "../api.ts";
import { answerOf } from "../confirm.ts";
import { wordsFor } from "../troubles.ts";
import { words } from "../words/sign-in.ts";
import { mayHavePasskeys } from "./may-have-passkeys.ts";

/**
 * Resolves true once token or passkey was shown, false when the person thought better of it.
 * @param setup - good for half an hour, for all steps of the first run
 */
export function proveAgain(setup: boolean): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  dialog.setAttribute("aria-labelledby", "step-up-title");
  const show = (trouble?: string): unknown => render(content(trouble), dialog);
  const tryWith = async (open: () => Promise<unknown>): Promise<void> => {
    try {
      await open();
      dialog.close("yes");
    } catch (error) {
      show(wordsFor(error));
    }
  };
  const onSubmit = (event: SubmitEvent): void => {
    if (event.submitter?.getAttribute("value") === "no") return;
    event.preventDefault();
    const token = String(new FormData(event.target as HTMLFormElement).get("token")).trim();
    void tryWith(() => ask("/session", { body: { token, setup } }));
  };
  const onPasskey = (): void => void tryWith(async () => (await import("./passkey.ts")).signInWithPasskey(setup));
  const content = (trouble?: string) =>
    html`<form method="dialog" @submit=${onSubmit}>
      <h2 id="step-up-title">${words().confirmItIsYou}</h2>
      <p>${setup ? words().onceForSetup : words().couldCostMoney}</p>
      <label>
        ${words().ownersToken}
        <input name="token" type="password" autocomplete="current-password" autofocus required />
      </label>
      ${trouble === undefined ? nothing : html`<p class="bad" role="alert">${trouble}</p>`}
      <div class="actions">
        <button value="no" formnovalidate>${words().cancel}</button>
        ${mayHavePasskeys() ? html`<button type="button" @click=${onPasskey}>${words().passkey}</button>` : nothing}
        <button value="yes" class="primary">${words().confirm}</button>
      </div>
    </form>`;
  show();
  return answerOf(dialog);
}
