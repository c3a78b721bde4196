/** What is well and what isn't, with the few things that only the owner can settle. */
import { html, nothing, type TemplateResult } from "lit";
import type { ClearanceView, Finding, HealthReply } from "../../contract/owner-health.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words } from "../words/health.ts";
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
        <h2 id="health">${words().health}</h2>
        <button type="button" @click=${() => this.#health.reload()}>${words().lookAgain}</button>
      </header>
      ${this.#health.render((health) => this.#renderHealth(health))}
    </section>`;
  }

  #renderHealth(health: HealthReply): TemplateResult {
    const findings = health.findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    return html`<ul class="rows">
        ${findings.map((finding) => this.#renderFinding(finding, health))}
      </ul>
      <p class="hint">${words().version} ${health.version}</p>`;
  }

  #renderFinding(finding: Finding, health: HealthReply): TemplateResult {
    const { name, state } = finding;
    const { title, advice, look } = tellings[name];
    const [mood, label] = stateWords[state];
    const [isWell, isKnown] = [state === "ok", state !== "unknown"];
    return html`<li>
      <div class="grow stack">
        <div class="headline">
          <h3>${title()}</h3>
          <span class="pill ${mood}">${label()}</span>
        </div>
        ${isWell ? nothing : html`<p>${(isKnown ? advice : unknownAdvice)()}</p>`}
        ${isWell || !isKnown ? nothing : this.#renderMending(finding, health)}
        ${!isWell && isKnown && look ? html`<p><a href=${hashOf(look.path)}>${look.words()}</a></p>` : nothing}
      </div>
    </li>`;
  }

  #renderMending({ name, detail }: Finding, { clearance, seenAddress }: HealthReply): unknown {
    switch (name) {
      case "webhook":
        return this.#renderAct(words().receiveThemHere, this.#onWebhook);
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

  #renderAct(label: string, onPress: () => unknown): TemplateResult {
    return html`<div class="actions">
      <button type="button" class="primary" ?disabled=${this.busy} @click=${onPress}>${label}</button>
    </div>`;
  }

  #renderOwnAddress(origin: string | undefined): TemplateResult {
    return html`<form class="bar" @submit=${this.#onOwnAddress}>
      ${textField({ name: "url", label: words().address, type: "url", required: true, value: origin })}
      <button class="primary" ?disabled=${this.busy}>${words().confirm}</button>
    </form>`;
  }

  #renderVisitorAddress(seen: string | null): TemplateResult {
    if (seen === null) return html`<p>${words().addressHint}</p>`;
    return html`<p>${words().youHaveComeFrom} <strong class="code">${seen}</strong></p>
      <p>${words().doctorIsEasiest}</p>
      ${this.#renderAct(words().addressIsRight, this.#onVisitorAddress)}`;
  }

  #renderRestored(restored: NonNullable<ClearanceView["restored"]>): TemplateResult {
    const { takenAt, restoredAt, optOuts } = restored;
    const span = `${moment(takenAt)} – ${moment(restoredAt)}`;
    return html`<p>${words().backupAndRestore} <strong>${span}</strong>. ${words().gapBetweenCopies}</p>
      <p>
        ${words().bookedCallsWait}
        <a href=${hashOf(["calls", "missed"])}>${words().missed}</a>: ${words().neverDialledByItself}
      </p>
      <p>${optOutWords(optOuts)} <a href=${hashOf(["safety", "numbers"])}>${words().toNumbers}</a></p>
      <lost-calls .gap=${restored}></lost-calls>
      ${this.#renderAct(words().iHaveSeenIt, this.#onRestored)}`;
  }

  #onWebhook = (): void => {
    const work = () => ask("/webhook", { method: "POST" });
    void this.#settle(work, words().reportsComeHere);
  };

  #onOwnAddress = (event: SubmitEvent): void => {
    const { texts } = formOf(event);
    const work = () => ask("/address", { method: "PUT", body: { url: texts["url"] ?? "" } });
    void this.#settle(work, words().addressIsConfirmed);
  };

  #onVisitorAddress = (): void => {
    const judge = (by: "owner" | null) => ask("/health/address", { body: { by } });
    const takeBack = async (): Promise<void> => {
      await judge(null);
      await this.#health.reload();
    };
    void this.#settle(() => judge("owner"), words().visitorsAddressesConfirmed, takeBack);
  };

  #onRestored = async (): Promise<void> => {
    const question = {
      title: words().dialAgainQuestion,
      detail: words().visitorsWillBeCalled,
      action: words().dial,
    };
    if (!(await confirmed(question))) return;
    await this.#settle(() => ask("/health/restored", { body: {} }), words().diallingIsOpen);
  };

  async #settle(work: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>): Promise<void> {
    if (await this.act(work, done, { undo })) await this.#health.reload();
  }
}

/** @param optOuts - how many were carried over from the replaced data, or `unreadable` */
function optOutWords(optOuts: string): string {
  if (/^\d+$/.test(optOuts)) return words().optOutsCarriedOver(optOuts);
  return words().replacedDataUnreadable;
}

customElements.define("health-page", HealthPage);
