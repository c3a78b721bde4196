/** Every limit: what holds now, and what the owner has set beside the installation's own. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { LimitsOverride } from "../../contract/limits.ts";
import type { SettingsChange, SettingsView } from "../../contract/owner-safety.ts";
import { zoneOptions } from "../buttons/zones.ts";
import { leadTo, type Mistakes, mistakesIn } from "../form/mistakes.ts";
import { checkField, type Field, formOf, textField } from "../fields.ts";
import { ownRole } from "../words.ts";
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
  static override properties = { settings: { attribute: false }, mistakes: { state: true } };
  declare settings: SettingsView;
  declare mistakes: Mistakes;
  change: SettingsChange = {};

  constructor() {
    super();
    this.mistakes = {};
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { warnings, zone } = this.settings;
    const isOwner = ownRole() === "owner";
    return html`<form class="card stack" novalidate @submit=${this.#onSubmit}>
      <p class="hint">${isOwner ? words().emptyMeansInstallation : words().ownerSetsThem}</p>
      ${
        warnings.length > 0
          ? html`<ul class="banner warn">
              ${warnings.map((each) => html`<li>${warningWords(each)}</li>`)}
            </ul>`
          : nothing
      }
      <fieldset class="stack" ?disabled=${!isOwner}>${this.#renderAll(zone)}</fieldset>
    </form>`;
  }

  #renderAll(zone: string): TemplateResult {
    return html`<label>
        <span class="label">${words().yourTimeZone}</span>
        <select name="zone">
          ${zoneOptions(zone)}
        </select>
      </label>
      ${groups.filter((group) => !fineGroups.includes(group)).map((group) => this.#renderGroup(group))}
      <details>
        <summary>${words().visitorsAndNetworks}</summary>
        <div class="stack">${fineGroups.map((group) => this.#renderGroup(group))}</div>
      </details>
      <div class="actions">
        <button class="primary">${words().save}</button>
        <button type="button" @click=${this.#onDefaults}>${words().backToInstallation}</button>
      </div>`;
  }

  #renderGroup(group: Group): TemplateResult {
    const inForce = this.settings.inForce[group] as Values;
    const own = (this.settings.limits[group] ?? {}) as Values;
    const labels = Object.entries<string>(words().each[group]);
    return html`<fieldset class="grid tight">
      <legend>${words().groups[group]}</legend>
      ${labels.map(([key, label]) => renderLimit({ name: `${group}.${key}`, label, error: this.mistakes[`${group}.${key}`] }, inForce[key] ?? null, own[key]))}
    </fieldset>`;
  }

  #onSubmit(event: SubmitEvent): void {
    const { form, texts } = formOf(event);
    this.mistakes = mistakesIn(form);
    if (Object.keys(this.mistakes).length > 0) return void this.updateComplete.then(() => leadTo(this));
    const limits: Record<string, Values> = {};
    for (const group of groups)
      for (const key of Object.keys(words().each[group])) {
        const value = this.#valueOf(form, group, key);
        if (value !== undefined) (limits[group] ??= {})[key] = value;
      }
    const { version, zone, limits: own } = this.settings;
    const typed = texts["zone"] ?? zone;
    this.#send({
      version,
      ...(same(limits, own) ? {} : { limits: limits as LimitsOverride }),
      ...(typed === zone ? {} : { zone: typed }),
    });
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

/** Whatever order their entries stand in. */
function same(one: object, other: object): boolean {
  const flat = (limits: object) =>
    Object.entries(limits)
      .flatMap(([group, entries]) =>
        Object.entries(entries as object).map(([key, value]) => `${group}.${key}=${value}`),
      )
      .toSorted()
      .join();
  return flat(one) === flat(other);
}

function renderLimit(
  { name, label, error }: Pick<Field, "name" | "label" | "error">,
  inForce: Values[string],
  own: Values[string] | undefined,
): TemplateResult {
  if (typeof inForce === "boolean") return checkField({ name, label, checked: inForce });
  const hint = `${words().now}: ${inForce ?? words().none}`;
  const value = own === undefined || typeof own === "boolean" ? undefined : (own ?? undefined);
  if (typeof inForce === "string") return textField({ name, label, hint, type: "time", value, error });
  return textField({
    name,
    label,
    hint,
    type: "number",
    min: 0,
    step: "any",
    placeholder: String(inForce ?? ""),
    value,
    error,
  });
}

/** The Worker tells them in English and by the limit's own name. */
function warningWords(warning: string): string {
  const [name = ""] = warning.split(" ", 1);
  const [group = "", key = ""] = name.replace(/^limits\./, "").split(".");
  const title = name === "zone" ? words().yourTimeZone : (limitWords(group, key) ?? name);
  if (warning.includes("can't be read")) return words().unreadSetting(title);
  if (warning.includes("another release")) return words().foreignSetting(title);
  if (warning.includes("looser")) return words().looserThanInstallation(title);
  return name === "account.moneyPerDay" ? words().moneyNeedsPrice : warning;
}

customElements.define("limits-editor", LimitsEditor);
