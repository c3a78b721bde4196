/** What is well and what isn't, with the few things that only the owner can settle. */
import { html, nothing, type TemplateResult } from "lit";
import type { ClearanceView, Finding, HealthReply } from "../../contract/owner-health.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { View } from "../view.ts";
import { moment, say } from "../words.ts";
import { stateWords, tellings, unknownAdvice } from "./finding-words.ts";
import "./lost-calls.ts";

/** What needs the owner comes first. */
const order = Object.keys(stateWords);

/** @element health-page */
class HealthPage extends View {
  #health = new Remote<HealthReply>(this, (signal) => ask("/health", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="health">
      <header>
        <h2 id="health">${say("Здоровье", "Health")}</h2>
        <button type="button" @click=${() => this.#health.reload()}>${say("Проверить снова", "Look again")}</button>
      </header>
      ${this.#health.render((health) => this.#renderHealth(health))}
    </section>`;
  }

  #renderHealth(health: HealthReply): TemplateResult {
    const findings = health.findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    return html`<ul class="rows">
        ${findings.map((finding) => this.#renderFinding(finding, health))}
      </ul>
      <p class="hint">${say("Версия", "Version")} ${health.version}</p>`;
  }

  #renderFinding(finding: Finding, health: HealthReply): TemplateResult {
    const { name, state } = finding;
    const { title, advice, look } = tellings[name];
    const [mood, words] = stateWords[state];
    const [isWell, isKnown] = [state === "ok", state !== "unknown"];
    return html`<li>
      <div class="grow stack">
        <div class="headline">
          <h3>${say(...title)}</h3>
          <span class="pill ${mood}">${say(...words)}</span>
        </div>
        ${isWell ? nothing : html`<p>${say(...(isKnown ? advice : unknownAdvice))}</p>`}
        ${isWell || !isKnown ? nothing : this.#renderMending(finding, health)}
        ${!isWell && isKnown && look ? html`<p><a href=${hashOf(look.path)}>${say(...look.words)}</a></p>` : nothing}
      </div>
    </li>`;
  }

  #renderMending({ name, detail }: Finding, { clearance, seenAddress }: HealthReply): unknown {
    switch (name) {
      case "webhook":
        return this.#renderAct(say("Получать здесь", "Receive them here"), this.#onWebhook);
      case "public-url":
        return this.#renderOwnAddress(detail);
      case "address":
        return this.#renderVisitorAddress(seenAddress);
      case "restored":
        return clearance.restored ? this.#renderRestored(clearance.restored) : nothing;
      case "account":
        return detail ? html`<p class="code">${detail}</p>` : nothing;
      default:
        return nothing;
    }
  }

  #renderAct(words: string, onPress: () => unknown): TemplateResult {
    return html`<div class="actions">
      <button type="button" class="primary" ?disabled=${this.busy} @click=${onPress}>${words}</button>
    </div>`;
  }

  #renderOwnAddress(origin: string | undefined): TemplateResult {
    return html`<form class="bar" @submit=${this.#onOwnAddress}>
      ${textField({ name: "url", label: say("Адрес", "Address"), type: "url", required: true, value: origin })}
      <button class="primary" ?disabled=${this.busy}>${say("Подтвердить", "Confirm")}</button>
    </form>`;
  }

  #renderVisitorAddress(seen: string | null): TemplateResult {
    if (seen === null)
      return html`<p>
        ${say(
          "Адрес этого запроса не виден. Проверьте TRUSTED_PROXY в настройках.",
          "The address of this request can’t be seen. Check TRUSTED_PROXY in the settings.",
        )}
      </p>`;
    return html`<p>
        ${say("Сейчас вы пришли с адреса", "You have come from the address")} <strong class="code">${seen}</strong>
      </p>
      <p>
        ${say(
          "Проще всего: npm run doctor. Или откройте эту страницу с телефона через мобильный интернет и сравните с адресом, который телефону называет любой сайт «мой IP». Не тот же? Не подтверждайте: проверьте TRUSTED_PROXY.",
          "Easiest: npm run doctor. Or open this page on your phone over mobile data and compare with what any “my IP” site tells the phone. Not the same? Don’t confirm: check TRUSTED_PROXY.",
        )}
      </p>
      ${this.#renderAct(say("Адрес верный", "The address is right"), this.#onVisitorAddress)}`;
  }

  #renderRestored(restored: NonNullable<ClearanceView["restored"]>): TemplateResult {
    const { takenAt, restoredAt, optOuts } = restored;
    const span = `${moment(takenAt)} – ${moment(restoredAt)}`;
    return html`<p>
        ${say("Копия и восстановление:", "Backup and restore:")} <strong>${span}</strong>.
        ${say("Что было между ними, в данных нет.", "What was between them is not in the data.")}
      </p>
      <p>
        ${say("Назначенные звонки ждут среди", "Booked calls wait among the")}
        <a href=${hashOf(["calls", "missed"])}>${say("пропущенных", "missed")}</a>:
        ${say("сами они набраны не будут.", "they are never dialled by themselves.")}
      </p>
      <p>${optOutWords(optOuts)} <a href=${hashOf(["safety", "numbers"])}>${say("К номерам", "To the numbers")}</a></p>
      <lost-calls .gap=${restored}></lost-calls>
      ${this.#renderAct(say("Я всё посмотрел, звонить", "I have seen it, open dialling"), this.#onRestored)}`;
  }

  #onWebhook = (): void => {
    const work = () => ask("/webhook", { method: "POST" });
    void this.#settle(work, say("Сообщения приходят сюда.", "Reports come here."));
  };

  #onOwnAddress = (event: SubmitEvent): void => {
    const { texts } = formOf(event);
    const work = () => ask("/address", { method: "PUT", body: { url: texts["url"] ?? "" } });
    void this.#settle(work, say("Адрес подтверждён.", "The address is confirmed."));
  };

  #onVisitorAddress = (): void => {
    const judge = (by: "owner" | null) => ask("/health/address", { body: { by } });
    const takeBack = async (): Promise<void> => {
      await judge(null);
      await this.#health.reload();
    };
    void this.#settle(
      () => judge("owner"),
      say("Адреса посетителей верны.", "Visitors’ addresses are right."),
      takeBack,
    );
  };

  #onRestored = async (): Promise<void> => {
    const question = {
      title: say("Снова звонить?", "Open dialling?"),
      detail: say(
        "Посетителям снова будут звонить. Назначенные звонки остаются среди пропущенных.",
        "Visitors will be called again. Booked calls stay among the missed.",
      ),
      action: say("Звонить", "Open dialling"),
    };
    if (!(await confirmed(question))) return;
    await this.#settle(() => ask("/health/restored", { body: {} }), say("Звонки открыты.", "Dialling is open."));
  };

  async #settle(work: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>): Promise<void> {
    if (await this.act(work, done, undo)) await this.#health.reload();
  }
}

/** @param optOuts - how many were carried over from the replaced data, or `unreadable` */
function optOutWords(optOuts: string): string {
  if (/^\d+$/.test(optOuts))
    return say(
      `Просьбы не звонить перенесены из прежних данных: ${optOuts}.`,
      `Opt-outs carried over from the replaced data: ${optOuts}.`,
    );
  return say(
    "Прежние данные не прочитать: просьбы не звонить за это время потеряны. Если помните такие номера, закройте их сами.",
    "The replaced data can’t be read: opt-outs of that time are lost. Block the numbers that you remember.",
  );
}

customElements.define("health-page", HealthPage);
