/** One receiver's rules as a form: where it goes, of what it is told, when, and how much of a number it sees. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import { messageTypes, type MessageType, type Receiver, type ReceiverKind } from "../../contract/owner-messages.ts";
import type { SettingsView } from "../../contract/owner-safety.ts";
import { ask } from "../api.ts";
import { checkField, choiceField, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { NoticeEvent, View } from "../view.ts";
import { language } from "../words.ts";
import { words } from "../words/account/messages.ts";
import { NoPush, subscribeHere } from "./push-here.ts";

/** What is sent of a receiver: its rules, and its secret where a new one was typed. */
export type ReceiverDraft = Partial<Omit<Receiver, "kind">> & {
  kind: ReceiverKind;
  url?: string;
  token?: string;
  subscription?: PushSubscriptionJSON;
} & MailBox;

/** Of a mailbox: what was typed of it. */
const mailFields = ["host", "port", "username", "password", "from", "to"] as const;
type MailBox = Partial<Record<(typeof mailFields)[number], string>>;

export class ReceiverDraftEvent extends Event {
  readonly draft: ReceiverDraft;

  constructor(draft: ReceiverDraft) {
    super("receiver-draft");
    this.draft = draft;
  }
}

/** Those that can be added here. */
const kinds = ["telegram", "push", "email", "bitrix24", "webhook"] as const;
const usual: readonly MessageType[] = ["call.missed", "call.scheduled", "call.failed", "trouble.raised"];

