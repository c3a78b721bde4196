/** Every limit: what holds now, and what the owner has set beside the installation's own. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { LimitsOverride } from "../../contract/limits.ts";
import type { SettingsChange, SettingsView } from "../../contract/owner-safety.ts";
import { checkField, formOf, textField } from "../fields.ts";
import { words } from "../words/limits.ts";
import { type Group, limitWords } from "./limit-words.ts";

const groups = Object.keys(words().groups) as Group[];
/** What few owners need to touch. */
const fineGroups: readonly Group[] = [
  "ticket",
  "prefix",
  "ipv4",
  "ipv6_64",
  "ipv6_56",
  "ipv6_48",
  "waiting",
  "refusedNumbers",
  "optOut",
];

type Values = Record<string, string | number | boolean | null>;

/**
 * @element limits-editor
 * @fires limits-change - `change` is what to send
 */
export class LimitsEditor extends LitElement {
  static override properties = { settings: { attribute: false } };
  declare settings: SettingsView;
  change: SettingsChange = {};

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { warnings, zone } = this.settings;
    return html`<form class="card stack" @submit=${this.#onSubmit}>
      <p class="hint">${words().emptyMeansInstallation}</p>
      ${
        warnings.length > 0
          ? html`<ul class="banner warn">
              ${warnings.map((each) => html`<li>${warningWords(each)}</li>`)}
            </ul>`
          : nothing
      }
      ${textField({ name: "zone", label: words().yourTimeZone, value: zone, required: true })}
      ${groups.filter((group) => !fineGroups.includes(group)).map((group) => this.#renderGroup(group))}
      <details>
        <summary>${words().visitorsAndNetworks}</summary>
        <div class="stack">${fineGroups.map((group) => this.#renderGroup(group))}</div>
      </details>
      <div class="actions">
        <button class="primary">${words().save}</button>
        <button type="button" @click=${this.#onDefaults}>${words().backToInstallation}</button>
      </div>
    </form>`;
  }

  #renderGroup(group: Group): TemplateResult {
    const inForce = this.settings.inForce[group] as Values;
    const own = (this.settings.limits[group] ?? {}) as Values;
    const labels = Object.entries<string>(words().each[group]);
    return html`<fieldset class="grid tight">
      <legend>${words().groups[group]}</legend>
      ${labels.map(([key, label]) => renderLimit(`${group}.${key}`, label, inForce[key] ?? null, own[key]))}
    </fieldset>`;
  }

  #onSubmit(event: SubmitEvent): void {
    const { form, texts } = formOf(event);
    const limits: Record<string, Values> = {};
    for (const group of groups)
      for (const key of Object.keys(words().each[group])) {
        const value = this.#valueOf(form, group, key);
        if (value !== undefined) (limits[group] ??= {})[key] = value;
      }
    this.#send({ limits: limits as LimitsOverride, zone: texts["zone"] ?? this.settings.zone });
  }

  #onDefaults(): void {
    this.#send({ limits: {} });
  }

  #send(change: SettingsChange): void {
    this.change = change;
    this.dispatchEvent(new Event("limits-change", { bubbles: true }));
  }

  /** Undefined where nothing of the owner's own is wanted. */
  #valueOf(form: HTMLFormElement, group: Group, key: string): Values[string] | undefined {
    const field = form.elements.namedItem(`${group}.${key}`);
    if (!(field instanceof HTMLInputElement)) return undefined;
    const inForce = (this.settings.inForce[group] as Values)[key];
    const own = (this.settings.limits[group] as Values | undefined)?.[key];
    if (field.type === "checkbox") return field.checked === inForce ? own : field.checked;
    if (field.value === "") return undefined;
    return field.type === "time" ? field.value : Number(field.value);
  }
}

function renderLimit(
  name: string,
  label: string,
  inForce: Values[string],
  own: Values[string] | undefined,
): TemplateResult {
  if (typeof inForce === "boolean") return checkField({ name, label, checked: inForce });
  const hint = `${words().now}: ${inForce ?? words().none}`;
  const value = own === undefined || typeof own === "boolean" ? undefined : (own ?? undefined);
  if (typeof inForce === "string") return textField({ name, label, hint, type: "time", value });
  return textField({
    name,
    label,
    hint,
    type: "number",
    min: 0,
    step: "any",
    placeholder: String(inForce ?? ""),
    value,
  });
}

/** The Worker tells them in English and by the limit's own name. */
function warningWords(warning: string): string {
  const [name = ""] = warning.split(" ", 1);
  const [group = "", key = ""] = name.split(".");
  const title = limitWords(group, key) ?? name;
  if (warning.includes("looser")) return words().looserThanInstallation(title);
  return name === "account.moneyPerDay" ? words().moneyNeedsPrice : warning;
}

customElements.define("limits-editor", LimitsEditor);
