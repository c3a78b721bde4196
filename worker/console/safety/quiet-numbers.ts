/** Numbers that are left in peace: those who asked for it, and those the owner blocked. */
import { html, nothing, type TemplateResult } from "lit";
import type { QueuedHour, Suppression, SuppressionCounts, SuppressionsReply } from "../../contract/owner-safety.ts";
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
      ${this.#numbers.render((reply) => [this.#renderQueue(reply.queue), this.#renderList(reply)])}`;
  }

  #renderQueue(queue: readonly QueuedHour[]): TemplateResult | typeof nothing {
    if (queue.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="queue">
      <header><h2 id="queue">${say("Ждут вашего решения", "Waiting for you")}</h2></header>
      <p class="hint">
        ${say(
          "Просьб не звонить пришло больше, чем бывает: эти пока не действуют. Примите их, если нет причины не верить.",
          "More people asked to be left alone than usual: these are not in force yet. Accept them unless you have reason not to.",
        )}
      </p>
      <ul class="rows">
        ${queue.map((hour) => this.#renderHour(hour))}
      </ul>
    </section>`;
  }

  #renderHour({ fromMs, toMs, count: waiting }: QueuedHour): TemplateResult {
    const span = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    const numbers = count(waiting, ["номер", "номера", "номеров"], ["number", "numbers"]);
    const accept = (): Promise<void> =>
      this.#send(
        "/suppressions/accept",
        span,
        say("Приняты: этим номерам не позвоним.", "Accepted: these are not called."),
      );
    const drop = (): Promise<void> =>
      this.#send("/suppressions/lift", { ...span, kind: "queued" }, say("Отклонены.", "Declined."));
    return html`<li>
      <span class="grow"><strong>${moment(span.from)}</strong> <span class="hint">${numbers}</span></span>
      <button type="button" class="primary" ?disabled=${this.busy} @click=${accept}>
        ${say("Принять все", "Accept all")}
      </button>
      <button type="button" ?disabled=${this.busy} @click=${drop}>${say("Отклонить", "Decline")}</button>
    </li>`;
  }

  #renderList({ suppressions, counts }: SuppressionsReply): TemplateResult {
    return html`<section class="card" aria-labelledby="quiet">
      <header><h2 id="quiet">${say("Список", "The list")}</h2></header>
      ${
        suppressions.length === 0
          ? html`<p class="empty">${say("Список пуст.", "The list is empty.")}</p>`
          : [this.#renderLift(), renderRows(suppressions, counts)]
      }
    </section>`;
  }

  /** A day on which somebody played with the page can be undone as a whole. */
  #renderLift(): TemplateResult {
    return html`<form class="bar" @submit=${this.#onLiftSpan}>
      ${choiceField({
        name: "kind",
        label: say("Что снять", "What to lift"),
        value: "opt-out",
        choices: [
          ["opt-out", say("Просьбы не звонить", "Opt-outs")],
          ["block", say("Закрытые вами", "Your blocks")],
        ],
      })}
      ${textField({ name: "from", label: say("С", "From"), type: "datetime-local", required: true })}
      ${textField({ name: "to", label: say("По", "Until"), type: "datetime-local", required: true })}
      <button ?disabled=${this.busy}>${say("Снять за это время", "Lift of that time")}</button>
    </form>`;
  }

  async #onLiftSpan(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const instant = (name: string) => new Date(texts[name] ?? "").toISOString();
    const span = { from: instant("from"), to: instant("to"), kind: texts["kind"] };
    const question = {
      title: say("Снять все за это время?", "Lift all of that time?"),
      detail: say("Этим номерам снова можно будет позвонить.", "These numbers can then be called again."),
      action: say("Снять", "Lift"),
    };
    if (await confirmed(question)) await this.#send("/suppressions/lift", span, say("Запреты сняты.", "Lifted."));
  }

  #onSubmit(event: SubmitEvent): void {
    const { texts, form } = formOf(event);
    const undo = async (): Promise<void> => {
      await ask("/suppressions/lift", { body: { phone: texts["phone"] } });
      await this.#numbers.reload();
    };
    const done = say("Этому номеру больше не позвоним.", "That number will not be called.");
    void this.#send("/suppressions", texts, done, { form, undo });
  }

  #onLift(event: Event): void {
    const form = formAround(event);
    if (!form.reportValidity()) return;
    const phone = new FormData(form).get("phone");
    void this.#send("/suppressions/lift", { phone }, say("Запрет снят.", "Lifted."), { form });
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
    if (await confirmed(question)) await this.#send("/forget", { phone }, say("Забыто.", "Forgotten."), { form });
  }

  async #send(
    path: string,
    body: object,
    done: string,
    { form, undo }: { form?: HTMLFormElement; undo?: () => Promise<unknown> } = {},
  ): Promise<void> {
    if (!(await this.act(() => ask(path, { body }), done, undo))) return;
    form?.reset();
    await this.#numbers.reload();
  }
}

function renderRows(suppressions: readonly Suppression[], counts: SuppressionCounts): TemplateResult {
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return html`<p>${count(all, ["номер", "номера", "номеров"], ["number", "numbers"])}</p>
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

function formAround(event: Event): HTMLFormElement {
  const form = (event.currentTarget as HTMLElement).closest("form");
  if (!form) throw new TypeError("the button stands in no form");
  return form;
}

customElements.define("quiet-numbers", QuietNumbers);
