/** Whatever is wrong, in words, with the button that mends it. */
import { html, nothing, type TemplateResult } from "lit";
import type { StatusReply, Trouble } from "../../contract/owner.ts";
import { ask } from "../api.ts";
import { hashOf } from "../route.ts";
import type { View } from "../view.ts";
import { say, type Words } from "../words.ts";
import { words } from "../words/overview.ts";

/** What is said, what the mending button says, and where to look if there is no such button. */
interface Telling {
  words: Words;
  mend?: Words;
  look?: { path: string[]; words: Words };
}

const account = (page: string, label: Words) => ({ path: ["account", page], words: label });

const tellings: Record<Trouble, Telling> = {
  "key-refused": {
    words: ["SIPNET не принимает ключ. Проверьте SIPNET_APIKEY.", "SIPNET refuses the key. Check SIPNET_APIKEY."],
  },
  "answer-unread": {
    words: [
      "SIPNET пишет не так, как мы умеем читать; прочитать не удалось (значения не записаны):",
      "SIPNET writes something in a way we can’t read (no value is kept):",
    ],
  },
  "provider-unreachable": { words: ["SIPNET не отвечает.", "SIPNET gives no answer."] },
  "webhook-stolen": {
    words: [
      "Сообщения о звонках получает другая установка: статус виден с опозданием.",
      "Another installation receives the call reports: states show late.",
    ],
    mend: ["Вернуть себе", "Take them back"],
    look: account("webhook", ["Подробнее", "Details"]),
  },
  "webhook-missing": {
    words: ["Сообщения о звонках не подключены.", "Call reports are not set up."],
    mend: ["Подключить", "Set them up"],
    look: account("webhook", ["Подробнее", "Details"]),
  },
  "balance-low": {
    words: ["На счёте мало денег.", "Little money is left on the account."],
    look: account("cabinet", ["Пополнить в кабинете", "Top up in the cabinet"]),
  },
  "balance-empty": {
    words: ["Деньги кончились, SIPNET не звонит.", "No money is left, SIPNET won’t call."],
    look: account("cabinet", ["Пополнить в кабинете", "Top up in the cabinet"]),
  },
  "breaker-open": {
    words: [
      "Звонки остановлены: слишком мало ответов или разговоры слишком коротки.",
      "Calls are stopped: too few were answered, or talks were too short.",
    ],
    mend: ["Звонить снова", "Call again"],
    look: { path: ["safety"], words: ["Почему", "Why"] },
  },
  panic: {
    words: ["Звонки выключены вами.", "You have switched calls off."],
    mend: ["Включить звонки", "Switch calls on"],
  },
  "sync-failing": {
    words: ["Кнопки давно не сверялись с SIPNET.", "Buttons have not been compared with SIPNET for a while."],
    mend: ["Сверить сейчас", "Compare now"],
  },
  "sync-conflict": {
    words: [
      "Кнопку изменили с двух сторон: решите, что оставить.",
      "A button was changed on both sides: choose what stays.",
    ],
    look: { path: ["buttons"], words: ["К кнопкам", "To the buttons"] },
  },
  "unknown-calls": {
    words: ["О судьбе некоторых звонков SIPNET ещё не сказал.", "SIPNET has not yet told how some calls ended."],
    look: { path: ["calls", "journal"], words: ["Показать", "Show"] },
  },
  "opt-outs-queued": {
    words: ["Просьбы не звонить ждут вашего решения.", "Requests to be left alone wait for you."],
    look: { path: ["safety", "numbers"], words: ["Посмотреть", "Look"] },
  },
  "button-phone": {
    words: ["Телефон кнопки не прочитать, по нему не звоним.", "A button’s phone can’t be read and is not rung."],
    look: { path: ["buttons"], words: ["К кнопкам", "To the buttons"] },
  },
  settings: {
    words: ["Обратите внимание на настройки.", "Mind the settings."],
    look: { path: ["safety"], words: ["К ограничениям", "To the limits"] },
  },
};

const grave: readonly Trouble[] = ["key-refused", "balance-empty", "breaker-open", "panic", "provider-unreachable"];

export function renderBanners({ troubles }: StatusReply, view: View, onMended: () => void): TemplateResult {
  if (troubles.length === 0) return html`<p class="banner good" role="status">${words().everythingWorks}</p>`;
  return html`<div role="status">${troubles.map((trouble) => renderBanner(trouble, view, onMended))}</div>`;
}

type Told = StatusReply["troubles"][number];

function renderBanner({ name, detail, mend }: Told, view: View, onMended: () => void): TemplateResult {
  const { words: trouble, mend: mendWords, look } = tellings[name] ?? { words: [name, name] };
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
    <p><strong>${say(...trouble)}</strong> ${detail ?? nothing}</p>
    ${
      mend
        ? html`<button type="button" ?disabled=${view.busy} @click=${onMend}>
            ${say(...(mendWords ?? ["Исправить", "Mend"]))}
          </button>`
        : nothing
    }
    ${look ? html`<a href=${hashOf(look.path)}>${say(...look.words)}</a>` : nothing}
  </div>`;
}