/** @element receiver-form */
class ReceiverForm extends View {
  static override properties = { ...View.properties, receiver: { attribute: false }, kind: { state: true } };
  declare receiver: Receiver | undefined;
  declare kind: ReceiverKind | undefined;

  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));
  #settings = new Remote<SettingsView>(this, (signal) => ask("/settings", { signal }));

  protected override render(): TemplateResult {
    const { receiver } = this;
    const kind = receiver?.kind ?? this.kind ?? "telegram";
    const choices = kinds.map((each) => [each, words().kinds[each]] as const);
    const title = receiver ? words().changing(receiver.name || words().kinds[kind]) : words().adding;
    return html`<form class="grid" aria-labelledby="receiver-title" @submit=${this.#onSubmit}>
      <h3 id="receiver-title" class="full">${title}</h3>
      ${
        receiver
          ? nothing
          : html`<div @change=${this.#onKind}>
              ${choiceField({ name: "kind", label: words().kind, choices, value: kind })}
            </div>`
      }
      ${this.#renderSecret(kind)}
      ${textField({ name: "name", label: words().name, value: receiver?.name, maxlength: 60 })}
      ${this.#renderEvents(receiver?.events ?? usual)} ${this.#renderNumber(kind)} ${this.#renderTimes()}
      <div class="full">${checkField({ name: "on", label: words().on, checked: this.#isOn() })}</div>
      <div class="actions">
        <button class="primary" ?disabled=${this.busy}>${words().save}</button>
        <button type="button" @click=${() => this.dispatchEvent(new Event("receiver-cancel"))}>
          ${words().cancel}
        </button>
      </div>
    </form>`;
  }

  #renderSecret(kind: ReceiverKind): TemplateResult {
    const kept = this.receiver ? words().kept : undefined;
    const required = this.receiver === undefined;
    if (kind === "telegram")
      return textField({
        name: "token",
        label: words().token,
        hint: kept ?? words().tokenHint,
        required,
        type: "password",
      });
    if (kind === "push") return this.#renderPush();
    if (kind === "email") return this.#renderMail(kept, required);
    const hint = kind === "bitrix24" ? words().bitrixHint : words().addressHint;
    return textField({ name: "url", label: words().address, hint: kept ?? hint, required, type: "url" });
  }

  /** Who opens the form of one that is over wants it back. */
  #isOn(): boolean {
    return this.receiver?.ended ?? this.receiver?.on ?? true;
  }

  #renderPush(): TemplateResult {
    const { receiver } = this;
    const again =
      receiver && checkField({ name: "again", label: words().push.again, checked: receiver.ended ?? false });
    return html`<div class="full">
      <p class="hint">${words().push.hint}</p>
      ${again ?? nothing}
    </div>`;
  }

  #renderMail(kept: string | undefined, required: boolean): TemplateResult {
    const ports = [
      ["465", words().ports[465]],
      ["587", words().ports[587]],
    ] as const;
    const field = (name: (typeof mailFields)[number], more: Partial<Parameters<typeof textField>[0]>) =>
      textField({ name, label: words().mail[name], required, ...more });
    return html`${field("to", { hint: kept ?? words().toHint, type: "email" })}
    ${field("host", { hint: kept ?? words().hostHint })}
    ${choiceField({ name: "port", label: words().mail.port, choices: ports, value: "465" })}
    ${field("username", { hint: kept ?? "", autocomplete: "off" })}
    ${field("password", { hint: kept ?? words().passwordHint, type: "password" })}
    ${field("from", { hint: kept ?? words().fromHint, type: "email" })}`;
  }

  #renderEvents(events: readonly MessageType[]): TemplateResult {
    const { buttons = [] } = this.#buttons.value ?? {};
    return html`<fieldset class="full">
        <legend>${words().events}</legend>
        <div class="grid">
          ${messageTypes.map((type) =>
            checkField({ name: `event ${type}`, label: words().eventNames[type], checked: events.includes(type) }),
          )}
        </div>
      </fieldset>
      ${
        buttons.length < 2
          ? nothing
          : html`<details class="full" ?open=${(this.receiver?.buttons ?? []).length > 0}>
              <summary>${words().buttons}</summary>
              ${buttons.map(({ cid, text }) => {
                const checked = this.receiver?.buttons.includes(cid) ?? false;
                return checkField({ name: `button ${cid}`, label: text || cid, checked });
              })}
            </details>`
      }`;
  }

  #renderNumber(kind: ReceiverKind): TemplateResult {
    const choices = (["masked", "whole", "link"] as const).map((each) => [each, words().numbers[each]] as const);
    // A lead without a number is of little use to anybody.
    const value = this.receiver?.number ?? (kind === "bitrix24" ? "whole" : "masked");
    return choiceField({ name: "number", label: words().number, choices, value });
  }

  #renderTimes(): TemplateResult {
    const { quiet = null, waitS = 0 } = this.receiver ?? {};
    const choices = ([0, 120] as const).map((each) => [String(each), words().waits[each]] as const);
    return html`${choiceField({ name: "waitS", label: words().waitS, choices, value: waitS })}
      <fieldset class="full">
        <legend>${words().quiet}</legend>
        <p class="hint">${words().quietHint}</p>
        <div class="grid">
          ${textField({ name: "quietFrom", label: words().quietFrom, value: quiet?.from, type: "time" })}
          ${textField({ name: "quietTo", label: words().quietTo, value: quiet?.to, type: "time" })}
        </div>
      </fieldset>`;
  }

  #onKind = (event: Event): void => {
    this.kind = (event.target as HTMLSelectElement).value as ReceiverKind;
  };

  /** Asks this browser, where it is the receiver; false where nothing came of it. */
  async #subscribe(draft: ReceiverDraft): Promise<boolean> {
    const onError = (error: unknown) => {
      if (error instanceof NoPush) this.dispatchEvent(new NoticeEvent(words().push[error.why], "failed"));
      return error instanceof NoPush;
    };
    return this.act(async () => (draft.subscription = await subscribeHere()), "", { onError });
  }

  #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const picked = (prefix: string) =>
      [...form.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    const [from, to, url, token] = [text("quietFrom"), text("quietTo"), text("url"), text("token")];
    const zone = this.receiver?.quiet?.zone ?? this.#settings.value?.zone ?? "Europe/Moscow";
    const draft: ReceiverDraft = {
      ...(this.receiver === undefined ? {} : { id: this.receiver.id }),
      kind: this.receiver?.kind ?? this.kind ?? "telegram",
      name: text("name"),
      on: form.has("on"),
      events: picked("event ") as MessageType[],
      buttons: picked("button "),
      number: text("number") as Receiver["number"],
      waitS: Number(text("waitS")),
      quiet: from === "" || to === "" ? null : { from, to, zone },
      lang: this.receiver?.lang ?? language(),
      ...(url === "" ? {} : { url }),
      ...(token === "" ? {} : { token }),
      ...mailBoxOf(text),
    };
    const isAsked = draft.kind === "push" && (this.receiver === undefined || form.has("again"));
    if (isAsked && !(await this.#subscribe(draft))) return;
    this.dispatchEvent(new ReceiverDraftEvent(draft));
  };
}

/** The port stands there always; without a server it says nothing. */
function mailBoxOf(text: (name: string) => string): MailBox {
  const given = mailFields.map((name) => [name, text(name)] as const).filter(([, value]) => value !== "");
  const hasServer = given.some(([name]) => name === "host" || name === "username" || name === "password");
  return Object.fromEntries(given.filter(([name]) => name !== "port" || hasServer));
}

customElements.define("receiver-form", ReceiverForm);
