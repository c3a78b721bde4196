/** One button: every field, how it will look, what to paste, and the way out of a conflict. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ConflictProblem, OwnerButton } from "../../contract/owner-buttons.ts";
import type { SitesReply } from "../../contract/owner-sites.ts";
import { ask, Refused } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { changesOf, dropDraft, keepDraft, keptDraft } from "../form/drafts.ts";
import { leadTo, type Mistakes, mistakeOf, mistakesIn } from "../form/mistakes.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { renderSaveBar } from "../form/save-bar.ts";
import { NoticeEvent, View } from "../view.ts";
import { words } from "../words/button-editor.ts";
import { words as mistakeWords } from "../words/mistakes.ts";
import type { AgentsField } from "./agents-field.ts";
import { renderFields } from "./button-fields.ts";
import { fieldName, renderConflict, type Resolution, type Versions } from "./conflict.ts";
import { type Draft, draftOf, newDraft, readFields } from "./draft.ts";
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
    mistakes: { state: true },
  };
  /** None: a new one. */
  declare button: OwnerButton | undefined;
  declare draft: Draft;
  declare versions: Versions | undefined;
  declare mistakes: Mistakes;
  /** Of the record that the draft was typed over. */
  #version: number | null = null;
  #sites = new Remote<SitesReply>(this, (signal) => ask("/sites", { signal }));

  constructor() {
    super();
    this.mistakes = {};
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("button") && this.draft) return;
    const kept = keptDraft(this.#record);
    this.draft = { ...this.#saved, ...kept?.fields };
    this.#version = kept?.version ?? this.button?.version ?? null;
    const { theirs, mine = null, state } = this.button?.sync ?? {};
    if (state === "conflict" && theirs)
      this.versions = {
        source: "sipnet",
        fields: Object.keys(theirs),
        theirs: { ...theirs },
        mine: mine && { ...mine },
      };
  }

  protected override render(): TemplateResult {
    const { button, draft } = this;
    return html`<p class="back"><a href=${hashOf(["buttons"])}>← ${words().allButtons}</a></p>
      <h1 tabindex="-1">${button ? button.text || button.cid : words().newButton}</h1>
      ${this.#renderVersions()}
      <div class="editor">
        <form class="stack" novalidate @submit=${this.#onSubmit} @input=${this.#onInput}>
          ${renderFields({
            draft,
            phones: button?.phones ?? [],
            mistakes: this.mistakes,
            sites: this.#sites.value?.sites,
            agents: html`<agents-field
              .agents=${draft.agents}
              .phones=${button?.phones ?? []}
              .mistakes=${this.mistakes}
              @agents-change=${this.#onAgents}
            ></agents-field>`,
            hours: html`<hours-field
              .hours=${draft.hours}
              .mistake=${this.mistakes["hours"]}
              @hours-change=${this.#onHours}
            ></hours-field>`,
          })}
          ${renderSaveBar({
            unsaved: Object.keys(this.#changes).length,
            busy: this.busy ?? false,
            state: button?.sync.state === "pending" ? words().waitsForSipnet : undefined,
            onDiscard: () => this.#onDiscard(),
            more: button
              ? html`<button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onDelete}>
                  ${words().delete}
                </button>`
              : nothing,
          })}
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

  #renderVersions(): unknown {
    const { versions } = this;
    if (!versions) return nothing;
    const title = versions.source === "sipnet" ? words().changedInCabinetToo : words().changedInOtherTab;
    const onResolve = (choice: Resolution) => void this.#save(choice);
    return renderConflict({ versions, title, busy: this.busy ?? false, name: fieldName, onResolve });
  }

  get #record(): string {
    return `button ${this.button?.cid ?? "new"}`;
  }

  get #saved(): Draft {
    return this.button ? draftOf(this.button) : newDraft();
  }

  get #changes(): Record<string, unknown> {
    return changesOf(this.#saved, this.draft);
  }

  #edit(part: Partial<Draft>): void {
    this.draft = { ...this.draft, ...part };
    keepDraft(this.#record, { version: this.#version, fields: this.#changes });
  }

  #onInput(event: Event): void {
    const form = event.currentTarget as HTMLFormElement;
    const field = event.target as HTMLInputElement;
    if (!field.name) return;
    const { [field.name]: _mended, ...others } = this.mistakes;
    this.mistakes = others;
    // One colour, two ways to say it.
    this.#edit(field.name === "picked" ? { color: field.value } : readFields(new FormData(form), this.draft));
  }

  #onAgents(event: Event): void {
    this.#edit({ agents: (event.target as AgentsField).agents });
  }

  #onHours(event: Event): void {
    this.#edit({ hours: (event.target as HoursField).hours });
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.mistakes = mistakesIn(event.target as HTMLFormElement);
    if (Object.keys(this.mistakes).length === 0) return void this.#save();
    this.dispatchEvent(new NoticeEvent(mistakeWords().notSaved, "failed"));
    this.#leadToMistake();
  }

  #onDiscard(): void {
    dropDraft(this.#record);
    this.mistakes = {};
    this.versions = undefined;
    this.draft = this.#saved;
    this.#version = this.button?.version ?? null;
  }

  #leadToMistake(): void {
    void this.updateComplete.then(() => leadTo(this));
  }

  async #save(resolve?: Resolution): Promise<void> {
    const { button, draft } = this;
    const changes = { ...this.#changes, ...(resolve && { resolve }), seen: button?.seen, version: this.#version };
    const path = button ? `/buttons/${encodeURIComponent(button.cid)}` : "/buttons";
    let waits = false;
    const work = async (): Promise<void> => {
      const asking = button ? { method: "PUT", body: changes } : { method: "POST", body: draft };
      const saved = await ask<Partial<OwnerButton>>(path, asking as { method: "PUT"; body: object });
      waits = saved.sync?.state === "pending" || saved.cid === undefined;
      dropDraft(this.#record);
      if (button) this.button = saved as OwnerButton;
      else location.hash = hashOf(["buttons", ...(saved.cid ? [saved.cid] : [])]);
    };
    if (!(await this.#change(work, ""))) return;
    this.dispatchEvent(new NoticeEvent(waits ? words().savedHereWaits : words().buttonIsSaved, "done"));
  }

  #onDelete = async (): Promise<void> => {
    const { button } = this;
    const { deleteButton: title, siteKeepsPlainLink: detail, delete: action } = words();
    if (!button || !(await confirmed({ title, detail, action }))) return;
    const work = async (): Promise<void> => {
      await ask(`/buttons/${encodeURIComponent(button.cid)}`, { method: "DELETE" });
      dropDraft(this.#record);
      location.hash = hashOf(["buttons"]);
    };
    const list = this.closest("buttons-view");
    const undo = async (): Promise<void> => {
      await ask(`/buttons/${encodeURIComponent(button.cid)}/restore`, { method: "POST" });
      list?.dispatchEvent(new Event("buttons-changed"));
    };
    await this.#change(work, words().buttonIsDeleted, undo);
  };

  /** A conflict is no failure: it is shown, and the owner decides. A mistake stands beside its field. */
  async #change(work: () => Promise<void>, done: string, undo?: () => Promise<unknown>): Promise<boolean> {
    const changed = await this.act(work, done, { undo, onError: (error) => this.#showTrouble(error) });
    if (!changed) return false;
    this.versions = undefined;
    this.mistakes = {};
    this.dispatchEvent(new Event("buttons-changed", { bubbles: true }));
    return true;
  }

  #showTrouble(error: unknown): boolean {
    if (error instanceof Refused && error.problem === "conflict") this.#onConflict(error);
    const mistake = mistakeOf(error);
    if (mistake === undefined) return false;
    this.mistakes = { [fieldAt(mistake.path)]: mistake.words };
    this.dispatchEvent(new NoticeEvent(mistakeWords().notSaved, "failed"));
    this.#leadToMistake();
    return true;
  }

  #onConflict({ body }: Refused): void {
    const { theirs, mine, fields, source } = body as unknown as ConflictProblem;
    this.versions = { source, fields, theirs: { ...theirs }, mine: mine && { ...mine } };
    void this.updateComplete.then(() => showAt(this.querySelector<HTMLElement>("#conflict")));
  }
}

function showAt(place: HTMLElement | null): void {
  place?.focus();
  place?.scrollIntoView({ block: "center" });
}

/** The field that a path of the Worker's means: a list's own are named whole, hours speak for all of theirs. */
function fieldAt(path: string): string {
  if (path.startsWith("agents.")) return path;
  return path.startsWith("limits.") ? path.replace("limits.", "limit-") : (path.split(".")[0] ?? path);
}

customElements.define("button-editor", ButtonEditor);
