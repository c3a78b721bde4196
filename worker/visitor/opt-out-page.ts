/** The page behind "was it you who asked?": one field, one sentence, no trace. */
import type { Language } from "../contract/visitor.ts";

const words = {
  ru: {
    title: "Больше не звоните мне",
    lead: "Кто-то заказал звонок на ваш номер, а вы его не просили? Введите номер, и кнопки этого сайта больше никогда на него не позвонят.",
    phone: "Номер телефона",
    submit: "Не звонить мне",
    done: "Готово. На этот номер больше не позвонят.",
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
    done: "Done. This number will not be called again.",
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
button{width:100%;margin-top:14px;font:inherit;font-weight:600;padding:13px;border:0;border-radius:12px;background:var(--accent);color:var(--card);cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}[role=status]{min-height:1.6em;margin:.8em 0 0;font-weight:600}[data-bad]{color:var(--bad)}
small{display:block;margin-top:1em;opacity:.8}nav{margin-top:1.2em}a{color:var(--accent)}`;

const script = `const form=document.forms[0],said=document.querySelector("[role=status]"),say=(key,bad)=>{said.textContent=form.dataset[key];said.toggleAttribute("data-bad",bad);form.phone.setAttribute("aria-invalid",key==="invalid")};
form.addEventListener("submit",async event=>{event.preventDefault();const phone=form.phone.value;
if(phone.replace(/\\D/g,"").length<7){say("invalid",true);form.phone.focus();return}
try{const answer=await fetch("/v1/opt-outs",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({phone})});
if(!answer.ok)throw answer;form.phone.value="";say("done",false)}catch{say("failed",true)}});`;

/** Only this page's own style and script run, and nobody can frame it. CSP Level 3. */
export const optOutPolicy = await policyFor(style, script);

export function optOutPage(lang: Language): string {
  const { title, lead, phone, submit, done, invalid, failed, note, other } = words[lang];
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${lead}</p>
<form novalidate data-done="${done}" data-invalid="${invalid}" data-failed="${failed}"><label for="phone">${phone}</label>
<input id="phone" name="phone" type="tel" autocomplete="tel" required aria-describedby="said"><button>${submit}</button>
<p role="status" id="said"></p></form><small>${note}</small><nav>${other}</nav></main><script>${script}</script></body></html>`;
}

async function policyFor(...[styles, scripts]: [string, string]): Promise<string> {
  const hash = async (text: string) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
  };
  const sources = `style-src ${await hash(styles)}; script-src ${await hash(scripts)}; connect-src 'self'`;
  return `default-src 'none'; ${sources}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
