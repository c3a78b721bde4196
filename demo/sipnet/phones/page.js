/** The page of phones: draws each picture that the simulator sends, and tells a screen reader what is new. */
import { makeHandset, updateHandset } from "./handset.js";
import { soundBy } from "./sound.js";
import { makeStory } from "./story.js";
import { language, words } from "./words.js";
import { writeMoney, writePhone, writeTime } from "./writing.js";

/** @typedef {import("../views.ts").Snapshot} Snapshot */
/** @typedef {import("../views.ts").PhoneView} Phone */

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  const found = document.getElementById(id);
  if (found) return found;
  throw new Error(`The page has no #${id}`);
}

const [list, stories, news] = [find("phones"), find("calls"), find("news")];
/** @type {Map<string, HTMLElement>} */
const cards = new Map();
const sound = soundBy(find("sound"));
/** How far the simulator's clock is from this machine's. */
let aheadMs = 0;

/** @param {Snapshot} snapshot */
function draw({ now, balance, phones, calls }) {
  aheadMs = now - Date.now();
  find("balance").textContent = writeMoney(balance);
  drawPhones(phones);
  stories.replaceChildren(...calls.map(makeStory));
  find("no-phones").hidden = phones.length > 0;
  find("no-calls").hidden = calls.length > 0;
  sound.ringing = phones.some((phone) => phone.lines.some((line) => line.state === "ringing"));
  announce(phones);
  tick();
}

/** Phones that are busy come first; the others keep their order. @param {Phone[]} phones */
function drawPhones(phones) {
  const ordered = phones.toSorted((one, other) => Number(other.lines.length > 0) - Number(one.lines.length > 0));
  for (const [number, card] of cards) {
    if (phones.some((phone) => phone.number === number)) continue;
    card.remove();
    cards.delete(number);
  }
  for (const [index, phone] of ordered.entries()) {
    const card = cards.get(phone.number) ?? makeHandset(phone);
    cards.set(phone.number, card);
    updateHandset(card, phone);
    // A card that is moved loses its focus, so only those out of place are.
    if (list.children[index] !== card) list.insertBefore(card, list.children[index] ?? null);
  }
}

/** @param {Phone[]} phones */
function announce(phones) {
  const said = phones.flatMap(({ number, role, lines }) =>
    lines.map((line) => {
      const state = line.state === "ringing" ? words.ringing : line.talking ? words.talking : words.waiting;
      return `${words[role]}, ${writePhone(number)}: ${state}.`;
    }),
  );
  if (news.textContent !== said.join(" ")) news.textContent = said.join(" ");
}

function tick() {
  for (const timer of document.querySelectorAll("time[data-since]")) {
    if (timer instanceof HTMLElement) timer.textContent = writeTime(Date.now() + aheadMs - Number(timer.dataset.since));
  }
}

/** @param {SubmitEvent} event */
async function addPhone(event) {
  event.preventDefault();
  const field = find("number");
  if (!(field instanceof HTMLInputElement)) return;
  const digits = field.value.includes("@")
    ? field.value.trim()
    : field.value.replace(/\D/g, "").replace(/^8(?=\d{10}$)/, "7");
  const reply = await fetch(`/sim/phones/${encodeURIComponent(digits)}`, { method: "PUT", body: "{}" });
  find("add-error").textContent = reply.ok ? "" : words.addError;
  if (reply.ok) field.value = "";
}

function begin() {
  const query = new URLSearchParams(location.search);
  document.documentElement.lang = language;
  document.documentElement.classList.toggle("embedded", query.get("embed") === "1");
  document.title = words.title;
  for (const element of document.querySelectorAll("[data-word]")) {
    const [, text] = Object.entries(words).find(([name]) => name === element.getAttribute("data-word")) ?? [];
    if (typeof text === "string") element.textContent = text;
  }
  query.set("lang", language === "ru" ? "en" : "ru");
  const other = find("language");
  other.textContent = words.otherLanguage;
  other.setAttribute("href", `?${query}`);
  other.setAttribute("lang", language === "ru" ? "en" : "ru");
  find("add").addEventListener("submit", (event) => void addPhone(event));
  const events = new EventSource("/sim/events");
  events.addEventListener("message", ({ data }) => draw(JSON.parse(data)));
  events.addEventListener("open", () => (find("lost").hidden = true));
  events.addEventListener("error", () => (find("lost").hidden = false));
  setInterval(tick, 250);
}

begin();
