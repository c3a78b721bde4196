/** Every state and every problem has its words, in both languages, and a way out where a call can't be had. */
import type { Call, CallState, Legs, ProblemName } from "../../worker/contract/visitor.ts";
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, problem, record } from "./stage/fake-worker.ts";
import { Page, snippet } from "./stage/page.ts";

type Row = [state: CallState, legs: Partial<Legs>, more: Partial<Call>, ru: string, en: string];

const states: Row[] = [
  ["dialling", {}, {}, "Соединяем…", "Connecting…"],
  ["ringing", { owner: "ringing" }, {}, "Звоним в компанию…", "Calling the company…"],
  ["ringing", { owner: "answered" }, {}, "Компания ответила, звоним вам", "The company answered, calling you"],
  ["ringing", { visitor: "ringing" }, {}, "Звоним вам — возьмите трубку", "Calling you, please answer"],
  ["ringing", { visitor: "answered", owner: "ringing" }, {}, "Звоним в компанию, оставайтесь", "stay on the line"],
  ["connected", { owner: "answered", visitor: "answered" }, {}, "На связи 0:00", "Connected 0:00"],
  ["unknown", {}, {}, "Проверяем звонок…", "Checking the call…"],
  ["ended", {}, { duration: 67 }, "Звонок завершён 1:07", "Call ended 1:07"],
  ["busy", {}, { reason: "owner-busy" }, "В компании сейчас занято", "The company was busy"],
  ["busy", {}, { reason: "visitor-busy" }, "Ваш номер был занят", "Your line was busy"],
  ["no-answer", {}, { reason: "owner-no-answer" }, "В компании пока не ответили", "The company didn't answer"],
  ["no-answer", {}, { reason: "visitor-no-answer" }, "Не дозвонились до вас", "We couldn't reach you"],
  ["failed", {}, { reason: "not-placed" }, "Звонок не прошёл", "Call failed"],
  ["failed", {}, { reason: "overdue" }, "Не смогли позвонить вовремя", "We couldn't call you in time"],
  ["cancelled", {}, {}, "Звонок отменён", "Call cancelled"],
];

/** As the Worker says it, where the element leaves the words to it. */
const title = ["Слова сервера", "Words of the Worker"] as const;

const problems: [name: ProblemName, status: number, ru: string, en: string][] = [
  ["bad-request", 400, "Звонок сейчас невозможен", "Calls are unavailable now"],
  ["origin-not-allowed", 403, "Звонок сейчас невозможен", "Calls are unavailable now"],
  ["ticket-invalid", 403, ...title],
  ["not-found", 404, "Звонок сейчас невозможен", "Calls are unavailable now"],
  ["call-in-progress", 409, ...title],
  ["closed", 409, "Сейчас закрыто", "Closed now"],
  ["phone-invalid", 422, "Проверьте номер", "Check the number"],
  ["phone-not-allowed", 422, ...title],
  ["consent-required", 422, "Отметьте согласие", "Tick this box"],
  ["idempotency-key-reused", 422, ...title],
  ["too-many-calls", 429, "Снова можно", "Possible again"],
  ["unavailable", 503, "Звонок сейчас невозможен", "Calls are unavailable now"],
];

const phoneLink = (page: Page): HTMLAnchorElement | null => page.part("dialog").querySelector("a");

describe("what a visitor reads", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());

  for (const [index, lang] of (["ru", "en"] as const).entries()) {
    const html = snippet.replace('lang="ru"', `lang="${lang}"`);

    for (const [state, legs, more, ...words] of states)
      it(`of ${state} ${more.reason ?? JSON.stringify(legs)} in ${lang}`, async () => {
        await page.open(html);
        await page.ask();
        await page.tell(state, legs, more);
        contains(page.status, words[index] ?? "");
        if (/busy|no-answer|failed|unknown/.test(state)) equal(phoneLink(page)?.href, "tel:+74951234567", "the link");
      });

    for (const [name, status, ...words] of problems)
      it(`of the problem ${name} in ${lang}, with what can be done`, async () => {
        page.worker.on("POST /v1/calls", () => problem(name, status, 290, title[index]));
        await page.open(html);
        await page.ask();
        contains(page.part("dialog").textContent, words[index] ?? "");
        const mendable = name.startsWith("phone");
        equal(phoneLink(page)?.href, mendable ? undefined : "tel:+74951234567", "the link");
        const field = page.has("phone") && page.part("phone").getAttribute("aria-invalid") === "true";
        equal(field, name.startsWith("phone"), "the field is to be mended");
      });

    it(`of who will call, in ${lang}`, async () => {
      await page.open(html);
      await page.click("button");
      contains(page.status, "+7 495 150-00-00");
    });

    it(`of when a closed button opens, in ${lang}`, async () => {
      const opensAt = new Date(page.clock.nowMs + 3_600_000);
      page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, open: false, opensAt: opensAt.toISOString() }));
      await page.open(html);
      ok(page.linkIsVisible, "the link beside a closed button");
      await page.click("button");
      const hour = opensAt.toLocaleTimeString(lang, { hour: "numeric", minute: "2-digit" }).replace(/^0/, "");
      contains(page.status, hour);
      contains(phoneLink(page)?.textContent, "+7 495 123-45-67");
      ok(!page.has("submit"), "no way to ask for a call");
    });
  }

  it("is said once, politely, and the running time is not said at all", async () => {
    await page.open();
    await page.ask();
    await page.tell("connected", { owner: "answered", visitor: "answered" });
    const live = page.part("dialog").querySelectorAll("[role=status]");
    equal(live.length, 1, "live regions");
    equal(live[0]?.textContent, "На связи");
    await page.clock.advance(7_000);
    equal(live[0]?.textContent, "На связи");
    contains(page.status, "На связи 0:07");
    contains(page.part("button").textContent, "На связи 0:07");
  });

  it("comes in the page's language, and in the owner's where the page's is not spoken", async () => {
    document.documentElement.lang = "en-GB";
    await page.open(snippet.replace('lang="ru"', ""));
    await page.click("button");
    contains(page.part("submit").textContent, "Call me");
    document.documentElement.lang = "de";
    page.buttons[0]?.requestUpdate();
    await settle();
    contains(page.part("submit").textContent, "Перезвоните мне");
  });
});
