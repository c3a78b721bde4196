/** The dialog: a form before the call, where the call stands after. Words in, markup out. */
import { html, type TemplateResult } from "lit";
import type { ButtonView } from "../worker/protocol.ts";
import { isAsking, isLive, isOver, type Progress, wordFor } from "./call.ts";
import type { Messages } from "./messages.ts";
import { written } from "./phone.ts";

export interface DialogView {
  title: string;
  record: ButtonView;
  /** Somebody is there to take the call. */
  open: boolean;
  progress: Progress;
  words: Messages;
  lang: string;
  /** `0:07`, of talk. */
  talk: string;
  /** The owner's `tel:` link, for when a call can't be had. */
  link: HTMLAnchorElement | null;
}

export function renderDialog(
  view: DialogView,
  onSubmit: (event: SubmitEvent) => void,
  onClose: () => void,
  onDismiss: (event: Event) => void,
): TemplateResult {
  const { progress, words, record, link, open } = view;
  const { state } = progress;
  const asking = open && isAsking(progress);
  return html`<dialog part="dialog" aria-labelledby="t" @close=${onClose} @mousedown=${onDismiss}>
    <form novalidate @submit=${onSubmit}>
      <h2 id="t">${view.title}</h2>
      <progress aria-hidden="true" ?hidden=${!isLive(progress) || state === "connected"}></progress>
      <p part="status" id="s" class=${state}><span role="status">${statusText(view)}</span> ${view.talk}</p>
      <label ?hidden=${!asking}
        >${words.phone}<input
          part="phone"
          type="tel"
          name="tel"
          autocomplete="tel"
          inputmode="tel"
          autofocus
          aria-describedby="s"
          aria-invalid=${/phone/.test(`${progress.problem}`)}
      /></label>
      ${record.consent && html`<label ?hidden=${!asking}><input type="checkbox" name="consent" /> ${record.consent}</label>`}
      ${link && (!open || progress.problem || isOver(progress) || state === "unknown") ? html`<p><a href=${link.href}>${link.textContent}</a></p>` : ""}
      <button part="submit" ?hidden=${!asking && !isOver(progress)}>${words.call}</button>
      <button type="button" @click=${onDismiss}>${words.close}</button>
    </form>
  </dialog>`;
}

function statusText({ progress, words, record, lang, open }: DialogView): string {
  const word = open ? wordFor(progress) : "closed";
  const text = words[word as keyof Messages] ?? words[progress.state as keyof Messages] ?? words.unavailable;
  const opensAt = progress.opensAt ?? record.opensAt;
  // Before the visitor's phone rings, and while it does.
  if (record.callerId && /idle|owner-a|visitor-r/.test(word))
    return `${text}. ${words.from} ${written(record.callerId)}`;
  if (word === "closed" && opensAt)
    return `${text} ${new Date(opensAt).toLocaleString(lang, { weekday: "long", hour: "numeric", minute: "numeric" })}`;
  if (word === "too-many-calls") return `${text} ${inTime(lang, progress.retryAfterS)}`;
  return text;
}

/** "in 5 minutes", "через 5 минут": the browser knows the plurals. */
const inTime = (lang: string, seconds = 60): string =>
  new Intl.RelativeTimeFormat(lang).format(
    Math.ceil(seconds / (seconds < 3600 ? 60 : 3600)),
    seconds < 3600 ? "minute" : "hour",
  );
