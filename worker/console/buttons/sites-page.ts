/** Sites that may have the buttons: when each was last seen, and who asks without being listed. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { Site, SiteMistakeTold, SitesReply, UnlistedSite } from "../../contract/owner-sites.ts";
import { ask, type Asking, Refused } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { ago } from "../words.ts";
import { words } from "../words/sites.ts";

/** Adds one site to those that the owner has listed. @throws Refused with `mistakes` for what names no site */
export async function addSite(
  { version, sites }: SitesReply,
  address: string,
  asking: Pick<Asking, "setup"> = {},
): Promise<SitesReply> {
  return ask<SitesReply>("/sites", { ...asking, method: "PUT", body: { version, sites: [...ownOf(sites), address] } });
}

/** What is wrong with the address, in words; undefined for any other trouble. */
export function mistakeIn(error: unknown): string | undefined {
  const mistakes = error instanceof Refused ? (error.body["mistakes"] as SiteMistakeTold[] | undefined) : undefined;
  return mistakes?.at(-1)?.words;
}

function ownOf(sites: readonly Site[]): string[] {
  return sites.filter(({ from }) => from === "console").map(({ name, origin }) => name ?? origin);
}

/** @element sites-page */
class SitesPage extends View {
  static override properties = { ...View.properties, mistake: { state: true }, typed: { state: true } };
  declare mistake: string | undefined;
  declare typed: string | undefined;

  #sites = new Remote<SitesReply>(this, (signal) => ask("/sites", { signal }));
  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-label=${words().sites}>
        <p class="hint">${words().whereButtonsOpen}</p>
        <form class="bar" novalidate @submit=${this.#onSubmit}>
          ${textField({
            name: "site",
            label: words().address,
            hint: words().addressShape,
            value: this.typed,
            error: this.mistake,
          })}
          <button class="primary" ?disabled=${this.busy}>${words().add}</button>
        </form>
        ${this.#sites.render(({ sites }) => this.#renderSites(sites))}
      </section>
      ${this.#sites.value?.unlisted.length ? this.#renderUnlisted(this.#sites.value.unlisted) : nothing}`;
  }

  #renderSites(sites: readonly Site[]): TemplateResult {
    if (sites.length === 0) return html`<p class="empty">${words().noSites}</p>`;
    return html`<ul class="rows sites">
      ${sites.map((site) => this.#renderSite(site))}
    </ul>`;
  }

  #renderSite({ origin, name, from, seenAt }: Site): TemplateResult {
    return html`<li>
      <span class="grow">
        <strong>${name ?? origin}</strong>
        ${name ? html`<span class="hint line">${words().becomes} <span class="code">${origin}</span></span>` : nothing}
        ${from === "settings" ? html`<span class="hint line">${words().fromSettings}</span>` : nothing}
      </span>
      ${
        seenAt === undefined
          ? html`<span class="pill calm">${words().neverSeen}</span>`
          : html`<span class="pill good">${words().seen(ago(seenAt))}</span>`
      }
      ${
        from === "settings"
          ? nothing
          : html`<button
              type="button"
              class="quiet"
              ?disabled=${this.busy}
              aria-label=${`${words().remove} ${name ?? origin}`}
              @click=${() => this.#onRemove(origin)}
            >
              ${words().remove}
            </button>`
      }
    </li>`;
  }

  #renderUnlisted(unlisted: readonly UnlistedSite[]): TemplateResult {
    return html`<section class="card" aria-labelledby="unlisted">
      <header><h2 id="unlisted">${words().unlisted}</h2></header>
      <p class="hint">${words().unlistedHint}</p>
      <ul class="rows">
        ${unlisted.map(
          ({ origin, lastAt }) =>
            html`<li>
              <span class="grow"><strong class="code">${origin}</strong></span>
              <span class="hint">${words().asked(ago(lastAt))}</span>
              <button
                type="button"
                ?disabled=${this.busy}
                aria-label=${`${words().mine} ${origin}`}
                @click=${() => this.#onAdd(origin)}
              >
                ${words().mine}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.typed = String(new FormData(event.target as HTMLFormElement).get("site")).trim();
    void this.#onAdd(this.typed);
  }

  async #onAdd(address: string): Promise<void> {
    const { value } = this.#sites;
    if (!value) return;
    this.mistake = undefined;
    const work = async (): Promise<void> => {
      const reply = await addSite(value, address);
      const isNew = reply.sites.length > value.sites.length;
      this.#sites.set(reply);
      if (isNew) this.typed = "";
      else this.mistake = words().already;
    };
    await this.act(work, words().isAdded, { onError: (error) => this.#showMistake(error) });
  }

  /** What is wrong with the address stands beside it. */
  #showMistake(trouble: unknown): boolean {
    this.mistake = mistakeIn(trouble);
    if (this.mistake === undefined) return false;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("[name=site]")?.focus());
    return true;
  }

  async #onRemove(origin: string): Promise<void> {
    const only = (this.#buttons.value?.buttons ?? []).filter(
      ({ origins }) => origins.length === 1 && origins[0] === origin,
    );
    const names = only.map(({ text, cid }) => text || cid).join(", ");
    const question = {
      title: words().removeQuestion,
      detail: `${words().removeDetail(origin)}${names ? ` ${words().limitedTo} ${names}.` : ""}`,
      action: words().remove,
    };
    const { value } = this.#sites;
    if (!value || !(await confirmed(question))) return;
    const left = value.sites.filter((site) => site.origin !== origin);
    const put = (sites: string[]) =>
      ask<SitesReply>("/sites", { method: "PUT", body: { version: value.version, sites } });
    const undo = async (): Promise<void> => {
      const fresh = await ask<SitesReply>("/sites");
      this.#sites.set(await addSite(fresh, value.sites.find((site) => site.origin === origin)?.name ?? origin));
    };
    await this.act(async () => this.#sites.set(await put(ownOf(left))), words().isRemoved, { undo });
  }
}

customElements.define("sites-page", SitesPage);
