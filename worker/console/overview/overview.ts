/** First thing seen: is everything all right, who is calling now, how the week went. */
import { html, type TemplateResult } from "lit";
import type { StatusReply } from "../../contract/owner.ts";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { StatisticsReply, Counts } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { View } from "../view.ts";
import { money, number, say } from "../words.ts";
import { renderBanners } from "./banners.ts";
import { type Period, sinceOf } from "./period.ts";
import "./live-calls.ts";
import "./plot.ts";

const refreshMs = 60_000;
/** An owner who left must be signed out, so that a console left open must not go on asking for ever. */
const attentiveMs = 15 * 60_000;
/** Longer than a session that nobody uses lasts: asking so seldom learns of its end and keeps none alive. */
const sessionCheckMs = 31 * 60_000;
const total = { asked: 0, answered: 0, talked: 0, missed: 0, refused: 0 } satisfies Counts;

/** @element overview-view */
class Overview extends View {
  static override properties = { ...View.properties, days: { state: true } };
  declare days: Period;

  #status = new Remote<StatusReply>(this, (signal) => ask("/status", { signal }));
  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));
  #statistics = new Remote<StatisticsReply>(this, (signal) =>
    ask(`/statistics?from=${encodeURIComponent(sinceOf(this.days, Date.now()))}`, { signal }),
  );
  #timer: ReturnType<typeof setInterval> | undefined;
  #actedMs = 0;
  #askedMs = 0;

  constructor() {
    super();
    this.days = 7;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(this.#onTick, refreshMs);
    addEventListener("pointerdown", this.#onAct);
    addEventListener("keydown", this.#onAct);
    this.#onAct();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    removeEventListener("pointerdown", this.#onAct);
    removeEventListener("keydown", this.#onAct);
  }

  protected override render(): TemplateResult {
    const names = new Map(this.#buttons.value?.buttons.map(({ cid, text, descr }) => [cid, text || descr || cid]));
    return html`<h1>${say("Обзор", "Overview")}</h1>
      ${this.#status.render((status) => html`${renderBanners(status, this, () => void this.#status.reload())} ${this.#renderFigures(status)}`)}
      <live-calls .names=${names}></live-calls>
      <section class="card" aria-labelledby="week">
        <header>
          <h2 id="week">${say("Как шли звонки", "How calls went")}</h2>
          ${this.#renderPeriods()}
        </header>
        ${this.#statistics.render((statistics) => this.#renderStatistics(statistics))}
      </section>`;
  }

  #renderFigures({ balance, openCalls, account, sipId }: StatusReply): TemplateResult {
    const level = balance?.level ?? "ok";
    const words = {
      ok: say("Денег достаточно", "Enough money"),
      low: say("Пора пополнить", "Top up soon"),
      empty: say("Деньги кончились", "No money left"),
    }[level];
    return html`<dl class="figures">
      <div class=${level === "ok" ? "" : "bad"}>
        <dt>${say("Баланс", "Balance")}</dt>
        <dd>${balance ? money(balance.amount, balance.currency) : "—"}</dd>
        <dd class="hint">${balance ? words : say("SIPNET не ответил", "SIPNET gave no answer")}</dd>
      </div>
      <div>
        <dt>${say("Идёт звонков", "Calls going on")}</dt>
        <dd>${number(openCalls)}</dd>
        <dd class="hint">${say("прямо сейчас", "right now")}</dd>
      </div>
      <div>
        <dt>${say("Аккаунт SIPNET", "SIPNET account")}</dt>
        <dd>${account ?? "—"}</dd>
        <dd class="hint">${sipId ? `SIP ID ${sipId}` : ""}</dd>
      </div>
    </dl>`;
  }

  #renderPeriods(): TemplateResult {
    const periods: [Period, string][] = [
      [1, say("Сутки", "Day")],
      [7, say("Неделя", "Week")],
      [30, say("30 дней", "30 days")],
    ];
    return html`<div class="segments" role="group" aria-label=${say("За какое время", "Period")}>
      ${periods.map(
        ([days, words]) =>
          html`<button type="button" aria-pressed=${days === this.days} @click=${() => this.#onPeriod(days)}>
            ${words}
          </button>`,
      )}
    </div>`;
  }

  #renderStatistics({ totals, days, hours, buttons }: StatisticsReply): TemplateResult {
    const figures: [string, number][] = [
      [say("Просили", "Asked"), totals.asked],
      [say("Ответили", "Answered"), totals.answered],
      [say("Поговорили", "Talked"), totals.talked],
      [say("Пропущено", "Missed"), totals.missed],
      [say("Отказано", "Refused"), totals.refused],
    ];
    const empty = Object.keys(total).every((key) => totals[key as keyof Counts] === 0);
    return html`<dl class="figures small">
        ${figures.map(
          ([words, n]) =>
            html`<div>
              <dt>${words}</dt>
              <dd>${number(n)}</dd>
            </div>`,
        )}
      </dl>
      ${
        empty
          ? html`<p class="empty">
              ${say("Пока никто не просил позвонить.", "Nobody has asked for a call yet.")}
              <a href=${hashOf(["buttons"])}>${say("Поставить кнопку на сайт", "Put a button on your site")}</a>
            </p>`
          : html`<call-plot
                .heading=${say("По дням", "By day")}
                .bars=${days.map((each) => ({ name: dayOf(each.day), ...each }))}
              ></call-plot>
              <div class="pair">
                <call-plot
                  .heading=${say("По часам", "By hour")}
                  .bars=${hours.map((each) => ({ name: String(each.hour), ...each }))}
                ></call-plot>
                <call-plot
                  .heading=${say("По кнопкам", "By button")}
                  .bars=${buttons.map((each) => ({ name: each.text || each.button, ...each }))}
                ></call-plot>
              </div>`
      }`;
  }

  #onAct = (): void => {
    this.#actedMs = Date.now();
  };

  #onTick = (): void => {
    const isAttentive = Date.now() - this.#actedMs < attentiveMs;
    const isDue = isAttentive || Date.now() - this.#askedMs > sessionCheckMs;
    if (document.hidden || !isDue) return;
    this.#askedMs = Date.now();
    void this.#status.reload();
  };

  #onPeriod(days: Period): void {
    this.days = days;
    void this.#statistics.reload();
  }
}

/** `2026-11-24` becomes `24.11`. */
function dayOf(day: string): string {
  return day.split("-").slice(1).toReversed().join(".");
}

customElements.define("overview-view", Overview);
