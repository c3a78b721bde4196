/** One button: every field, how it will look, what to paste, and the way out of a conflict. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ConflictProblem, ButtonBody, OwnerButton } from "../../contract/owner-buttons.ts";
import { ask, Refused } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { hashOf } from "../route.ts";
import { View } from "../view.ts";
import { words } from "../words/button-editor.ts";
import type { AgentsField } from "./agents-field.ts";
import { renderFields } from "./button-fields.ts";
import { renderConflict, type Resolution, type Versions } from "./conflict.ts";
import { type Draft, draftOf, linesOf, newDraft } from "./draft.ts";
import type { HoursField } from "./hours-field.ts";
import "./agents-field.ts";
import "./button-preview.ts";
import "./hours-field.ts";
import "./snippet-list.ts";

/**
 * @element button-editor
 * @fires buttons-changed - saved, deleted or settled
 */
class ButtonEditor extends View {
  static override properties = {
    ...View.properties,
    button: { attribute: false },
    draft: { state: true },
    versions: { state: true },
  };
  /** None: a new one. */
  declare button: OwnerButton | undefined;
  declare draft: Draft;
  declare versions: Versions | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("button") || !this.draft) {
      this.draft = this.button ? draftOf(this.button) : newDraft();
      const { theirs, mine = null } = this.button?.sync ?? {};
      this.versions = this.button?.sync.state === "conflict" && theirs ? { theirs, mine } : undefined;
    }
  }

  protected override render(): TemplateResult {
    const { button, draft } = this;
    return html`<p class="back"><a href=${hashOf(["buttons"])}>← ${words().allButtons}</a></p>
      <h1>${button ? button.text || button.cid : words().newButton}</h1>
      ${this.versions ? renderConflict(this.versions, this.busy ?? false, this.#onResolve) : nothing}
      <div class="editor">
        <form class="card stack" @submit=${this.#onSubmit} @input=${this.#onInput}>
          ${renderFields(draft, button?.phones ?? [])}
          <agents-field
            .agents=${draft.agents}
            .phones=${button?.phones ?? []}
            @agents-change=${this.#onAgents}
          ></agents-field>
          <hours-field .hours=${draft.hours} @hours-change=${this.#onHours}></hours-field>
          <div class="actions">
            <button class="primary" ?disabled=${this.busy}>
              ${this.busy ? words().writingToSipnet : words().save}
            </button>
            ${
              button
                ? html`<button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onDelete}>
                    ${words().delete}
                  </button>`
                : nothing
            }
          </div>
        </form>
        <div class="beside">
          <section class="card" aria-labelledby="preview">
            <header><h2 id="preview">${words().whatVisitorsWillSee}</h2></header>
            <button-preview .draft=${draft}></button-preview>
          </section>
          ${button ? html`<snippet-list .cid=${button.cid} .number=${button.phones?.[0]?.number}></snippet-list>` : nothing}
        </div>
      </div>`;
  }

  #onInput(event: Event): void {
    const form = event.currentTarget as HTMLFormElement;
    const field = event.target as HTMLInputElement;
    // One colour, two ways to say it.
    if (field.name === "picked") return void (this.draft = { ...this.draft, color: field.value });
    if (field.name) this.draft = { ...this.draft, ...readFields(new FormData(form)) };
  }

  #onAgents(event: Event): void {
    this.draft = { ...this.draft, agents: (event.target as AgentsField).agents };
  }

  #onHours(event: Event): void {
    this.draft = { ...this.draft, hours: (event.target as HoursField).hours };
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    void this.#save();
  }

  #onResolve = (resolve: Resolution): void => void this.#save(resolve);

  async #save(resolve?: Resolution): Promise<void> {
    const { button, draft } = this;
    const put = { ...draft, ...(button && { seen: button.seen }), ...(resolve && { resolve }) } satisfies ButtonBody;
    const path = button ? `/buttons/${encodeURIComponent(button.cid)}` : "/buttons";
    const work = async (): Promise<void> => {
      const saved = await ask<Partial<OwnerButton>>(path, { method: button ? "PUT" : "POST", body: put });
      location.hash = hashOf(["buttons", ...(button || !saved.cid ? [] : [saved.cid])]);
    };
    await this.#change(work, words().buttonIsSaved);
  }

  async #onDelete(): Promise<void> {
    const { button } = this;
    const question = {
      title: words().deleteButton,
      detail: words().siteKeepsPlainLink,
      action: words().delete,
    };
    if (!button || !(await confirmed(question))) return;
    const work = async (): Promise<void> => {
      await ask(`/buttons/${encodeURIComponent(button.cid)}`, { method: "DELETE" });
      location.hash = hashOf(["buttons"]);
    };
    const list = this.closest("buttons-view");
    const undo = async (): Promise<void> => {
      await ask(`/buttons/${encodeURIComponent(button.cid)}/restore`, { method: "POST" });
      list?.dispatchEvent(new Event("buttons-changed"));
    };
    await this.#change(work, words().buttonIsDeleted, undo);
  }

  /** A conflict is no failure: it is shown, and the owner decides. */
  async #change(work: () => Promise<void>, done: string, undo?: () => Promise<unknown>): Promise<void> {
    const changed = await this.act(
      async () => {
        try {
          await work();
          this.versions = undefined;
        } catch (error) {
          if (error instanceof Refused && error.problem === "conflict") this.#onConflict(error);
          throw error;
        }
      },
      done,
      undo,
    );
    if (changed) this.dispatchEvent(new Event("buttons-changed", { bubbles: true }));
  }

  #onConflict({ body }: Refused): void {
    const { theirs, mine } = body as unknown as ConflictProblem;
    this.versions = { theirs, mine };
    void this.updateComplete.then(() => this.querySelector("#conflict")?.scrollIntoView({ block: "center" }));
  }
}

/** What the form's own fields say; agents and hours speak for themselves. */
function readFields(form: FormData): Partial<Draft> {
  const text = (name: string): string => String(form.get(name) ?? "");
  const most = (name: string) => (text(name) === "" ? {} : { [name.replace("limit-", "")]: Number(text(name)) });
  const limits: NonNullable<Draft["limits"]> = { ...most("limit-perHour"), ...most("limit-perDay") };
  return {
    phone: text("phone"),
    color: text("color"),
    btntype: Number(text("btntype")),
    text: text("text"),
    descr: text("descr"),
    dtmf: form.has("dtmf"),
    rings: text("rings") === "visitor" ? "visitor" : "owner",
    lang: text("lang") === "en" ? "en" : "ru",
    consent: form.has("asks-consent") ? text("consent") : null,
    account: text("account").trim() || null,
    origins: linesOf(text("origins")),
    limits: Object.keys(limits).length > 0 ? limits : null,
  };
}

customElements.define("button-editor", ButtonEditor);
