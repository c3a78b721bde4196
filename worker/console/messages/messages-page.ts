/** Who is told of calls and troubles: the receivers, each with its rules, and what was sent to them. */
import { html, nothing, type TemplateResult } from "lit";
import type { Receiver, ReceiversReply, TestReply } from "../../contract/owner-messages.ts";
import { ask, Refused } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { Remote } from "../remote.ts";
import { NoticeEvent, View } from "../view.ts";
import { words } from "../words/account/messages.ts";
import "./delivery-log.ts";
import "./paired-chats.ts";
import { ReceiverDraftEvent } from "./receiver-form.ts";

/** @element messages-page */
class MessagesPage extends View {
  static override properties = { ...View.properties, edited: { state: true }, made: { state: true } };
  /** The receiver in the form; `new` for one that is being added. */
  declare edited: Receiver | "new" | undefined;
  /** A signing secret that was made just now: it is shown this once. */
  declare made: string | undefined;

  #receivers = new Remote<ReceiversReply>(this, (signal) => ask("/receivers", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="receivers">
        <h2 id="receivers">${words().heading}</h2>
        ${this.#receivers.render(({ receivers }) => this.#renderAll(receivers))}
      </section>
      <delivery-log .receivers=${this.#receivers.value?.receivers ?? []}></delivery-log>`;
  }

  #renderAll(receivers: readonly Receiver[]): TemplateResult {
    const { edited, made } = this;
    const secret = html`<p class="banner good" role="status">${words().secret} <code>${made}</code></p>`;
    return html`${made === undefined ? nothing : secret}
    ${
      receivers.length === 0
        ? html`<p class="empty">${words().nobody}</p>`
        : html`<ul class="rows">
            ${receivers.map((each) => this.#renderOne(each))}
          </ul>`
    }
    ${
      edited === undefined
        ? html`<p class="actions">
            <button type="button" class="primary" @click=${() => (this.edited = "new")}>${words().add}</button>
          </p>`
        : html`<receiver-form
            .receiver=${edited === "new" ? undefined : edited}
            .busy=${this.busy}
            @receiver-draft=${this.#onDraft}
            @receiver-cancel=${() => (this.edited = undefined)}
          ></receiver-form>`
    }`;
  }

  #renderOne(receiver: Receiver): TemplateResult {
    const { kind, on, events, place, ended } = receiver;
    const rules = [
      ended ? words().push.ended : on ? undefined : words().off,
      events.map((each) => words().eventNames[each]).join(", "),
    ];
    return html`<li>
      <span class="grow">
        <strong>${titleOf(receiver)}</strong>
        <span class="hint line">${[place, ...rules].filter(Boolean).join(" · ")}</span>
        ${
          kind === "telegram"
            ? html`<paired-chats .receiver=${receiver} @chats-changed=${() => this.#receivers.reload()}></paired-chats>`
            : nothing
        }
      </span>
      <button type="button" ?disabled=${this.busy} @click=${() => this.#onTest(receiver)}>${words().test}</button>
      <button type="button" ?disabled=${this.busy} @click=${() => (this.edited = receiver)}>${words().change}</button>
      <button type="button" class="danger" ?disabled=${this.busy} @click=${() => this.#onRemove(receiver)}>
        ${words().remove}
      </button>
    </li>`;
  }

  async #onTest({ id }: Receiver): Promise<void> {
    let reply: TestReply | undefined;
    const tested = await this.act(async () => {
      reply = await ask<TestReply>(`/receivers/${id}/test`, { method: "POST" });
    }, "");
    if (tested && reply) this.dispatchEvent(new NoticeEvent(reply.words, reply.delivered ? "done" : "failed"));
  }

  #onDraft = async (event: Event): Promise<void> => {
    const { draft } = event as ReceiverDraftEvent;
    const others: object[] = this.#others(draft.id);
    // In its place, so that the list does not jump.
    const at = this.#receivers.value?.receivers.findIndex(({ id }) => id === draft.id) ?? -1;
    const receivers = at < 0 ? [...others, draft] : others.toSpliced(at, 0, draft);
    if (await this.#put(receivers, words().saved)) this.edited = undefined;
  };

  async #onRemove(receiver: Receiver): Promise<void> {
    const title = words().removeQuestion(titleOf(receiver));
    if (!(await confirmed({ title, detail: words().removeDetail, action: words().remove }))) return;
    await this.#put(this.#others(receiver.id), words().removed);
  }

  async #put(receivers: readonly object[], done: string): Promise<boolean> {
    const save = async (): Promise<void> => {
      const body = { version: this.#receivers.value?.version, receivers };
      const saved = await ask<ReceiversReply>("/receivers", { method: "PUT", body });
      this.made = saved.receivers.find(({ secret }) => secret !== undefined)?.secret;
      await this.#receivers.reload();
    };
    // What another window has made of it is shown; what was typed here stays in the form.
    const onError = (error: unknown): boolean => {
      if (error instanceof Refused && error.problem === "conflict") void this.#receivers.reload();
      return false;
    };
    return this.act(save, done, { onError });
  }

  #others(id: string | undefined): Receiver[] {
    return (this.#receivers.value?.receivers ?? []).filter((each) => each.id !== id);
  }
}

export function titleOf({ name, kind }: Pick<Receiver, "name" | "kind">): string {
  return name || words().kinds[kind];
}

customElements.define("messages-page", MessagesPage);
