/** Colleagues and open sessions: who may come in, in which role, and how to shut the door. */
import { html, nothing, type TemplateResult } from "lit";
import type { Invitation, PeopleReply, Person, Session, SessionsReply } from "../../contract/owner-access.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words } from "../words/people.ts";

/** @element people-page */
class PeoplePage extends View {
  static override properties = { ...View.properties, invited: { state: true } };
  declare invited: Invitation | undefined;

  #people = new Remote<Person[]>(this, async (signal) => (await ask<PeopleReply>("/people", { signal })).people);
  #sessions = new Remote<Session[]>(
    this,
    async (signal) => (await ask<SessionsReply>("/sessions", { signal })).sessions,
  );

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="people">
        <h2 id="people">${words().colleagues}</h2>
        ${this.#people.render((people) => this.#renderPeople(people))}
      </section>
      <section class="card stack" aria-labelledby="sessions">
        <h2 id="sessions">${words().signedIn}</h2>
        ${this.#sessions.render((sessions) => this.#renderSessions(sessions))}
      </section>`;
  }

  #renderPeople(people: readonly Person[]): TemplateResult {
    return html`<ul class="rows">
        ${people.map(
          (person) =>
            html`<li>
              <span class="grow">
                <strong>${person.name}</strong>
                <span class="hint">${words().roles[person.role]}${stateOf(person)}</span>
              </span>
              <button type="button" class="danger" ?disabled=${this.busy} @click=${() => this.#onRemove(person)}>
                ${words().remove}
              </button>
            </li>`,
        )}
      </ul>
      ${this.invited ? this.#renderInvitation(this.invited) : nothing}
      <form class="bar" @submit=${this.#onInvite}>
        ${textField({ name: "name", label: words().name, required: true, maxlength: 60 })}
        <label>
          ${words().role}
          <select name="role">
            ${(["manager", "viewer", "owner"] as const).map(
              (role) => html`<option value=${role}>${words().roles[role]}</option>`,
            )}
          </select>
        </label>
        <button class="primary" ?disabled=${this.busy}>${words().invite}</button>
      </form>`;
  }

  #renderInvitation({ name, url, expiresAt = "" }: Invitation): TemplateResult {
    return html`<p role="status">
      ${words().sendThisLink(name)} ${moment(expiresAt)}:
      <input readonly aria-label=${words().invitationLink} .value=${url} @focus=${selectAll} />
    </p>`;
  }

  #renderSessions(sessions: readonly Session[]): TemplateResult {
    return html`<ul class="rows">
        ${sessions.map(
          ({ name, role, openedAt, usedAt, current }) =>
            html`<li>
              <span class="grow">
                <strong>${name || words().owner}</strong>
                <span class="hint">
                  ${words().roles[role]}; ${words().since} ${moment(openedAt)}, ${words().seen}
                  ${moment(usedAt)}${current ? words().thisIsYou : nothing}
                </span>
              </span>
            </li>`,
        )}
      </ul>
      <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onSignOutAll}>
        ${words().signOutEverywhere}
      </button>`;
  }

  async #onInvite(event: SubmitEvent): Promise<void> {
    const { texts, form } = formOf(event);
    const body = { name: texts["name"] ?? "", role: texts["role"] ?? "viewer" };
    const invite = async (): Promise<void> => {
      this.invited = await ask<Invitation>("/people", { body });
    };
    if (!(await this.act(invite, words().invitationIsReady))) return;
    form.reset();
    await this.#people.reload();
  }

  async #onRemove({ id, name }: Person): Promise<void> {
    const question = {
      title: words().removeQuestion(name),
      detail: words().theirPasskeysEnd,
      action: words().remove,
    };
    if (!(await confirmed(question))) return;
    const work = () => ask(`/people/${encodeURIComponent(id)}`, { method: "DELETE" });
    if (await this.act(work, words().done)) await this.#people.reload();
  }

  #onSignOutAll = async (): Promise<void> => {
    const question = {
      title: words().signOutEverywhereQuestion,
      detail: words().signedOutHereToo,
      action: words().signOutEverywhere,
    };
    if (!(await confirmed(question))) return;
    if (await this.act(() => ask("/sessions", { method: "DELETE" }), words().done))
      dispatchEvent(new Event("owner-signed-out"));
  };
}

function stateOf({ state }: Person): string {
  if (state === "invited") return words().invitedNotYetIn;
  return state === "expired" ? words().invitationTooOld : "";
}

function selectAll(event: Event): void {
  (event.target as HTMLInputElement).select();
}

customElements.define("people-page", PeoplePage);
