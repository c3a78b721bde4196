/** While a call lives its visitor can read on, answer, and see where it is; afterwards they may say how it was. */
import { sendKeys } from "@web/test-runner-commands";
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, problem, record } from "./stage/fake-worker.ts";
import { link, Page, snippet } from "./stage/page.ts";

describe("the panel of a call", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());
  const isModal = () => page.part("dialog").matches(":modal");
  const find = <T extends Element = HTMLElement>(selector: string) => page.part("dialog").querySelector<T>(selector);

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
    page.part("close").focus();
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
    for (const movement of page.part("dialog").getAnimations()) movement.finish();
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

  it("shows both legs as they are, how long it takes, and how long it usually does until the owner answers", async () => {
    page.worker.on("POST /v1/calls", () => json({ id: page.worker.callId, state: "dialling", wait: 20 }, 202));
    await page.open();
    await page.ask();
    await page.comes(".phones");
    await page.clock.advance(2_000);
    contains(find(".note")?.textContent, "0:02 · обычно это 20 секунд");
    await page.tell("ringing", { owner: "answered", visitor: "ringing" });
    equal(
      [...page.part("dialog").querySelectorAll(".phones b")].map(({ className }) => className),
      ["answered", "ringing"],
    );
    equal(find(".note")?.textContent, "0:02", "no expectation once the owner has answered");
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
      "Секунду…",
      "Соединяем…",
      "Звоним в компанию…",
      "Компания ответила, звоним вам. Звонок придёт с номера +7 495 150-00-00",
      "На связи",
      "Звонок завершён",
    ]);
  });

  it("takes a mark again where the first was lost", async () => {
    const path = `PUT /v1/calls/${page.worker.callId}/rating`;
    page.worker.on(
      path,
      () => problem("unavailable", 503),
      () => json({}),
    );
    await page.open();
    await page.ask();
    await page.tell("ended", {}, { duration: 5 });
    await page.press("4 из 5");
    await page.press("3 из 5");
    equal(
      page.worker.of(path).map(({ body }) => body["score"]),
      [4, 3],
    );
    contains(find(".thanks")?.textContent, "Спасибо!");
  });

  it("goes from the sheet's place to its own in one movement, and at once for those who want none", async () => {
    await page.open();
    await page.click("button");
    for (let turn = 0; turn < 100 && !page.part("phone").placeholder; turn++) await settle();
    const dialog = page.part("dialog");
    let movements = 0;
    // Counted as they begin: on a busy machine one is over before anybody looks.
    dialog.animate = (...how) => ((movements += 1), Element.prototype.animate.apply(dialog, how));
    await page.ask();
    equal(movements, 1, "movements");
  });

  it("keeps the focus within when what had it is gone, and rings no button that nobody pressed", async () => {
    await page.open();
    await page.ask();
    equal(page.buttons[0]?.shadowRoot?.activeElement, page.part("title"), "the focus");
    equal(getComputedStyle(page.part("title")).outlineStyle, "none", "the ring around it");
    await page.tell("busy", {}, { reason: "visitor-busy" });
    page.part("later").focus();
    await page.press("Другой номер");
    equal(page.buttons[0]?.shadowRoot?.activeElement, page.part("phone"), "the focus");
  });

  it("shows whoever did not ask a way to be left in peace", async () => {
    await page.open();
    await page.ask();
    await page.tell("ended", {}, { duration: 5 });
    await page.comes("[part=rating]");
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
