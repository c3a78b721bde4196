/** Numbers that are left in peace: those who asked for it, and those the owner blocked. */
import { html, nothing, type TemplateResult } from "lit";
import type { QueuedHour, Suppression, SuppressionCounts, SuppressionsReply } from "../../contract/owner-safety.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { choiceField, formOf, phonePattern, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words } from "../words/quiet-numbers.ts";

/** @element quiet-numbers */
class QuietNumbers extends View {
  #numbers = new Remote<SuppressionsReply>(this, (signal) => ask("/suppressions", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="add-quiet">
        <header><h2 id="add-quiet">${words().leaveNumberInPeace}</h2></header>
        <form class="bar" @submit=${this.#onSubmit}>
          ${textField({ name: "phone", label: words().number, type: "tel", required: true, pattern: phonePattern })}
          ${choiceField({
            name: "kind",
            label: words().why,
            value: "block",
            choices: [
              ["block", words().blockIt],
              ["opt-out", words().personAsked],
            ],
          })}
          <button class="primary" ?disabled=${this.busy}>${words().neverCall}</button>
          <button type="button" data-act="lift" ?disabled=${this.busy} @click=${this.#onLift}>${words().lift}</button>
          <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onForget}>
            ${words().forgetNumber}
          </button>
        </form>
        <p class="hint">${words().onlyPrintsAreKept}</p>
      </section>
      ${this.#numbers.render((reply) => [this.#renderQueue(reply.queue), this.#renderList(reply)])}`;
  }

  #renderQueue(queue: readonly QueuedHour[]): TemplateResult | typeof nothing {
    if (queue.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="queue">
      <header><h2 id="queue">${words().waitingForYou}</h2></header>
      <p class="hint">${words().moreAskedThanUsual}</p>
      <ul class="rows">
        ${queue.map((hour) => this.#renderHour(hour))}
      </ul>
    </section>`;
  }

  #renderHour({ fromMs, toMs, count: waiting }: QueuedHour): TemplateResult {
    const span = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    const numbers = words().numbersCounted(waiting);
    const accept = (): Promise<void> => this.#send("/suppressions/accept", span, words().accepted);
    const drop = (): Promise<void> => this.#send("/suppressions/lift", { ...span, kind: "queued" }, words().declined);
    return html`<li>
      <span class="grow"><strong>${moment(span.from)}</strong> <span class="hint">${numbers}</span></span>
      <button type="button" class="primary" ?disabled=${this.busy} @click=${accept}>${words().acceptAll}</button>
      <button type="button" ?disabled=${this.busy} @click=${drop}>${words().decline}</button>
    </li>`;
  }

  #renderList({ suppressions, counts }: SuppressionsReply): TemplateResult {
    return html`<section class="card" aria-labelledby="quiet">
      <header><h2 id="quiet">${words().list}</h2></header>
      ${
        suppressions.length === 0
          ? html`<p class="empty">${words().listIsEmpty}</p>`
          : [this.#renderLift(), renderRows(suppressions, counts)]
      }
    </section>`;
  }

  /** A day on which somebody played with the page can be undone as a whole. */
  #renderLift(): TemplateResult {
    return html`<form class="bar" @submit=${this.#onLiftSpan}>
      ${choiceField({
        name: "kind",
        label: words().whatToLift,
        value: "opt-out",
        choices: [
          ["opt-out", words().optOuts],
          ["block", words().yourBlocks],
        ],
      })}
      ${textField({ name: "from", label: words().from, type: "datetime-local", required: true })}
      ${textField({ name: "to", label: words().until, type: "datetime-local", required: true })}
      <button ?disabled=${this.busy}>${words().liftOfTime}</button>
    </form>`;
  }

  async #onLiftSpan(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const instant = (name: string) => new Date(texts[name] ?? "").toISOString();
    const span = { from: instant("from"), to: instant("to"), kind: texts["kind"] };
    const question = {
      title: words().liftAllQuestion,
      detail: words().numbersCallableAgain,
      action: words().doLift,
    };
    if (await confirmed(question)) await this.#send("/suppressions/lift", span, words().lifted);
  }

  #onSubmit(event: SubmitEvent): void {
    const { texts, form } = formOf(event);
    const undo = async (): Promise<void> => {
      await ask("/suppressions/lift", { body: { phone: texts["phone"] } });
      await this.#numbers.reload();
    };
    const done = words().numberWillNotBeCalled;
    void this.#send("/suppressions", texts, done, { form, undo });
  }

  #onLift(event: Event): void {
    const form = formAround(event);
    if (!form.reportValidity()) return;
    const phone = new FormData(form).get("phone");
    void this.#send("/suppressions/lift", { phone }, words().liftedOne, { form });
  }

  async #onForget(event: Event): Promise<void> {
    const form = formAround(event);
    if (!form.reportValidity()) return;
    const phone = new FormData(form).get("phone");
    const question = {
      title: words().forgetQuestion,
      detail: words().erasedForGood,
      action: words().forget,
    };
    if (await confirmed(question)) await this.#send("/forget", { phone }, words().forgotten, { form });
  }

  async #send(
    path: string,
    body: object,
    done: string,
    { form, undo }: { form?: HTMLFormElement; undo?: () => Promise<unknown> } = {},
  ): Promise<void> {
    if (!(await this.act(() => ask(path, { body }), done, { undo }))) return;
    form?.reset();
    await this.#numbers.reload();
  }
}

function renderRows(suppressions: readonly Suppression[], counts: SuppressionCounts): TemplateResult {
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return html`<p>${words().numbersCounted(all)}</p>
    <ul class="rows">
      ${suppressions.map(
        ({ number, kind, atMs }) =>
          html`<li>
            <span class="pill ${kind === "queued" ? "warn" : "calm"}">${words().kinds[kind]}</span>
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
