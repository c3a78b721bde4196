/** Whatever is wrong, in words, with the button that mends it. */
import { html, nothing, type TemplateResult } from "lit";
import type { StatusReply, Trouble } from "../../contract/owner.ts";
import { ask } from "../api.ts";
import { hashOf } from "../route.ts";
import type { View } from "../view.ts";
import type { Words } from "../words.ts";
import { words } from "../words/troubles.ts";

/** What is said, what the mending button says, and where to look if there is no such button. */
interface Telling {
  words: Words;
  mend?: Words;
  look?: { path: string[]; words: Words };
}

const account = (page: string, label: Words) => ({ path: ["account", page], words: label });

const tellings: Record<Trouble, Telling> = {
  "key-refused": {
    words: () => words()["key-refused"].title,
  },
  "answer-unread": {
    words: () => words()["answer-unread"].title,
  },
  "provider-unreachable": { words: () => words()["provider-unreachable"].title },
  "webhook-stolen": {
    words: () => words()["webhook-stolen"].title,
    mend: () => words()["webhook-stolen"].mend,
    look: account("webhook", () => words()["webhook-stolen"].look),
  },
  "webhook-missing": {
    words: () => words()["webhook-missing"].title,
    mend: () => words()["webhook-missing"].mend,
    look: account("webhook", () => words()["webhook-missing"].look),
  },
  "balance-low": {
    words: () => words()["balance-low"].title,
    look: account("cabinet", () => words()["balance-low"].look),
  },
  "balance-empty": {
    words: () => words()["balance-empty"].title,
    look: account("cabinet", () => words()["balance-empty"].look),
  },
  "breaker-open": {
    words: () => words()["breaker-open"].title,
    mend: () => words()["breaker-open"].mend,
    look: { path: ["safety"], words: () => words()["breaker-open"].look },
  },
  panic: {
    words: () => words().panic.title,
    mend: () => words().panic.mend,
  },
  "address-unproven": {
    words: () => words()["address-unproven"].title,
    look: account("health", () => words()["address-unproven"].look),
  },
  "restored-unconfirmed": {
    words: () => words()["restored-unconfirmed"].title,
    look: account("health", () => words()["restored-unconfirmed"].look),
  },
  "sync-failing": {
    words: () => words()["sync-failing"].title,
    mend: () => words()["sync-failing"].mend,
  },
  "sync-conflict": {
    words: () => words()["sync-conflict"].title,
    look: { path: ["buttons"], words: () => words()["sync-conflict"].look },
  },
  "unknown-calls": {
    words: () => words()["unknown-calls"].title,
    look: { path: ["calls"], words: () => words()["unknown-calls"].look },
  },
  "opt-outs-queued": {
    words: () => words()["opt-outs-queued"].title,
    look: { path: ["safety", "numbers"], words: () => words()["opt-outs-queued"].look },
  },
  "button-phone": {
    words: () => words()["button-phone"].title,
    look: { path: ["buttons"], words: () => words()["button-phone"].look },
  },
  settings: {
    words: () => words().settings.title,
    look: { path: ["safety"], words: () => words().settings.look },
  },
};

const grave: readonly Trouble[] = [
  "key-refused",
  "balance-empty",
  "breaker-open",
  "panic",
  "provider-unreachable",
  "address-unproven",
  "restored-unconfirmed",
];

export function renderBanners({ troubles }: StatusReply, view: View, onMended: () => void): TemplateResult {
  if (troubles.length === 0) return html`<p class="banner good" role="status">${words().everythingWorks}</p>`;
  return html`<div role="status">${troubles.map((trouble) => renderBanner(trouble, view, onMended))}</div>`;
}

type Told = StatusReply["troubles"][number];

function renderBanner({ name, detail, mend }: Told, view: View, onMended: () => void): TemplateResult {
  const { words: trouble, mend: mendWords, look } = tellings[name] ?? { words: () => name };
  const path = mend?.path.replace("/v1/owner", "");
  const onMend = async (): Promise<void> => {
    if (!mend || !path) return;
    const done = await view.act(
      () => ask(path, { method: mend.method, ...(mend.body === undefined ? {} : { body: mend.body }) }),
      words().done,
    );
    if (done) onMended();
  };
  return html`<div class="banner ${grave.includes(name) ? "bad" : "warn"}">
    <p><strong>${trouble()}</strong> ${detail ?? nothing}</p>
    ${
      mend
        ? html`<button type="button" ?disabled=${view.busy} @click=${onMend}>
            ${(mendWords ?? (() => words().mend))()}
          </button>`
        : nothing
    }
    ${look ? html`<a href=${hashOf(look.path)}>${look.words()}</a>` : nothing}
  </div>`;
}
