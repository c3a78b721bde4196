/** Plays a recording beside its call. The Worker answers ranges, so that the browser can seek. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { HistoryRow } from "../../contract/owner-calls.ts";
import { moment } from "../words.ts";
import { words } from "../words/calls.ts";

/**
 * @element recording-player
 * @fires player-closed - the owner has heard enough
 */
class RecordingPlayer extends LitElement {
  static override properties = { row: { attribute: false }, failed: { state: true } };
  declare row: HistoryRow;
  declare failed: boolean | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("row")) this.failed = false;
  }

  /** Keys go on where the recording is. */
  protected override updated(changed: PropertyValues): void {
    if (changed.has("row")) this.querySelector("audio")?.focus();
  }

  protected override render(): TemplateResult {
    const { at, from, to, recording = "" } = this.row;
    const title = `${words().recording}: ${moment(at)}, ${[from, to].filter(Boolean).join(" → ")}`;
    return html`<section class="player" aria-label=${title}>
      ${this.failed ? html`<p class="bad" role="alert">${words().recordingIsGone}</p>` : nothing}
      <audio
        controls
        autoplay
        preload="metadata"
        src=${`/v1/owner/recordings/${encodeURIComponent(recording)}`}
        aria-label=${title}
        @error=${() => (this.failed = true)}
      ></audio>
      <button
        type="button"
        class="quiet"
        aria-label=${`${words().close}: ${title}`}
        @click=${() => this.dispatchEvent(new Event("player-closed"))}
      >
        ${words().close}
      </button>
    </section>`;
  }
}

customElements.define("recording-player", RecordingPlayer);
