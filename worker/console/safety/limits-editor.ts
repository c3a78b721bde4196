/** Every limit: what holds now, and what the owner has set beside the installation's own. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { CallLimits, LimitsOverride } from "../../contract/limits.ts";
import type { SettingsChange, SettingsView } from "../../contract/owner-safety.ts";
import { checkField, formOf, textField } from "../fields.ts";
import { say, type Words } from "../words.ts";
import { type Group, groupWords, limitWords } from "./limit-words.ts";

const groups = Object.keys(groupWords) as Group[];
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
      <p class="hint">
        ${say(
          "Пустое поле значит: как задано при установке. Сделать строже можно смело, о более мягком предупредим.",
          "An empty field means: as set at installation. Tighten freely; you are warned of what is looser.",
        )}
      </p>
      ${
        warnings.length > 0
          ? html`<ul class="banner warn">
              ${warnings.map((each) => html`<li>${warningWords(each)}</li>`)}
            </ul>`
          : nothing
      }
      ${textField({ name: "zone", label: say("Ваш часовой пояс", "Your time zone"), value: zone, required: true })}
      ${groups.filter((group) => !fineGroups.includes(group)).map((group) => this.#renderGroup(group))}
      <details>
        <summary>${say("Посетители и сети", "Visitors and networks")}</summary>
        <div class="stack">${fineGroups.map((group) => this.#renderGroup(group))}</div>
      </details>
      <div class="actions">
        <button class="primary">${say("Сохранить", "Save")}</button>
        <button type="button" @click=${this.#onDefaults}>
          ${say("Вернуть как при установке", "Back to the installation’s own")}
        </button>
      </div>
    </form>`;
  }

  #renderGroup(group: Group): TemplateResult {
    const inForce = this.settings.inForce[group] as Values;
    const own = (this.settings.limits[group] ?? {}) as Values;
    const words = Object.entries<Words>(limitWords[group]);
    return html`<fieldset class="grid tight">
      <legend>${say(...groupWords[group])}</legend>
      ${words.map(([key, label]) => renderLimit(`${group}.${key}`, say(...label), inForce[key] ?? null, own[key]))}
    </fieldset>`;
  }

  #onSubmit(event: SubmitEvent): void {
    const { form, texts } = formOf(event);
    const limits: Record<string, Values> = {};
    for (const group of groups)
      for (const key of Object.keys(limitWords[group])) {
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
  const hint = `${say("сейчас", "now")}: ${inForce ?? say("нет", "none")}`;
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
  const words = (limitWords as Record<string, Record<string, Words>>)[group]?.[key];
  const title = words ? `${say(...groupWords[group as keyof CallLimits])}: ${say(...words)}` : name;
  if (warning.includes("looser"))
    return say(`${title}. Мягче, чем при установке.`, `${title}. Looser than this installation’s own.`);
  return name === "account.moneyPerDay"
    ? say(
        "Чтобы считать деньги, задайте цену минуты; пока держит только счёт звонков.",
        "Money needs the price of a minute; until then only counts hold.",
      )
    : warning;
}

customElements.define("limits-editor", LimitsEditor);
