/** The dialog: a form before the call, where the call stands after. Words in, markup out. */
import { html, type TemplateResult } from "lit";
import type { ButtonView } from "../../worker/contract/visitor.ts";
import type { Line } from "../call/call-host.ts";
import { isAsking, isDialled, isLive, isOver, ofThePhone, type Progress, wordFor } from "../call/progress.ts";
import type { Extra } from "./extra.ts";
import type { Messages } from "../words/messages.ts";
import { written } from "./phone-number.ts";

/** A request of ours that is wrong in itself is nothing that a visitor could mend. */
const ofOurs: ReadonlySet<string> = new Set(["bad-request", "origin-not-allowed", "not-found"]);

/** Before the visitor's phone rings, and while it does. */
const withCaller: ReadonlySet<string> = new Set(["idle", "owner-answered", "visitor-ringing"]);

export interface SheetView {
  title: string;
  record: ButtonView;
  line: Line;
  /** Somebody is there to take the call. */
  open: boolean;
  /** The visitor wants more than a call now: one for later, or to say how it was. */
  wantsMore: boolean;
  progress: Progress;
  words: Messages;
  lang: string;
  /** `0:07`, of talk. */
  talk: string;
  /** The owner's `tel:` link, for when a call can't be had. */
  link: HTMLAnchorElement | null;
  /** What was loaded after the click, once it was needed. */
  extras: Extra[];
}

/** What a visitor can do in the dialog. */
export interface SheetActs {
  submit(event: SubmitEvent): void;
  closed(): void;
  dismiss(event: Event): void;
  more(): void;
}

/** What the visitor has filled in: what isn't there, or isn't ticked, is not among it. */
export function answersOf(form: HTMLFormElement): { phone: string; consent?: true; at?: string } {
  const { tel, consent, at } = Object.fromEntries(new FormData(form)) as Record<string, string | undefined>;
  return { phone: tel ?? "", ...(consent && { consent: true }), ...(at && { at }) };
}

export function renderSheet(view: SheetView, acts: SheetActs): TemplateResult {
  const { progress, words, record, link, open, extras } = view;
  const { state, legs } = progress;
  const added = extras.map((extra) => extra.render(view));
  const asking = isAsking(progress) && (open || extras.some(({ offers }) => offers));
  // The wrapper lifts the panel of a living call above the page, without making the page inert.
  return html`<div popover="manual">
    <dialog part="dialog" aria-labelledby="t" @close=${acts.closed} @mousedown=${acts.dismiss} @keydown=${acts.dismiss}>
      <form @submit=${acts.submit}>
        <h2 id="t">${view.title}</h2>
        <p class="legs" aria-hidden="true" ?hidden=${!isLive(progress) || state === "scheduled"}>
          <b class=${legs?.owner ?? ""}>${words.company}</b><b class=${legs?.visitor ?? ""}>${words.you}</b>
        </p>
        <p part="status" id="s" class=${state}><span role="status">${statusText(view)}</span> ${besides(view)}</p>
        <label ?hidden=${!asking}
          >${words.phone}<input
            part="phone"
            type="tel"
            name="tel"
            autocomplete="tel"
            autofocus
            aria-describedby="s"
            aria-invalid=${ofThePhone.has(progress.problem ?? "")}
        /></label>
        ${record.consent && html`<label ?hidden=${!asking}><input type="checkbox" name="consent" /> ${record.consent}</label>`}
        ${link && (!open || progress.problem || (isOver(progress) && state !== "ended") || state === "unknown") ? html`<p><a href=${link.href}>${link.textContent}</a></p>` : ""}
        ${added}
        <button part="submit" ?hidden=${!asking && !isOver(progress)}>${words.call}</button>
        <button type="button" @click=${acts.more} ?hidden=${view.wantsMore || (state !== "ended" && !(asking && open))}>
          ${asking ? words.later : words.rate}
        </button>
        <button type="button" @click=${acts.dismiss}>${words.close}</button>
      </form>
    </dialog>
  </div>`;
}

/** Asking wants all attention; a call that goes on leaves the page to the visitor. Whether it has only now come to show. */
export function present(dialog: HTMLDialogElement | null, modal: boolean): boolean {
  if (!dialog || (dialog.open && dialog.matches(":modal") === modal)) return false;
  const isNew = !dialog.open;
  dialog.close();
  (dialog.parentNode as HTMLElement).togglePopover?.(!modal);
  if (modal) dialog.showModal();
  else dialog.show();
  return isNew;
}

function statusText({ progress, words, record, lang, open }: SheetView): string {
  const word = open || !isAsking(progress) ? wordFor(progress) : "closed";
  const title = ofOurs.has(word) ? undefined : progress.title;
  const text = words[word as keyof Messages] ?? words[progress.state as keyof Messages] ?? title ?? words.unavailable;
  const time = word === "scheduled" ? progress.at : word === "closed" && (progress.opensAt ?? record.opensAt);
  if (record.callerId && withCaller.has(word)) return `${text}. ${words.from} ${written(record.callerId)}`;
  if (time) return `${text}: ${new Date(time).toLocaleString(lang, { dateStyle: "full", timeStyle: "short" })}`;
  if (word === "too-many-calls") return `${text} ${inTime(lang, progress.retryAfterS)}`;
  return text;
}

/** What changes by the second, or is no news, isn't announced. */
function besides({ progress, words, lang, talk }: SheetView): string {
  const { wait } = progress;
  if (!wait || !isDialled(progress)) return talk;
  const seconds = new Intl.NumberFormat(lang, { style: "unit", unit: "second", unitDisplay: "long" });
  return `· ${words.wait} ${seconds.format(wait)}`;
}

/** "in 5 minutes", "через 5 минут": the browser knows the plurals. */
const inTime = (lang: string, seconds = 60): string =>
  new Intl.RelativeTimeFormat(lang).format(
    Math.ceil(seconds / (seconds < 3600 ? 60 : 3600)),
    seconds < 3600 ? "minute" : "hour",
  );
