/** The page behind "was it you who asked?": one field, one sentence, no trace, and a minute to take it back. */
import type { Language } from "../contract/visitor.ts";
import { base64 } from "../crypto.ts";
import { optOutScript } from "./opt-out-script.ts";

const words = {
  ru: {
    title: "Больше не звоните мне",
    lead: "Кто-то заказал звонок на ваш номер, а вы его не просили? Введите номер, и кнопки этого сайта больше никогда на него не позвонят.",
    phone: "Номер телефона",
    submit: "Не звонить мне",
    done: "Готово. На {phone} кнопки этого сайта больше не позвонят.",
    queued:
      "Записано, но ещё не действует: сегодня таких просьб слишком много, {phone} ждёт решения владельца сайта. До него звонок возможен.",
    undo: "Отменить",
    undone: "Ваша просьба отозвана.",
    late: "Минута прошла: отозвать просьбу уже может только владелец сайта.",
    full: "Не принято, и номер пока не защищён. Попробуйте позже.",
    often: "Слишком много попыток подряд. Попробуйте через минуту.",
    invalid: "Введите номер полностью, например +7 916 123-45-67",
    failed: "Не получилось отправить. Попробуйте ещё раз чуть позже.",
    note: "Номер не сохраняется: остаётся только его необратимый отпечаток.",
    other: '<a href="?lang=en" lang="en" hreflang="en">English</a>',
  },
  en: {
    title: "Don't call me again",
    lead: "Did somebody ask for a call to your number, and it wasn't you? Type the number, and the buttons of this site will never ring it again.",
    phone: "Phone number",
    submit: "Don't call me",
    done: "Done. The buttons of this site will not call {phone} again.",
    queued:
      "Written down, but not in force yet: too many people asked today, and {phone} waits for the site's owner. Until then a call is possible.",
    undo: "Undo",
    undone: "Your request was taken back.",
    late: "The minute is over: only the site's owner can take it back now.",
    full: "That was not taken, and the number is not protected yet. Please try later.",
    often: "Too many attempts in a row. Please try again in a minute.",
    invalid: "Type the whole number, for example +7 916 123-45-67",
    failed: "That could not be sent. Please try again in a moment.",
    note: "The number is not kept: only a fingerprint of it, which can't be turned back.",
    other: '<a href="?lang=ru" lang="ru" hreflang="ru">Русский</a>',
  },
} satisfies Record<Language, Record<string, string>>;

const style = `:root{color-scheme:light dark;--ink:#1a2420;--paper:#f6f7f5;--card:#fff;--line:#87918c;--accent:#00702d;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e8eeea;--paper:#121614;--card:#1c211e;--line:#7d8a83;--accent:#5fd38d;--bad:#ffb4ab}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--paper);color:var(--ink);font:17px/1.55 system-ui,sans-serif}
main{max-width:30rem;background:var(--card);padding:32px;border-radius:20px;box-shadow:0 8px 40px #0001}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .6em}label{display:block;font-weight:600;margin:1.4em 0 .4em}
input{width:100%;font:inherit;padding:12px 14px;border:1.5px solid var(--line);border-radius:12px;background:transparent;color:inherit}
input[aria-invalid=true]{border-color:var(--bad)}
button{width:100%;margin-top:14px;font:inherit;font-weight:600;padding:13px;border:0;border-radius:12px;background:var(--accent);color:var(--card);cursor:pointer}
button[type=button]{background:none;color:var(--accent);border:1.5px solid currentColor}button[hidden]{display:none}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}[role=status]{min-height:1.6em;margin:.8em 0 0;font-weight:600;overflow-wrap:anywhere}[data-bad]{color:var(--bad)}
small{display:block;margin-top:1em;opacity:.8}nav{margin-top:1.2em}a{color:var(--accent)}`;

/** Only this page's own style and script run, and nobody can frame it. CSP Level 3. */
export function optOutPolicy(): Promise<string> {
  return policyFor(style, optOutScript);
}

export function optOutPage(lang: Language): string {
  const { title, lead, phone, submit, undo, note, other } = words[lang];
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${lead}</p>
<form novalidate ${saidWords(lang)}><label for="phone">${phone}</label>
<input id="phone" name="phone" type="tel" autocomplete="tel" required aria-describedby="said"><button>${submit}</button>
<p role="status" id="said"></p><button type="button" hidden>${undo}</button></form><small>${note}</small><nav>${other}</nav></main><script>${optOutScript}</script></body></html>`;
}

/** What the script may have to say, as `data-` attributes of the form. */
function saidWords(lang: Language): string {
  const { done, queued, undo, undone, late, full, often, invalid, failed } = words[lang];
  const said = Object.entries({ done, queued, undo, undone, late, full, often, invalid, failed });
  return said.map(([name, text]) => `data-${name}="${text}"`).join(" ");
}

async function policyFor(...[styles, scripts]: [string, string]): Promise<string> {
  const hash = async (text: string) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return `'sha256-${base64(new Uint8Array(digest))}'`;
  };
  const sources = `style-src ${await hash(styles)}; script-src ${await hash(scripts)}; connect-src 'self'`;
  return `default-src 'none'; ${sources}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
