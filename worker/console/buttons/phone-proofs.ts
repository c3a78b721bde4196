/** Whether agents' phones are theirs: a code that SIPNET sends there, typed here. For owners, of those that are saved. */
import { html, nothing, type TemplateResult } from "lit";
import type { Agent } from "../../contract/button.ts";
import type { PhoneReading } from "../../contract/owner-buttons.ts";
import type { ProofsReply, ProofWanted, ProvedReply } from "../../contract/owner-proofs.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { Remote } from "../remote.ts";
import { NoticeEvent, View } from "../view.ts";
import { words as fieldWords } from "../words/button-fields.ts";

const words = () => fieldWords().proofs;

/** @element phone-proofs */
class PhoneProofs extends View {
  static override properties = { ...View.properties, agents: { attribute: false }, phones: { attribute: false } };
  declare agents: readonly Agent[];
  /** As they were understood when they were saved. */
  declare phones: readonly PhoneReading[];
  #proofs = new Remote<ProofsReply>(this, (signal) => ask("/proofs", { signal }));

  protected override render(): unknown {
    const saved = this.agents.flatMap(({ name, phone }) => {
      const number = this.phones.find(({ written }) => written === phone)?.number;
      return number === undefined ? [] : [{ name: name || number, number }];
    });
    if (saved.length === 0) return nothing;
    return html`<p class="label">${words().provedPhones}</p>
      <p class="hint">${words().hint}</p>
      ${this.#proofs.render(
        (proofs) =>
          html`<ul class="rows">
            ${saved.map((agent) => this.#renderAgent(agent, proofs))}
          </ul>`,
      )}`;
  }

  #renderAgent({ name, number }: { name: string; number: string }, { proved, awaited }: ProofsReply): TemplateResult {
    const isProved = proved.some(({ phone }) => phone === number);
    return html`<li>
      <span class="grow">${name}</span>
      ${
        isProved
          ? html`<span class="pill good">${words().proved}</span>`
          : awaited?.phone === number
            ? this.#renderCode(number)
            : html`<span class="actions"
                >${(["sms", "call"] as const).map(
                  (by) =>
                    html`<button
                      type="button"
                      aria-label="${words().prove[by]}: ${name}"
                      ?disabled=${this.busy || awaited !== undefined}
                      @click=${() => this.#onSend(number, by)}
                    >
                      ${words().prove[by]}
                    </button>`,
                )}</span
              >`
      }
    </li>`;
  }

  /** Without a form and a name: it stands in the button's own. */
  #renderCode(number: string): TemplateResult {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      void this.#onCode();
    };
    return html`<label>
        <span class="label">${words().codeSentTo(number)}</span>
        <input class="code" inputmode="numeric" autocomplete="one-time-code" maxlength="20" @keydown=${onKey} />
      </label>
      <button type="button" class="primary" ?disabled=${this.busy} @click=${this.#onCode}>${words().confirm}</button>
      <button type="button" class="quiet" ?disabled=${this.busy} @click=${this.#onGiveUp}>${words().giveUp}</button>`;
  }

  async #onSend(number: string, by: "sms" | "call"): Promise<void> {
    const question = { title: words().sendQuestion(number), detail: words().whatHappens[by], action: words().send };
    if (!(await confirmed(question))) return;
    const send = async (): Promise<void> =>
      this.#proofs.set(await ask<ProofsReply>("/proofs", { body: { phone: number, by } satisfies ProofWanted }));
    if (!(await this.act(send, ""))) return;
    const isAwaited = this.#proofs.value?.awaited?.phone === number;
    this.dispatchEvent(new NoticeEvent(isAwaited ? words().sent : words().isProved, "done"));
    await this.updateComplete;
    this.querySelector<HTMLElement>(".code")?.focus();
  }

  #onCode = async (): Promise<void> => {
    const code = this.querySelector<HTMLInputElement>("input.code")?.value.trim() ?? "";
    let left: string | undefined;
    const prove = async (): Promise<void> => {
      const reply = await ask<ProvedReply>("/proofs/code", { body: { code } });
      left = reply.left;
      this.#proofs.set(reply);
    };
    if (!(await this.act(prove, ""))) return;
    const said = left === undefined ? words().isProved : words().left(left);
    this.dispatchEvent(new NoticeEvent(said, left === undefined ? "done" : "failed"));
  };

  #onGiveUp = async (): Promise<void> => {
    if (await this.act(() => ask("/proofs", { method: "DELETE" }), "")) await this.#proofs.reload();
  };
}

customElements.define("phone-proofs", PhoneProofs);
