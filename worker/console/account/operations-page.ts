/** Any operation of the provider's API, by hand: every documented field, and the answer as it is read. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { choiceField, formOf } from "../fields.ts";
import { hashOf } from "../route.ts";
import { words as formWords } from "../words/account/forms.ts";
import { words } from "../words/account/operations.ts";
import { ActingView } from "./acting-view.ts";
import { type ActionForm, type OperationForm, operationForms } from "./operation-forms.ts";
import { paramsOf, renderField } from "./operation-fields.ts";
import { renderAnswer } from "./operation-answer.ts";

type Answer = { kind: "json"; value: unknown } | { kind: "recording"; address: string };

/** @element operations-page */
class OperationsPage extends ActingView {
  static override properties = {
    ...ActingView.properties,
    name: {},
    action: { state: true },
    answer: { state: true },
  };
  declare name: string | undefined;
  declare action: number;
  declare answer: Answer | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("name")) return;
    this.action = 0;
    this.answer = undefined;
  }

  protected override render(): TemplateResult {
    const name = this.name !== undefined && Object.hasOwn(operationForms, this.name) ? this.name : "balance";
    const operation = (operationForms as Record<string, OperationForm>)[name];
    const form = operation?.actions[this.action] ?? operation?.actions[0];
    if (!operation || !form) return html``;
    const names = Object.entries(operationForms).map(
      ([each, { title }]) => [each, `${formWords()[title]} (${each})`] as const,
    );
    return html`<section class="card stack" aria-labelledby="operation">
      <h2 id="operation">${words().operationOfSipnet}</h2>
      <div class="grid">
        <div @change=${this.#onOperation}>
          ${choiceField({ name: "operation", label: words().operation, value: name, choices: names })}
        </div>
        ${operation.actions.length > 1 ? this.#renderActions(operation) : nothing}
      </div>
      <form
        class="grid"
        @change=${(event: Event) => this.#onField(event, name, form)}
        @submit=${(event: SubmitEvent) => this.#onSubmit(event, name, form)}
      >
        ${form.fields.map(renderField)}
        <div class="actions">
          <button class=${form.destructive ? "danger" : "primary"} ?disabled=${this.busy}>
            ${this.busy ? words().waitingForSipnet : words().run}
          </button>
        </div>
      </form>
      <div aria-live="polite">${this.answer ? this.#renderAnswer(this.answer) : nothing}</div>
    </section>`;
  }

  #renderActions({ actions }: OperationForm): TemplateResult {
    const onAction = (event: Event): void => {
      this.action = (event.target as HTMLSelectElement).selectedIndex;
      this.answer = undefined;
    };
    const choices = actions.map(({ action = "" }) => [action, action] as const);
    const value = actions[this.action]?.action ?? "";
    return html`<div @change=${onAction}>
      ${choiceField({ name: "action", label: words().action, value, choices })}
    </div>`;
  }

  #renderAnswer(answer: Answer): TemplateResult {
    if (answer.kind === "json") return renderAnswer(answer.value);
    return html`<audio controls src=${answer.address} aria-label=${words().recording}></audio>`;
  }

  /** What is not sent falls back to a default: the fields of an update begin with what SIPNET has. */
  async #onField(event: Event, name: string, { action, fields }: ActionForm): Promise<void> {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || name !== "webbuttons" || action !== "update") return;
    const { form } = field;
    if (field.name !== "cid" || form === null) return;
    const body = { action: "list", ...(this.acting && { foruser: this.acting }) };
    const fill = async (): Promise<void> => {
      const { buttons } = await ask<{ buttons: Record<string, unknown>[] }>("/sipnet/webbuttons", { body });
      const record = buttons.find(({ cid }) => cid === field.value.trim().toUpperCase());
      for (const each of fields) if (each.name !== "cid") prefill(form, each.name, record?.[each.name]);
    };
    await this.act(fill, words().sipnetsOwnWords);
  }

  #onOperation(event: Event): void {
    const name = (event.target as HTMLSelectElement).value;
    location.hash = hashOf(["account", "api", name], { for: this.acting });
  }

  async #onSubmit(event: SubmitEvent, name: string, { action, fields, destructive }: ActionForm): Promise<void> {
    const { texts } = formOf(event);
    const question = {
      title: `${name} ${action ?? ""}?`,
      detail: words().cannotBeTakenBack,
      action: words().run,
    };
    if (destructive && !(await confirmed(question))) return;
    const params: Record<string, string> = {
      ...(action && { action }),
      ...paramsOf(texts, fields),
      ...(this.acting && { foruser: this.acting }),
    };
    this.answer = undefined;
    await this.act(async () => {
      if (name === "getrec") return (this.answer = { kind: "recording", address: await this.#recording(params) });
      return (this.answer = { kind: "json", value: await ask(`/sipnet/${name}`, { body: params }) });
    }, words().sipnetHasAnswered);
  }

  /** The operation says whether there is one; the player then fetches it in ranges. */
  async #recording(params: Record<string, string>): Promise<string> {
    await ask("/sipnet/getrec", { body: params });
    const whose = params["foruser"] === undefined ? "" : `?foruser=${encodeURIComponent(params["foruser"])}`;
    return `/v1/owner/recordings/${encodeURIComponent(params["uuid"] ?? params["cid"] ?? "")}${whose}`;
  }
}

/** Leaves alone what the owner has typed. */
function prefill(form: HTMLFormElement, name: string, value: unknown): void {
  const input = form.elements.namedItem(name);
  if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return;
  if (value === undefined || (input.value !== "" && input.value !== input.dataset["filled"])) return;
  input.value = typeof value === "boolean" ? (value ? "Y" : "N") : String(value as string | number);
  input.dataset["filled"] = input.value;
}

customElements.define("operations-page", OperationsPage);
