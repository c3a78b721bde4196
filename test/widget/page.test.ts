/** On any page: the link before and without us, who opens what, settings, and good manners. */
import { emulateMedia } from "@web/test-runner-commands";
import { CallButton } from "../../widget/element.ts";
import { define } from "../../widget/define.ts";
import { equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, endpoint, json, page as portal, problem, record } from "./stage/fake-worker.ts";
import { drivesMedia } from "./stage/media.ts";
import { link, Page, snippet } from "./stage/page.ts";
import { painted } from "./stage/painted.ts";

describe("a button on a page", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());
  const button = (): Element | null | undefined => page.buttons[0]?.shadowRoot?.querySelector("[part=button]");

  it("takes its link's place once the record is there", async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    page.worker.on(`GET /v1/buttons/${cid}`, () => promise);
    await page.open();
    ok(page.linkIsVisible && !button(), "the link alone");
    resolve(json(record));
    await settle();
    ok(!page.linkIsVisible && button(), "the button alone");
  });

  const gone: [why: string, answer: () => Response | "network down"][] = [
    ["the network is down", () => "network down"],
    ["the button is unknown", () => problem("not-found", 404)],
    ["the Worker is broken", () => problem("unavailable", 503)],
    ["something else answers", () => portal(200)],
  ];
  for (const [why, answer] of gone)
    it(`leaves the link where ${why}, and says so`, async () => {
      page.worker.on(`GET /v1/buttons/${cid}`, answer);
      const element = await page.open();
      element.show();
      await settle();
      ok(page.linkIsVisible && !button(), "the link alone");
      ok(page.events[0]?.startsWith("call-error"), "an error event");
      equal(page.events.length, 1, "events");
    });

  it("leaves the link where nobody said which Worker to ask", async () => {
    await page.open(`<sipnet-call-button button="${cid}">${link}</sipnet-call-button>`);
    ok(page.linkIsVisible, "the link");
    equal(page.events, ["call-error endpoint"]);
    equal(page.worker.seen.length, 0, "requests");
  });

  it("takes Worker and language from the settings around it, as they change", async () => {
    await page.open(
      `<sipnet-call-settings endpoint="${endpoint}" lang="en"><p><sipnet-call-button button="${cid}">${link}</sipnet-call-button></p></sipnet-call-settings>`,
    );
    equal(page.worker.seen.length, 1, "requests");
    await page.click("button");
    equal(page.part("submit").textContent?.trim(), "Call me");
    page.root.querySelector("sipnet-call-settings")?.setAttribute("lang", "ru");
    await settle();
    equal(page.part("submit").textContent?.trim(), "Перезвоните мне");
  });

  it("is opened by anything that names it, until it is gone", async () => {
    await page.open(`${snippet}<button data-sipnet-open="${cid}"><b>Перезвоните</b></button>`);
    page.root.querySelector("b")?.click();
    await settle();
    ok(page.isOpen, "an open dialog");
    const element = page.buttons[0];
    element?.remove();
    page.root.querySelector("b")?.click();
    await settle();
    ok(!element?.shadowRoot?.querySelector("dialog")?.open, "a closed dialog");
  });

  it("lets what names it do its own thing where a call can't be had", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, () => problem("not-found", 404));
    await page.open(`${snippet}<a href="#call" data-sipnet-open="${cid}">Позвонить</a>`);
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    page.root.querySelector("[data-sipnet-open]")?.dispatchEvent(click);
    ok(!click.defaultPrevented, "a link that is followed");
  });

  it("opens and closes by method, backdrop and Escape, and says so", async () => {
    const element = await page.open();
    element.show();
    await settle();
    ok(page.isOpen, "an open dialog");
    element.close();
    await settle();
    ok(!page.isOpen, "a closed dialog");
    await page.click("button");
    page.part("dialog").dispatchEvent(new MouseEvent("mousedown"));
    await settle();
    ok(!page.isOpen, "a closed dialog");
    equal(page.events, ["show", "close", "show", "close"]);
  });

  it("shows once the record is there when it was told to before", async () => {
    page.worker.install();
    page.clock.install();
    const element = new CallButton();
    Object.assign(element, { button: cid, endpoint });
    element.show();
    document.body.append(element);
    await settle();
    ok(element.shadowRoot?.querySelector("dialog")?.open, "an open dialog");
    element.remove();
  });

  it("makes its sheet while the finger is down, so that it shows sooner, and shows it only by a click", async () => {
    const element = await page.open();
    const made = () => !!element.shadowRoot?.querySelector("dialog [part=phone]");
    ok(!made(), "no sheet before a press");
    page.part("button").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    await settle();
    ok(made() && !page.isOpen, "a sheet that does not show");
    equal([page.events, page.worker.seen.length], [[], 1], "nothing was told, nothing asked");
    await page.click("button");
    ok(page.isOpen, "an open sheet");
  });

  it("is shown before anything more is loaded or asked for", async () => {
    const element = await page.open();
    const { comfort } = CallButton.extras;
    let asked = 0;
    CallButton.extras.comfort = () => {
      asked += 1;
      return comfort();
    };
    page.part("button").click();
    await settle();
    equal([page.isOpen, asked, page.worker.seen.length], [true, 0, 1], "open, loads, questions");
    await page.clock.advance(9);
    equal([asked, page.worker.seen.length], [1, 2], "loads, questions");
    CallButton.extras.comfort = comfort;
    element.close();
  });

  it("never opens by itself, long after a click that came to nothing", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, () => problem("not-found", 404));
    const element = await page.open();
    element.show();
    await settle();
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM" }));
    element.button = "K8TM";
    await settle();
    ok(button(), "a button");
    ok(!element.shadowRoot?.querySelector("dialog[open]"), "a closed dialog");
  });

  it("asks again when it becomes another button", async () => {
    const element = await page.open();
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM", text: "Другая" }));
    element.button = "K8TM";
    await settle();
    ok(page.part("button").textContent?.includes("Другая"), "the other button's words");
  });

  it("lets go of the page when it becomes another button with its dialog open", async () => {
    const element = await page.open();
    await page.click("button");
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM" }));
    element.button = "K8TM";
    await settle();
    equal(page.events, ["show", "close"]);
    ok(!page.isOpen && !document.querySelector(":modal"), "a page that can be used");
    await page.click("button");
    ok(page.isOpen, "the other button's dialog");
  });

  it("leaves its words alone while they stay the same, for a screen reader would say them again", async () => {
    const element = await page.open();
    const watch = new MutationObserver(() => undefined);
    watch.observe(page.part("button"), { subtree: true, childList: true, characterData: true });
    element.requestUpdate();
    await settle();
    equal(watch.takeRecords().length, 0, "changes");
    element.label = "Иначе";
    await settle();
    ok(page.part("button").textContent?.includes("Иначе"), "new words");
  });

  it("wears the record's colour with readable text, which the page may overrule", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, color: "#ffd400" }));
    const element = await page.open();
    const look = (): string[] => {
      const { backgroundColor, color } = getComputedStyle(page.part("button"));
      return [backgroundColor, color].map((colour) => painted(colour).join(" "));
    };
    equal(look(), ["255 212 0", "0 0 0"]);
    element.color = "#222";
    await settle();
    equal(look(), ["34 34 34", "255 255 255"]);
    element.style.setProperty("--sipnet-color", "rgb(1, 2, 3)");
    element.style.setProperty("--sipnet-text-color", "rgb(4, 5, 6)");
    equal(look(), ["1 2 3", "4 5 6"]);
  });

  it("has words and a colour though the page leaves its own empty", async () => {
    await page.open(snippet.replace("lang", 'label="" color="" lang'));
    ok(page.part("button").textContent?.includes(record.text), "the record's words");
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM", text: "" }));
    await page.show(snippet.replace(cid, "K8TM"));
    ok(page.part("button").textContent?.includes("Перезвоните мне"), "words of our own");
  });

  it("keeps 44 pixels under a finger and stays on a phone's screen", async () => {
    await page.open();
    await page.click("button");
    for (const part of ["button", "phone", "submit"] as const)
      ok(page.part(part).getBoundingClientRect().height >= 44, `44 pixels of ${part}`);
    const { width } = page.part("dialog").getBoundingClientRect();
    ok(width <= innerWidth && page.part("dialog").scrollWidth <= width, "a dialog within the screen");
  });

  it("draws no eye to itself: nothing moves before a click, and for ever only a phone that rings", async () => {
    const endless = () =>
      [document, page.buttons[0]?.shadowRoot]
        .flatMap((root) => root?.getAnimations() ?? [])
        .filter(({ effect }) => effect?.getComputedTiming().iterations === Infinity).length;
    await page.open();
    equal(document.getAnimations().length, 0, "what moves on a page");
    await page.ask();
    await page.comes(".phones");
    equal(endless(), 0, "what moves before a phone rings");
    await page.tell("ringing", { owner: "ringing" });
    equal(endless(), 1, "what moves while one rings");
    if (!drivesMedia) return;
    await emulateMedia({ reducedMotion: "reduce" });
    equal(endless(), 0, "what moves for those who want no motion");
    const ringing = page.part("dialog").querySelector(".ringing i");
    equal(ringing && getComputedStyle(ringing).outlineWidth, "3px", "a ring that stands still");
    await emulateMedia({ reducedMotion: "no-preference" });
  });

  it("may be defined twice without harm", () => define("https://elsewhere.example.com"));
});
