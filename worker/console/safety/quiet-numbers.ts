/** Numbers that are left in peace: those who asked for it, and those the owner blocked. */
import { html, type TemplateResult } from "lit";
import type { Suppression, SuppressionsReply } from "../../contract/owner-safety.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { choiceField, formOf, phonePattern, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { count, moment, say, type Words } from "../words.ts";

const kinds: Record<Suppression["kind"], Words> = {
  "opt-out": ["просил не звонить", "asked not to be called"],
  block: ["закрыт вами", "blocked by you"],
  queued: ["ждёт решения", "waits for you"],
};

/** @element quiet-numbers */
class QuietNumbers extends View {
  #numbers = new Remote<SuppressionsReply>(this, (signal) => ask("/suppressions", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="add-quiet">
        <header><h2 id="add-quiet">${say("Оставить номер в покое", "Leave a number in peace")}</h2></header>
        <form class="bar" @submit=${this.#onSubmit}>
          ${textField({ name: "phone", label: say("Номер", "Number"), type: "tel", required: true, pattern: phonePattern })}
          ${choiceField({
            name: "kind",
            label: say("Почему", "Why"),
            value: "block",
            choices: [
              ["block", say("Закрыть самому", "Block it")],
              ["opt-out", say("Человек попросил", "The person asked")],
            ],
          })}
          <button class="primary" ?disabled=${this.busy}>${say("Больше не звонить", "Never call")}</button>
          <button type="button" data-act="lift" ?disabled=${this.busy} @click=${this.#onLift}>
            ${say("Снять запрет", "Lift")}
          </button>
          <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onForget}>
            ${say("Забыть всё о номере", "Forget all of it")}
          </button>
        </form>
        <p class="hint">
          ${say(
            "Номера не хранятся, только их отпечатки: чтобы снять запрет, введите номер.",
            "Numbers are not kept, only their prints: to lift one, enter the number.",
          )}
        </p>
      </section>
      <section class="card" aria-labelledby="quiet">
        <header><h2 id="quiet">${say("Список", "The list")}</h2></header>
        ${this.#numbers.render(({ suppressions }) => this.#renderList(suppressions))}
      </section>`;
  }

  #renderList(suppressions: readonly Suppression[]): TemplateResult {
    if (suppressions.length === 0) return html`<p class="empty">${say("Список пуст.", "The list is empty.")}</p>`;
    return html`<p>${count(suppressions.length, ["номер", "номера", "номеров"], ["number", "numbers"])}</p>
      <ul class="rows">
        ${suppressions.map(
          ({ number, kind, atMs }) =>
            html`<li>
              <span class="pill ${kind === "queued" ? "warn" : "calm"}">${say(...kinds[kind])}</span>
              <code>${number.slice(0, 10)}…</code>
              <span class="hint">${moment(new Date(atMs).toISOString())}</span>
            </li>`,
        )}
      </ul>`;
  }

  #onSubmit(event: SubmitEvent): void {
    const { texts, form } = formOf(event);
    const undo = async (): Promise<void> => {
      await ask("/suppressions/lift", { body: { phone: texts["phone"] } });
      await this.#numbers.reload();
    };
    void this.#send(
      "/suppressions",
      texts,
      form,
      say("Этому номеру больше не позвоним.", "That number will not be called."),
      undo,
    );
  }

  #onLift(event: Event): void {
    const form = formAround(event);
    if (!form.reportValidity()) return;
    const phone = new FormData(form).get("phone");
    void this.#send("/suppressions/lift", { phone }, form, say("Запрет снят.", "Lifted."));
  }

  async #onForget(event: Event): Promise<void> {
    const form = formAround(event);
    if (!form.reportValidity()) return;
    const phone = new FormData(form).get("phone");
    const question = {
      title: say("Забыть всё о номере?", "Forget all of this number?"),
      detail: say("Записи о его звонках сотрутся навсегда.", "What is kept of its calls is erased for good."),
      action: say("Забыть", "Forget"),
    };
    if (await confirmed(question)) await this.#send("/forget", { phone }, form, say("Забыто.", "Forgotten."));
  }

  async #send(
    path: string,
    body: object,
    form: HTMLFormElement,
    done: string,
    undo?: () => Promise<unknown>,
  ): Promise<void> {
    if (!(await this.act(() => ask(path, { body }), done, undo))) return;
    form.reset();
    await this.#numbers.reload();
  }
}

function formAround(event: Event): HTMLFormElement {
  const form = (event.currentTarget as HTMLElement).closest("form");
  if (!form) throw new TypeError("the button stands in no form");
  return form;
}

customElements.define("quiet-numbers", QuietNumbers);
