/** The dialog: a form before the call, where the call stands after. Words in, markup out. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonView } from "../worker/protocol.ts";
import { isLive, type Progress, wordFor } from "./call.ts";
import type { Messages } from "./messages.ts";
import { written } from "./phone.ts";

export interface DialogView {
  title: string;
  record: ButtonView;
  open: boolean;
  progress: Progress;
  words: Messages;
  lang: string;
  talk: string;
  link: HTMLAnchorElement | null;
  onSubmit(event: SubmitEvent): void;
  onClose(): void;
  onDismiss(event: Event): void;
}

export function renderDialog(view: DialogView): TemplateResult {
  const { progress, words, record, talk } = view;
  const { state } = progress;
  const asking = /^(idle|placing|refused)$/.test(state) && view.open;
  const invalid = state === "refused" && progress.problem.startsWith("phone");
  const failed = !/^(idle|placing|dialling|ringing|connected|ended|scheduled)$/.test(state) || !view.open;
  return html`<dialog part="dialog" aria-labelledby="t" @close=${view.onClose} @mousedown=${view.onDismiss}>
    <form novalidate @submit=${view.onSubmit}>
      <h2 id="t">${view.title}</h2>
      ${
        "legs" in progress
          ? html`<div class="legs" aria-hidden="true">
              <span class=${progress.legs.owner}>${words.owner}</span
              ><span class=${progress.legs.visitor}>${words.visitor}</span>
            </div>`
          : nothing
      }
      <p part="status" id="s" class=${state === "refused" ? "error" : ""}>
        <span role="status">${statusText(view)}</span> <b role="timer">${talk}</b>
      </p>
      <label ?hidden=${!asking}
        >${words.phone}<input
          part="phone"
          type="tel"
          name="tel"
          autocomplete="tel"
          inputmode="tel"
          autofocus
          aria-describedby="s"
          aria-invalid=${invalid}
      /></label>
      ${
        record.consent
          ? html`<label class="consent" ?hidden=${!asking}
              ><input type="checkbox" name="consent" />${record.consent}</label
            >`
          : nothing
      }
      ${failed && view.link ? html`<p>${words.or} <a href=${view.link.href}>${view.link.textContent}</a></p>` : nothing}
      <button part="submit" ?hidden=${!asking && isLive(progress)} aria-disabled=${state === "placing"}>
        ${asking ? words.call : words.again}
      </button>
      <button type="button" class="x" aria-label=${words.close} @click=${view.onDismiss}>✕</button>
    </form>
  </dialog>`;
}

function statusText({ progress, words, record, lang, open }: DialogView): string {
  if (progress.state === "idle") {
    if (!open) return closedText(words, lang, record.opensAt);
    return record.callerId ? `${words.hint} ${words.from} ${written(record.callerId)}.` : words.hint;
  }
  if (progress.state === "refused") {
    if (progress.problem === "closed") return closedText(words, lang, progress.opensAt);
    if (progress.problem === "too-many-calls")
      return `${words[progress.problem]} ${inTime(words, lang, progress.retryAfterS)}`;
  }
  return words[wordFor(progress) as keyof Messages];
}

function closedText(words: Messages, lang: string, opensAt?: string): string {
  if (!opensAt) return words.closed;
  const time = new Date(opensAt).toLocaleString(lang, { weekday: "long", hour: "numeric", minute: "2-digit" });
  return `${words.closed}. ${words.opens} ${time}.`;
}

/** "in 5 minutes", "через 5 минут": the browser knows the plurals. */
function inTime(words: Messages, lang: string, seconds = 0): string {
  if (!seconds) return words.later;
  const [count, unit] =
    seconds < 60
      ? [seconds, "second" as const]
      : seconds < 3600
        ? [seconds / 60, "minute" as const]
        : [seconds / 3600, "hour" as const];
  return new Intl.RelativeTimeFormat(lang).format(Math.ceil(count), unit);
}
