/** What the dialog offers, and when it does no more: times that are over, marks that were given, a click beside it. */
import { contains, equal, ok } from "./assert.ts";
import { settle } from "./fake-clock.ts";
import { cid, json, problem, record } from "./fake-worker.ts";
import { Page, snippet } from "./page.ts";

const path = `GET /v1/buttons/${cid}`;
const slots = ["2026-11-25T06:00:00.000Z", "2026-11-25T06:30:00.000Z"];

describe("the dialog", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
    page.worker.on(`${path}/slots`, () => json({ slots }));
  });
  afterEach(() => page.leave());
  const find = <T extends Element = HTMLElement>(selector: string) => page.part("dialog").querySelector<T>(selector);
  const word = (text: string) =>
    [...page.part("dialog").querySelectorAll("button")].find(
      (one) => one.checkVisibility() && one.textContent?.trim() === text,
    );
  const talk = async () => {
    await page.clock.advance(1_500);
    await page.tell("ended", {}, { duration: 5 });
  };

  it("says when a shop opens that closed since the page was read", async () => {
    const opensAt = "2026-11-25T06:00:00.000Z";
    page.worker.on("POST /v1/calls", () => json({ type: "/problems/closed", opensAt }, 409));
    await page.open();
    await page.ask();
    contains(page.status, new Date(opensAt).toLocaleString("ru", { hour: "numeric", minute: "numeric" }));
    contains(page.status, "25 ноября");
  });

  it("asks for a call as soon as the shop has opened, though the page is older", async () => {
    const opensAt = new Date(page.clock.nowMs + 3_600_000).toISOString();
    page.worker.on(path, () => json({ ...record, open: false, opensAt }));
    await page.open();
    await page.clock.advance(3_600_001);
    await page.click("button");
    contains(page.status, "Соединим вас сразу");
    ok(page.part("submit").checkVisibility(), "a way to ask for a call");
    equal(page.worker.of(`${path}/slots`).length, 0, "times for later");
  });

  for (const [retryAfterS, words] of [
    [60, "через 1 минуту"],
    [3_599, "через 60 минут"],
    [7_200, "через 2 часа"],
  ] as const)
    it(`says "${words}" for ${retryAfterS} seconds`, async () => {
      page.worker.on("POST /v1/calls", () => problem("too-many-calls", 429, retryAfterS));
      await page.open();
      await page.ask();
      contains(page.status, words);
    });

  it("offers later once: not again beside the times, and from the beginning when it is opened anew", async () => {
    await page.open();
    await page.click("button");
    word("Позвонить позже")?.click();
    await page.comes("select[name=at]");
    ok(!word("Позвонить позже"), "no second offer");
    page.buttons[0]?.close();
    await settle();
    await page.click("button");
    ok(!find("select[name=at]") && word("Позвонить позже"), "a call now, later on demand");
  });

  it("offers no times that are a minute old and can't be read again", async () => {
    page.worker.on(path, () => json({ ...record, open: false }));
    await page.open();
    await page.click("button");
    await page.comes("select[name=at]");
    page.worker.on(`${path}/slots`, () => "network down");
    await page.clock.advance(60_000);
    page.buttons[0]?.requestUpdate();
    await settle();
    ok(!find("select[name=at]") && !page.part("submit").checkVisibility(), "nothing that was true a minute ago");
    ok(page.linkIsVisible, "the link");
  });

  it("shows no phones that ring while a call waits for its day", async () => {
    await page.open();
    await page.ask();
    ok(find(".legs")?.checkVisibility(), "both phones of a call");
    await page.tell("scheduled", {}, { at: slots[0] ?? "" });
    ok(!find(".legs")?.checkVisibility(), "no phones");
  });

  it("begins anew after a call: the form again, and neither times nor a mark", async () => {
    await page.open();
    await page.ask();
    await talk();
    word("Оценить звонок")?.click();
    await page.comes("fieldset");
    await page.click("submit");
    ok(page.part("phone").checkVisibility(), "the form");
    ok(!find("fieldset") && !find("select") && word("Позвонить позже"), "no more than the form");
    equal(page.part("phone").value, "8 916 123-45-67", "the number, still there");
  });

  it("sends no mark that nobody chose, and asks for one after each call", async () => {
    const mark = `PUT /v1/calls/${page.worker.callId}/rating`;
    page.worker.on(mark, () => json({}));
    await page.open();
    await page.ask();
    await talk();
    word("Оценить звонок")?.click();
    await page.comes("fieldset");
    word("Отправить")?.click();
    equal(page.worker.of(mark).length, 0, "marks");
    find<HTMLInputElement>("[value='5']")?.click();
    word("Отправить")?.click();
    await settle();
    contains(page.part("dialog").textContent, "Спасибо!");
    page.worker.callId = `${page.worker.callId.slice(0, -1)}2`;
    await page.click("submit");
    await page.click("submit");
    await talk();
    word("Оценить звонок")?.click();
    await settle();
    ok(find("fieldset")?.checkVisibility(), "a mark for the second call");
  });

  it("stays open under a press on anything in it", async () => {
    await page.open();
    await page.click("button");
    for (const selector of ["h2", "form", "input"])
      find(selector)?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, composed: true }));
    for (const key of ["a", "Enter", "Tab"])
      page.part("phone").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await settle();
    ok(page.part("dialog").open, "an open dialog");
  });

  it("leads back to the number that can't be called, whatever was pressed", async () => {
    page.worker.on("POST /v1/calls", () => problem("phone-not-allowed", 422));
    await page.open();
    await page.click("button");
    await page.type("89161234567");
    page.part("submit").focus();
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(page.buttons[0]?.shadowRoot?.activeElement?.getAttribute("part"), "phone", "the focus");
  });

  it("asks about each department once, however often a visitor changes their mind", async () => {
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM", text: "Сервис" }));
    await page.open(snippet.replace(cid, `${cid} K8TM`));
    await page.click("button");
    await page.comes("select");
    const choose = async (value: string) => {
      const choice = find<HTMLSelectElement>("select");
      if (choice) choice.value = value;
      choice?.dispatchEvent(new Event("change"));
      await settle();
    };
    await choose("K8TM");
    const before = page.worker.seen.length;
    for (const value of [cid, "K8TM", cid]) await choose(value);
    equal(page.worker.seen.length, before, "requests");
    equal(find<HTMLSelectElement>("select")?.value, cid, "the choice");
  });

  it("shows what became of the button last named, not of the one that answered last", async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    page.worker.on(path, () => promise);
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM", text: "Сервис" }));
    const button = await page.open();
    button.button = "K8TM";
    await settle();
    resolve(json(record));
    await settle();
    contains(page.part("button").textContent, "Сервис");
  });
});
