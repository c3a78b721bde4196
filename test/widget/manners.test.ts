/** A guest on somebody's page: old news are read again, other tongues come when they are spoken, nothing stays behind. */
import { CallButton } from "../../widget/element.ts";
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, problem, record } from "./stage/fake-worker.ts";
import { Page, snippet } from "./stage/page.ts";

const path = `GET /v1/buttons/${cid}`;

describe("good manners", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());
  const look = async () => {
    document.dispatchEvent(new Event("visibilitychange"));
    await settle();
  };

  it("a dialog works from a record that is ten seconds old at most", async () => {
    await page.open();
    await page.clock.advance(9_000);
    await page.click("button");
    equal(page.worker.of(path).length, 1, "records read");
    page.buttons[0]?.close();
    await page.clock.advance(1_000);
    page.worker.on(path, () => json({ ...record, text: "Новые слова" }));
    await page.click("button");
    await settle();
    equal(page.worker.of(path).length, 2, "records read");
    contains(page.part("dialog").textContent, "Новые слова");
  });

  it("a tab that is shown again looks again, and none asks in the background", async () => {
    await page.open();
    await page.clock.advance(3_600_000);
    equal(page.worker.of(path).length, 1, "records read unseen");
    page.worker.on(path, () => json({ ...record, text: "Новые слова" }));
    await look();
    contains(page.part("button").textContent, "Новые слова");
    await look();
    equal(page.worker.of(path).length, 2, "records read");
  });

  it("a tab that is hidden asks nothing", async () => {
    await page.open();
    await page.clock.advance(3_600_000);
    Object.defineProperty(document, "hidden", { configurable: true, value: true });
    await look();
    Reflect.deleteProperty(document, "hidden");
    equal(page.worker.of(path).length, 1, "records read");
  });

  it("what can't be read again stays as it was", async () => {
    await page.open();
    await page.clock.advance(60_000);
    page.worker.on(path, () => "network down");
    await page.click("button");
    ok(page.part("phone").checkVisibility(), "a form");
  });

  it("a ticket is asked for again before it is too old", async () => {
    await page.open();
    await page.click("button");
    await page.type("89161234567");
    await page.clock.advance(1_800_000);
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(page.worker.of("POST /v1/tickets").length, 2, "tickets");
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
  });

  it("takes its link's place and moves nothing", async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    page.worker.on(path, () => promise);
    await page.open(`<p>Before ${snippet} after</p><p id="below">Below</p>`);
    const below = () => document.querySelector("#below")?.getBoundingClientRect().top;
    const before = below();
    resolve(json(record));
    await settle();
    ok(page.part("button").checkVisibility(), "a button");
    equal(below(), before, "what is below");
  });

  it("leaves no cookie and nothing in storage", async () => {
    await page.open();
    await page.ask();
    await page.tell("ended", {}, { duration: 5 });
    equal([document.cookie, localStorage.length, sessionStorage.length], ["", 0, 0], "what stays");
  });

  for (const [lang, words] of [
    ["kk", "Нөміріңізді қалдырыңыз — бірден қоңырау шаламыз"],
    ["uz", "Raqamingizni qoldiring — darhol qo‘ng‘iroq qilamiz"],
  ] as const)
    it(`speaks ${lang} after a click, where the page does`, async () => {
      delete CallButton.messages[lang];
      await page.open(snippet.replace('"ru"', `"${lang}"`));
      ok(!CallButton.messages[lang], "nothing loaded before the click");
      await page.click("button");
      for (let turn = 0; turn < 20 && !CallButton.messages[lang]; turn++) await settle();
      await settle();
      contains(page.status, words);
    });

  it("speaks a language that the page brings along", async () => {
    const { en } = CallButton.messages;
    ok(en, "English");
    CallButton.messages["de"] = { ...en, call: "Rückruf" };
    await page.open(snippet.replace('"ru"', '"de-AT"'));
    await page.click("button");
    contains(page.part("submit").textContent, "Rückruf");
    delete CallButton.messages["de"];
  });

  it("speaks English where a language can't be loaded", async () => {
    CallButton.languages["xx"] = () => Promise.reject(new TypeError("Failed to fetch"));
    await page.open(snippet.replace('"ru"', '"xx"'));
    await page.click("button");
    await settle();
    contains(page.part("submit").textContent, "Call me");
    delete CallButton.languages["xx"];
    delete CallButton.messages["xx"];
  });

  it("a call can be had without what was to be loaded beside it", async () => {
    const { later } = CallButton.extras;
    CallButton.extras.later = () => Promise.reject(new TypeError("Failed to fetch"));
    page.worker.on("POST /v1/calls", () => problem("closed", 409, 3_600));
    await page.open();
    await page.ask();
    ok(page.linkIsVisible, "the link");
    CallButton.extras.later = later;
  });

  it("groups a number while it is typed, and shows an example in the empty field", async () => {
    await page.open();
    await page.click("button");
    await page.comesWhole();
    equal(page.part("phone").placeholder, "+7 912 345-67-89");
    await page.type("9161234567");
    equal(page.part("phone").value, "+7 916 123-45-67");
  });

  it("stays open under a press on anything in it", async () => {
    await page.open();
    await page.click("button");
    for (const selector of ["h2", "form", "input", "[part=label]"])
      page
        .part("dialog")
        .querySelector(selector)
        ?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, composed: true }));
    for (const key of ["a", "Enter", "Tab"])
      page.part("phone").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await settle();
    ok(page.part("dialog").open, "an open dialog");
  });

  it("leaves a writing aid its Escape", async () => {
    await page.open();
    await page.click("button");
    await page.comesWhole();
    const escape = (isComposing: boolean) => {
      const init = { key: "Escape", isComposing, bubbles: true, composed: true, cancelable: true };
      page.part("phone").dispatchEvent(new KeyboardEvent("keydown", init));
    };
    escape(true);
    ok(page.isOpen, "an open sheet");
    escape(false);
    await settle();
    ok(!page.isOpen, "a closed sheet");
  });

  it("asks for nothing by an Enter that is held since the button was pressed with it", async () => {
    await page.open();
    await page.click("button");
    await page.comesWhole();
    const enter = (repeat: boolean) => {
      const init = { key: "Enter", repeat, bubbles: true, composed: true, cancelable: true };
      return page.part("phone").dispatchEvent(new KeyboardEvent("keydown", init));
    };
    equal([enter(true), enter(false)], [false, true], "whether the browser goes on with the key");
  });

  it("stands above the keyboard of a phone, and stays where it is for who looks through a lens", async () => {
    const screen = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
    Object.defineProperty(window, "visualViewport", { configurable: true, value: screen });
    await page.open();
    await page.click("button");
    await page.comesWhole();
    const foot = (height: number, scale: number): string => {
      Object.assign(screen, { height, scale });
      screen.dispatchEvent(new Event("resize"));
      return page.part("dialog").style.getPropertyValue("--sipnet-keyboard");
    };
    const all = innerHeight;
    equal(
      [foot(all - 300, 1), foot(all / 2, 2), foot((all - 300) / 2, 2)],
      ["300px", "0px", "300px"],
      "what is hidden",
    );
    Reflect.deleteProperty(window, "visualViewport");
  });
});
