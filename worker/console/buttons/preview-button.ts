/** The real element of the widget, showing a record that is still being edited, in the state that its owner asks to see. */
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { ButtonView, SlotsReply } from "../../contract/visitor.ts";
import { CallButton } from "../../../widget/element.ts";
import { renderSheet } from "../../../widget/dialog/call-sheet.ts";
import { type ExtraLoads, Extras } from "../../../widget/dialog/extras.ts";
import type { SheetActs, SheetView } from "../../../widget/dialog/sheet-view.ts";
import { en } from "../../../widget/words/messages.ts";

const halfHourMs = 1_800_000;

/** `consent`: the sheet of a visitor who did not tick the box. */
export type Shown = "button" | "sheet" | "consent" | "closed";

/** The sheet stands under its button here, instead of above the page. */
const inPlace = css`
  dialog[open] {
    position: static;
    width: 100%;
    max-height: none;
    margin: 12px 0 0;
    border-radius: min(var(--sipnet-radius, 99px), 20px);
    box-shadow: 0 2px 16px #0003;
  }
  [part="submit"] {
    position: static;
  }
`;

const nothingHappens = (event?: Event): void => event?.preventDefault();
const acts: SheetActs = {
  submit: nothingHappens,
  closed: () => undefined,
  dismiss: nothingHappens,
  later: () => undefined,
  again: () => undefined,
  callAt: () => undefined,
};

/** The Worker's answer, were the button saved as it stands: half hours from the next opening on. */
function slotsAfter(opensAt: string | undefined): SlotsReply {
  if (opensAt === undefined) return { slots: [] };
  return { slots: [0, 1, 2, 3].map((half) => new Date(Date.parse(opensAt) + half * halfHourMs).toISOString()) };
}

/** @element sipnet-call-button */
export class PreviewButton extends CallButton {
  static override styles = [...CallButton.styles, inPlace];
  static override properties: PropertyDeclarations = { ...CallButton.properties, shown: { attribute: false } };
  static override extras: ExtraLoads = {
    ...CallButton.extras,
    later: async () => {
      const { default: later } = await import("../../../widget/dialog/later.ts");
      return {
        default: (kit) =>
          later({ ...kit, ask: async () => slotsAfter((kit.host as PreviewButton).record?.opensAt) as never }),
      };
    },
  };

  declare shown: Shown;
  #extras = new Extras(this);

  /** Without a button of its own it asks nobody for a record, and has no line to call by: it has ours. */
  set view(view: ButtonView) {
    this.record = view;
    this.requestUpdate();
  }

  /** Calls come from the owner's site, not from here. */
  override show(): boolean {
    return false;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    if (this.shown === "button") return;
    void this.#extras.bring("comfort");
    if (this.shown === "closed") void this.#extras.bring("later");
  }

  protected override render(): TemplateResult {
    const { record } = this;
    const sheet = record && this.shown !== "button" ? this.#renderSheet(record) : nothing;
    return html`${super.render()}${sheet}`;
  }

  protected override updated(): void {
    super.updated();
    // Shown as what it is on a page: modal it would freeze the console.
    const dialog = this.shadowRoot?.querySelector("dialog");
    if (dialog) dialog.open = true;
  }

  #renderSheet(record: ButtonView): TemplateResult {
    const { lang } = record;
    const extras = this.#extras.loaded;
    const view: SheetView = {
      title: record.text,
      record,
      // Another opening is another question: its answer depends on nothing else.
      line: { endpoint: "", button: record.opensAt ?? "" },
      open: record.open,
      wantsLater: false,
      progress: this.shown === "consent" ? { state: "refused", problem: "consent-required" } : { state: "idle" },
      phone: "",
      typed: "",
      words: { ...extras.comfort?.words(lang), ...(CallButton.messages[lang] ?? en) },
      lang,
      nowMs: Date.now(),
      talk: "",
      beganAtMs: 0,
      link: this.querySelector("a"),
      extras,
    };
    return html`<section lang=${lang} .style=${`--sipnet-record-color: ${record.color}`}>
      ${renderSheet(view, acts)}
    </section>`;
  }
}

customElements.define("sipnet-call-button", PreviewButton);
