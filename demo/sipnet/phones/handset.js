/** One phone as a card: made once, then brought up to date, so that the focus stays where a person put it. */
import { words } from "./words.js";
import { make, writePhone, writeTime } from "./writing.js";

/** @typedef {import("../views.ts").PhoneView} Phone */
/** @typedef {Phone["lines"][number]} Line */

const habits = {
  manual: {},
  quick: { answerAfterMs: 2000 },
  busy: { busy: true },
  noAnswer: { noAnswer: true },
};

/** @param {string} number @param {string} verb @param {unknown} body */
function ask(number, verb, body) {
  const path = `/sim/phones/${encodeURIComponent(number)}${verb && `/${verb}`}`;
  return fetch(path, { method: verb ? "POST" : "PUT", body: JSON.stringify(body) });
}

/** @param {Phone} phone */
export function makeHandset({ number }) {
  const card = make("li", "handset");
  const role = make("span", "role");
  const name = make("h3", "", role, make("span", "number", writePhone(number)));
  const lines = make("div", "lines");
  const messages = make("div", "messages");
  const select = make("select", "");
  select.append(...Object.entries(words.habits).map(([value, text]) => new Option(text, value)));
  select.setAttribute("aria-label", `${words.habit}: ${writePhone(number)}`);
  select.addEventListener("change", () => {
    const chosen = Object.entries(habits).find(([key]) => key === select.value);
    void ask(number, "", chosen?.[1] ?? {});
  });
  const picture = make("span", "picture");
  picture.setAttribute("aria-hidden", "true");
  card.append(picture, name, lines, messages, make("label", "habit", make("span", "", words.habit), select));
  return card;
}

/** @param {HTMLElement} card @param {Phone} phone */
export function updateHandset(card, phone) {
  const state = phone.lines.some((line) => line.state === "ringing")
    ? "ringing"
    : phone.lines.length > 0
      ? "talking"
      : "silent";
  card.dataset.state = state;
  card.dataset.role = phone.role;
  part(card, ".role").textContent = words[phone.role];
  updateLines(part(card, ".lines"), phone);
  part(card, ".messages").replaceChildren(...phone.messages.slice(-1).map(({ text }) => make("p", "", text)));
  const select = /** @type {HTMLSelectElement} */ (part(card, "select"));
  const { busy, noAnswer, answerAfterMs } = phone.habits;
  if (document.activeElement !== select) {
    select.value = busy ? "busy" : noAnswer ? "noAnswer" : answerAfterMs === undefined ? "manual" : "quick";
  }
}

/** @param {HTMLElement} box @param {Phone} phone */
function updateLines(box, { number, lines }) {
  const focused = box.contains(document.activeElement);
  const wanted = lines.length > 0 ? lines.map((line) => `${line.call} ${line.state} ${line.talking}`) : ["silent"];
  if (box.dataset.shown === wanted.join()) return;
  box.dataset.shown = wanted.join();
  const silent = make("p", "state", words.silent);
  box.replaceChildren(...(lines.length > 0 ? lines.map((line) => makeLine(number, line)) : [silent]));
  if (focused) (box.querySelector("button") ?? box.closest("li")?.querySelector("select"))?.focus();
}

/** @param {string} number @param {Line} line */
function makeLine(number, line) {
  const state = line.state === "ringing" ? "ringing" : line.talking ? "talking" : "waiting";
  const time = make("time", "timer", writeTime(0));
  time.dataset.since = String(line.since);
  const peer = line.state === "ringing" ? `${words.from} ${writePhone(line.cli)}` : writePhone(line.other);
  /** @param {"answer" | "decline" | "hangup"} verb */
  const button = (verb) => {
    const one = make("button", verb, words[verb]);
    one.type = "button";
    one.setAttribute("aria-label", `${words[verb]}: ${writePhone(number)}`);
    one.addEventListener("click", () => void ask(number, verb, { call: line.call }));
    return one;
  };
  const buttons = line.state === "ringing" ? [button("answer"), button("decline")] : [button("hangup")];
  const text = make("p", "state", make("strong", "", words[state]), " ", time, make("span", "peer", peer));
  return make("div", `line ${state}`, text, make("div", "buttons", ...buttons));
}

/** @param {HTMLElement} card @param {string} selector @returns {HTMLElement} */
function part(card, selector) {
  const found = card.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`A handset has no ${selector}`);
}
