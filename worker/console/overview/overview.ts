/** First thing seen: is everything all right, who is calling now, how the week went. */
import { html, nothing, type TemplateResult } from "lit";
import type { StatusReply } from "../../contract/owner.ts";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { StatisticsReply, Counts } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { View } from "../view.ts";
import { money, number } from "../words.ts";
import { words } from "../words/overview.ts";
import { renderBanners } from "./banners.ts";
import { earlier, type Period, rates, sinceOf } from "./period.ts";
import "./first-steps.ts";
import "./live-calls.ts";
import "./plot.ts";
import "./visitor-funnel.ts";

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
  /** The same time before that; undefined where it is not kept. */
  #before = new Remote<StatisticsReply | undefined>(this, async (signal) => {
    if (this.days === 30) return undefined;
    const [from, to] = [sinceOf(2 * this.days, Date.now()), sinceOf(this.days, Date.now())];
    return ask(`/statistics?${new URLSearchParams({ from, to })}`, { signal });
  });
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
    return html`<h1>${words().overview}</h1>
      ${this.#status.render((status) => html`${renderBanners(status, this, () => void this.#status.reload())} ${this.#renderFigures(status)}`)}
      <first-steps .button=${this.#buttons.value?.buttons[0]?.cid}></first-steps>
      <live-calls .names=${names}></live-calls>
      <section class="card" aria-labelledby="week">
        <header>
          <h2 id="week">${words().howCallsWent}</h2>
          ${this.#renderPeriods()}
        </header>
        ${this.#statistics.render((statistics) => this.#renderStatistics(statistics))}
        <visitor-funnel .days=${this.days}></visitor-funnel>
      </section>`;
  }

  #renderFigures({ balance, openCalls, account, sipId }: StatusReply): TemplateResult {
    const level = balance?.level ?? "ok";
    const enough = {
      ok: words().enoughMoney,
      low: words().topUpSoon,
      empty: words().noMoneyLeft,
    }[level];
    return html`<dl class="figures">
      <div class=${level === "ok" ? "" : "bad"}>
        <dt>${words().balance}</dt>
        <dd>${balance ? money(balance.amount, balance.currency) : "—"}</dd>
        <dd class="hint">${balance ? enough : words().sipnetGaveNoAnswer}</dd>
      </div>
      <div>
        <dt>${words().callsGoingOn}</dt>
        <dd>${number(openCalls)}</dd>
        <dd class="hint">${words().thisMoment}</dd>
      </div>
      <div>
        <dt>${words().sipnetAccount}</dt>
        <dd>${account ?? "—"}</dd>
        <dd class="hint">${sipId ? `SIP ID ${sipId}` : ""}</dd>
      </div>
    </dl>`;
  }

  #renderPeriods(): TemplateResult {
    const periods: [Period, string][] = [
      [1, words().day],
      [7, words().week],
      [30, words().thirtyDays],
    ];
    return html`<div class="segments" role="group" aria-label=${words().period}>
      ${periods.map(
        ([days, label]) =>
          html`<button type="button" aria-pressed=${days === this.days} @click=${() => this.#onPeriod(days)}>
            ${label}
          </button>`,
      )}
    </div>`;
  }

  #renderStatistics({ totals, days, hours, buttons }: StatisticsReply): TemplateResult {
    const compared = { days: this.days, totals, before: this.#before.value?.totals };
    const figures: [label: string, count: number, hint: string][] = [
      [words().asked, totals.asked, earlier("asked", compared)],
      [words().answered, totals.answered, rates("answered", compared)],
      [words().talked, totals.talked, rates("talked", compared)],
      [words().missed, totals.missed, rates("missed", compared)],
      [words().refused, totals.refused, earlier("refused", compared)],
    ];
    const empty = Object.keys(total).every((key) => totals[key as keyof Counts] === 0);
    return html`<dl class="figures small">
        ${figures.map(
          ([label, n, hint]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${number(n)}</dd>
              ${hint ? html`<dd class="hint">${hint}</dd>` : nothing}
            </div>`,
        )}
      </dl>
      ${
        empty
          ? html`<p class="empty">
              ${words().nobodyHasAsked}
              <a href=${hashOf(["buttons"])}>${words().putButtonOnSite}</a>
            </p>`
          : html`<call-plot
                .heading=${words().byDay}
                .bars=${days.map((each) => ({ name: dayOf(each.day), ...each }))}
              ></call-plot>
              <div class="pair">
                <call-plot
                  .heading=${words().byHour}
                  .bars=${hours.map((each) => ({ name: String(each.hour), ...each }))}
                ></call-plot>
                <call-plot
                  .heading=${words().byButton}
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
    void this.#before.reload();
  }
}

/** `2026-11-24` becomes `24.11`. */
function dayOf(day: string): string {
  return day.split("-").slice(1).toReversed().join(".");
}

customElements.define("overview-view", Overview);
