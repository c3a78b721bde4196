/** While a call lives its visitor can read on, answer, and see where it is; afterwards they may say how it was. */
import { sendKeys } from "@web/test-runner-commands";
import { contains, equal, ok } from "./assert.ts";
import { settle } from "./fake-clock.ts";
import { cid, json, problem, record } from "./fake-worker.ts";
import { link, Page, snippet } from "./page.ts";

describe("the panel of a call", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());
  const isModal = () => page.part("dialog").matches(":modal");
  const find = <T extends Element = HTMLElement>(selector: string) => page.part("dialog").querySelector<T>(selector);
  const visible = (words: string) =>
    [...page.part("dialog").querySelectorAll("button")].find(
      (one) => one.checkVisibility() && one.textContent?.trim() === words,
    );

  it("asks alone, then leaves the page to the visitor", async () => {
    await page.open(`${snippet}<input id="beside" />`);
    await page.click("button");
    ok(isModal(), "a modal dialog");
    await page.type("89161234567");
    await page.click("submit");
    await page.clock.advance(1_500);
    ok(page.part("dialog").open && !isModal(), "a panel");
    const beside = document.querySelector<HTMLInputElement>("#beside");
    beside?.focus();
    equal(document.activeElement, beside, "the focus");
    equal(page.events, ["show", "call-before", "call-state dialling"]);
  });

  it("does not take the focus from the page when the call moves on", async () => {
    await page.open(`${snippet}<input id="beside" />`);
    await page.ask();
    document.querySelector<HTMLInputElement>("#beside")?.focus();
    for (const state of ["ringing", "connected", "ended"] as const) {
      await page.tell(state);
      equal(document.activeElement?.id, "beside", "the focus");
    }
    ok(!isModal(), "still a panel");
  });

  it("closes by Escape from within, the call goes on, and the button brings it back", async () => {
    const element = await page.open();
    page.part("button").focus();
    await page.ask();
    await page.tell("ringing", { owner: "ringing" });
    visible("Закрыть")?.focus();
    await sendKeys({ press: "Escape" });
    await settle();
    ok(!page.part("dialog").open, "a closed panel");
    equal(element.state, "ringing");
    equal(element.shadowRoot?.activeElement, page.part("button"), "the focus");
    await page.click("button");
    ok(page.part("dialog").open && !isModal(), "the panel again");
  });

  it("stays where a page moves or clips what is around it", async () => {
    await page.open(`<div style="transform: translateX(300px); overflow: hidden">${snippet}</div>`);
    await page.ask();
    const { right, bottom } = page.part("dialog").getBoundingClientRect();
    ok(right <= innerWidth && right > innerWidth - 40 && bottom <= innerHeight, "a panel in the screen's corner");
  });

  it("does not hide a floating button, or its focus", async () => {
    await page.open(snippet.replace("lang", 'mode="floating" lang'));
    await page.ask();
    const panel = page.part("dialog").getBoundingClientRect();
    ok(panel.bottom <= page.part("button").getBoundingClientRect().top, "a panel above the button");
  });

  it("draws nothing on the page but itself", async () => {
    await page.open();
    await page.ask();
    const around = page.part("dialog").parentElement?.getBoundingClientRect();
    equal([around?.width, around?.height], [0, 0], "the size of what lifts it above the page");
  });

  it("shows both legs as they are, and how long it usually takes", async () => {
    page.worker.on("POST /v1/calls", () => json({ id: page.worker.callId, state: "dialling", wait: 20 }, 202));
    await page.open();
    await page.ask();
    contains(page.status, "Обычное ожидание: 20 секунд");
    await page.tell("ringing", { owner: "answered", visitor: "ringing" });
    equal(
      [...page.part("dialog").querySelectorAll("b")].map(({ className }) => className),
      ["answered", "ringing"],
    );
    contains(page.status, "Обычное ожидание: 20 секунд");
    await page.tell("connected", { owner: "answered", visitor: "answered" });
    await page.clock.advance(7_000);
    equal(page.status, "На связи 0:07");
  });

  it("says each step once, and no seconds, to those who listen", async () => {
    page.worker.on("POST /v1/calls", () => json({ id: page.worker.callId, state: "dialling", wait: 20 }, 202));
    await page.open();
    await page.click("button");
    const said: string[] = [];
    const region = find("[role=status]");
    ok(region, "a live region");
    new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    await page.type("89161234567");
    await page.click("submit");
    await page.clock.advance(1_500);
    await page.tell("ringing", { owner: "ringing" });
    await page.tell("ringing", { owner: "answered", visitor: "ringing" });
    await page.tell("connected", { owner: "answered", visitor: "answered" });
    await page.clock.advance(5_000);
    await page.tell("ended", {}, { duration: 5 });
    equal(said, [
      "Отправляем…",
      "Соединяем…",
      "Звоним в компанию…",
      "Компания ответила, звоним вам. Вам позвонят с номера +7 495 150-00-00",
      "На связи",
      "Звонок завершён",
    ]);
  });

  it("takes a mark of one to five, by arrows too, once and only when sent", async () => {
    const path = `PUT /v1/calls/${page.worker.callId}/rating`;
    page.worker.on(
      path,
      () => problem("unavailable", 503),
      () => json({}),
    );
    await page.open();
    await page.ask();
    await page.tell("ended", {}, { duration: 5 });
    ok(!find("fieldset"), "nothing loaded for those who don't care");
    visible("Оценить звонок")?.click();
    await page.comes("fieldset");
    find("[name=score]")?.focus();
    await sendKeys({ press: " " });
    for (let step = 0; step < 3; step++) await sendKeys({ press: "ArrowRight" });
    equal(page.worker.of(path).length, 0, "marks before they are sent");
    visible("Отправить")?.click();
    await settle();
    ok(visible("Отправить"), "another try where the first was lost");
    visible("Отправить")?.click();
    await settle();
    equal(
      page.worker.of(path).map(({ body }) => body["score"]),
      [4, 4],
    );
    contains(find("p[role=status]")?.textContent, "Спасибо!");
    ok(!visible("Отправить"), "nothing to send twice");
  });

  it("shows whoever did not ask a way to be left in peace", async () => {
    await page.open();
    await page.ask();
    await page.tell("ended", {}, { duration: 5 });
    visible("Оценить звонок")?.click();
    await page.comes("fieldset");
    ok(find<HTMLAnchorElement>("a[href*='/opt-out']")?.href.endsWith("/opt-out?lang=ru"), "the opt-out's page");
  });

  it("is one for several departments", async () => {
    page.worker.on("GET /v1/buttons/K8TM", () =>
      json({ ...record, button: "K8TM", text: "Сервис", consent: "Согласен" }),
    );
    await page.open(snippet.replace(cid, `${cid} K8TM`));
    equal(page.worker.seen.length, 1, "requests before the click");
    await page.click("button");
    await page.comes("select");
    const choice = find<HTMLSelectElement>("select");
    equal(
      [...(choice?.options ?? [])].map(({ text }) => text),
      ["Заказать звонок", "Сервис"],
    );
    ok(choice, "a choice");
    choice.value = "K8TM";
    choice.dispatchEvent(new Event("change"));
    await settle();
    ok(page.part("dialog").open && isModal(), "the same dialog");
    find<HTMLInputElement>("[name=consent]")?.click();
    await page.type("89161234567");
    await page.click("submit");
    await page.clock.advance(1_500);
    const { button, consent } = page.worker.of("POST /v1/calls")[0]?.body ?? {};
    equal([button, consent], ["K8TM", true], "the chosen button, on its own terms");
  });

  it("leaves out a department that doesn't answer", async () => {
    await page.open(
      `<sipnet-call-button button="${cid} GONE" endpoint="https://calls.example.com" lang="ru">${link}</sipnet-call-button>`,
    );
    await page.click("button");
    await page.worker.hears("GET /v1/buttons/GONE");
    ok(!find("select"), "no choice of one");
    ok(page.part("phone").checkVisibility(), "a form");
  });
});
