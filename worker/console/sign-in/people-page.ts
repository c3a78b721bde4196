/** Colleagues and open sessions: who may come in, in which role, and how to shut the door. */
import { html, nothing, type TemplateResult } from "lit";
import type { Invitation, PeopleReply, Person, Role, Session, SessionsReply } from "../../contract/owner-access.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment, say } from "../words.ts";

const roles: Record<Role, [ru: string, en: string]> = {
  owner: ["Владелец: может всё", "Owner: may do everything"],
  manager: ["Менеджер: звонки, пропущенные, записи", "Manager: calls, missed calls, recordings"],
  viewer: ["Наблюдатель: только смотрит", "Viewer: looks only"],
};

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
        <h2 id="people">${say("Коллеги", "Colleagues")}</h2>
        ${this.#people.render((people) => this.#renderPeople(people))}
      </section>
      <section class="card stack" aria-labelledby="sessions">
        <h2 id="sessions">${say("Кто вошёл", "Who is signed in")}</h2>
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
                <span class="hint">${say(...roles[person.role])}${stateOf(person)}</span>
              </span>
              <button type="button" class="danger" ?disabled=${this.busy} @click=${() => this.#onRemove(person)}>
                ${say("Убрать", "Remove")}
              </button>
            </li>`,
        )}
      </ul>
      ${this.invited ? this.#renderInvitation(this.invited) : nothing}
      <form class="bar" @submit=${this.#onInvite}>
        ${textField({ name: "name", label: say("Имя", "Name"), required: true, maxlength: 60 })}
        <label>
          ${say("Роль", "Role")}
          <select name="role">
            ${(["manager", "viewer", "owner"] as const).map(
              (role) => html`<option value=${role}>${say(...roles[role])}</option>`,
            )}
          </select>
        </label>
        <button class="primary" ?disabled=${this.busy}>${say("Пригласить", "Invite")}</button>
      </form>`;
  }

  #renderInvitation({ name, url, expiresAt = "" }: Invitation): TemplateResult {
    return html`<p role="status">
      ${say(`Отправьте эту ссылку (${name}). Она действует один раз, до`, `Send this link (${name}). It is good once, until`)}
      ${moment(expiresAt)}:
      <input readonly aria-label=${say("Ссылка-приглашение", "Invitation link")} .value=${url} @focus=${selectAll} />
    </p>`;
  }

  #renderSessions(sessions: readonly Session[]): TemplateResult {
    return html`<ul class="rows">
        ${sessions.map(
          ({ name, role, openedAt, usedAt, current }) =>
            html`<li>
              <span class="grow">
                <strong>${name || say("Владелец", "Owner")}</strong>
                <span class="hint">
                  ${say(...roles[role])}; ${say("вошёл", "since")} ${moment(openedAt)}, ${say("был", "seen")}
                  ${moment(usedAt)}${current ? say(" (это вы)", " (this is you)") : nothing}
                </span>
              </span>
            </li>`,
        )}
      </ul>
      <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onSignOutAll}>
        ${say("Выйти везде", "Sign out everywhere")}
      </button>`;
  }

  async #onInvite(event: SubmitEvent): Promise<void> {
    const { texts, form } = formOf(event);
    const body = { name: texts["name"] ?? "", role: texts["role"] ?? "viewer" };
    const invite = async (): Promise<void> => {
      this.invited = await ask<Invitation>("/people", { body });
    };
    if (!(await this.act(invite, say("Приглашение готово.", "The invitation is ready.")))) return;
    form.reset();
    await this.#people.reload();
  }

  async #onRemove({ id, name }: Person): Promise<void> {
    const question = {
      title: say(`Убрать: ${name}?`, `Remove ${name}?`),
      detail: say(
        "Ключи доступа и открытые сессии этого человека исчезнут сразу.",
        "Their passkeys and open sessions end at once.",
      ),
      action: say("Убрать", "Remove"),
    };
    if (!(await confirmed(question))) return;
    const work = () => ask(`/people/${encodeURIComponent(id)}`, { method: "DELETE" });
    if (await this.act(work, say("Готово.", "Done."))) await this.#people.reload();
  }

  #onSignOutAll = async (): Promise<void> => {
    const question = {
      title: say("Выйти на всех устройствах?", "Sign out on every device?"),
      detail: say("И на этом тоже: войти надо будет заново.", "On this one too: you will have to sign in again."),
      action: say("Выйти везде", "Sign out everywhere"),
    };
    if (!(await confirmed(question))) return;
    if (await this.act(() => ask("/sessions", { method: "DELETE" }), say("Готово.", "Done.")))
      dispatchEvent(new Event("owner-signed-out"));
  };
}

function stateOf({ state }: Person): string {
  if (state === "invited") return say(" · приглашён, ещё не вошёл", " · invited, has not come in yet");
  return state === "expired" ? say(" · приглашение истекло", " · the invitation is too old") : "";
}

function selectAll(event: Event): void {
  (event.target as HTMLInputElement).select();
}

customElements.define("people-page", PeoplePage);
