/** The page of receivers: draws what they have got whenever that changes, and lets its person write and press. */

/** @typedef {import("./receivers.ts").ReceiversView} View */
/** @typedef {import("./telegram.ts").ChatLine} ChatLine */

const ru = {
  title: "Кому рассказали",
  subtitle: "Понарошку: ничего не уходит дальше этой машины",
  otherLanguage: "English",
  chat: "Telegram владельца",
  noChat: "Пока тихо. Пропущенный звонок появится здесь.",
  write: "Сообщение боту",
  send: "Отправить",
  leads: "CRM (Bitrix24)",
  noLeads: "Лидов нет.",
  mails: "Почта владельца",
  noMails: "Писем нет.",
  pushes: "Уведомления в браузере владельца",
  noPushes: "Уведомлений нет.",
  hooks: "Подписанные вебхуки",
  noHooks: "Вебхуков не было.",
};

/** @type {typeof ru} */
const en = {
  title: "Who was told",
  subtitle: "Make-believe: nothing leaves this machine",
  otherLanguage: "Русский",
  chat: "The owner’s Telegram",
  noChat: "Quiet so far. A missed call will appear here.",
  write: "A message to the bot",
  send: "Send",
  leads: "CRM (Bitrix24)",
  noLeads: "No leads.",
  mails: "The owner’s mail",
  noMails: "No mail.",
  pushes: "The owner’s browser",
  noPushes: "No notifications.",
  hooks: "Signed webhooks",
  noHooks: "No webhooks yet.",
};

const language = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "ru";
const words = language === "en" ? en : ru;

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  const found = document.getElementById(id);
  if (found) return found;
  throw new Error(`The page has no #${id}`);
}

/** @param {string} path @param {object} body */
function post(path, body) {
  return fetch(`/receivers/chat/${path}`, { method: "POST", body: JSON.stringify(body) });
}

/** @param {string} at @param {string} text */
function item(at, text) {
  const [element, time] = [document.createElement("li"), document.createElement("time")];
  time.dateTime = at;
  time.textContent = new Date(at).toLocaleTimeString(language);
  element.append(text, time);
  return element;
}

/** @param {ChatLine} line */
function chatItem({ from, text, buttons, at, toast }) {
  const element = item(at, text);
  element.className = from;
  const row = document.createElement("div");
  row.className = "buttons";
  for (const { text: label, data } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => post("press", { data }));
    row.append(button);
  }
  if (buttons.length > 0) element.append(row);
  if (toast) element.append(Object.assign(document.createElement("p"), { className: "toast", textContent: toast }));
  return element;
}

/** @param {View} view */
function draw({ chat, leads, hooks, mails, pushes }) {
  find("chat").replaceChildren(...chat.map(chatItem));
  find("leads").replaceChildren(
    ...leads.toReversed().map(({ title, comments, at }) => item(at, `${title}\n${comments}`)),
  );
  find("hooks").replaceChildren(...hooks.toReversed().map(({ type, id, at }) => item(at, `${type}\n${id}`)));
  find("mails").replaceChildren(...mails.toReversed().map(({ subject, text, at }) => item(at, `${subject}\n${text}`)));
  find("pushes").replaceChildren(...pushes.toReversed().map(({ title, body, at }) => item(at, `${title}\n${body}`)));
  find("no-pushes").hidden = pushes.length > 0;
  find("no-mails").hidden = mails.length > 0;
  find("no-chat").hidden = chat.length > 0;
  find("no-leads").hidden = leads.length > 0;
  find("no-hooks").hidden = hooks.length > 0;
  find("chat").scrollTop = find("chat").scrollHeight;
}

document.documentElement.lang = language;
document.title = words.title;
for (const element of document.querySelectorAll("[data-word]")) {
  const word = /** @type {keyof typeof ru} */ (element.getAttribute("data-word"));
  element.textContent = words[word];
}
const other = /** @type {HTMLAnchorElement} */ (find("language"));
other.textContent = words.otherLanguage;
other.href = language === "en" ? "?lang=ru" : "?lang=en";

find("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (find("text"));
  void post("write", { text: field.value });
  field.value = "";
});

new EventSource("/receivers/events").addEventListener("message", ({ data }) => draw(JSON.parse(data)));
