/** A guest in somebody's house: what a page does to everything on it reaches the sheet not, and what happens in the sheet not the page. */
import { sendKeys } from "@web/test-runner-commands";
import { equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid } from "./stage/fake-worker.ts";
import { Page, snippet } from "./stage/page.ts";

const opener = `<a href="#elsewhere" data-sipnet-open="${cid}">Перезвоните</a>`;

/** Where a page keeps what is not shown just now. */
const hidden: [where: string, html: string][] = [
  ["what is not displayed", `<div style="display: none">${snippet}</div>`],
  ["a hidden tab", `<section hidden>${snippet}</section>`],
  ["closed details", `<details><summary>Contacts</summary>${snippet}</details>`],
  ["skipped content", `<div style="content-visibility: hidden">${snippet}</div>`],
];

/** What a theme may say of all text, in lower case and as a browser computes it. */
const inherited = [
  "white-space: nowrap; letter-spacing: 4px; word-spacing: 9px; text-transform: uppercase; text-indent: 40px",
  "text-align: right; line-height: 3; font: italic small-caps 700 30px/3 cursive; text-shadow: 1px 1px red",
  "word-break: break-all; hyphens: auto; color: rgb(1, 2, 3); -webkit-text-fill-color: red; list-style: square",
  "pointer-events: none; user-select: none; overflow-wrap: anywhere; tab-size: 1; caret-color: transparent",
].join(";");

describe("a guest on somebody's page", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());

  const press = async (selector: string, more: MouseEventInit = {}): Promise<MouseEvent> => {
    const click = new MouseEvent("click", { bubbles: true, composed: true, cancelable: true, ...more });
    page.root.querySelector(selector)?.dispatchEvent(click);
    await settle();
    return click;
  };

  for (const [where, html] of hidden)
    it(`does not freeze the page from ${where}: what names it does its own thing`, async () => {
      await page.open(html + opener);
      const click = await press("[data-sipnet-open]");
      ok(!click.defaultPrevented && !page.isOpen, "a link that is followed");
      equal(page.buttons[0]?.show(), false, "what show() says");
      equal(page.events, [], "events");
    });

  it("shows its sheet where the page only made it invisible", async () => {
    await page.open(`<div style="visibility: hidden">${snippet}</div>${opener}`);
    ok((await press("[data-sipnet-open]")).defaultPrevented, "a link that stays");
    equal(getComputedStyle(page.part("phone")).visibility, "visible");
  });

  for (const how of ["display", "details"] as const)
    it(`lets go of a page that hides it with its sheet open (${how})`, async () => {
      await page.open(`<details open><summary>Contacts</summary><div>${snippet}</div></details>`);
      await page.click("button");
      await page.comesWhole();
      if (how === "display") page.root.querySelector("div")?.style.setProperty("display", "none");
      else page.root.querySelector("details")?.removeAttribute("open");
      await page.closes();
      ok(!document.querySelector(":modal"), "a page that can be used");
    });

  it("stays when it is only out of sight, as in a frame that the page scrolls away", async () => {
    await page.open();
    await page.click("button");
    await page.comesWhole();
    const dialog = page.part("dialog");
    dialog.style.translate = "0 -9999px";
    const gone = Promise.withResolvers<void>();
    const watch = new IntersectionObserver(([entry]) => !entry?.isIntersecting && gone.resolve());
    watch.observe(dialog);
    await gone.promise;
    await settle();
    watch.disconnect();
    ok(page.isOpen, "an open sheet");
  });

  it("one Escape closes one dialog: the page hears neither its press nor its release", async () => {
    const heard: string[] = [];
    const listen = ({ type }: Event): void => void heard.push(type);
    await page.open();
    await page.click("button");
    await page.comesWhole();
    for (const name of ["keydown", "keyup"]) document.addEventListener(name, listen);
    await sendKeys({ press: "Escape" });
    await page.closes();
    equal(heard, [], "what the page hears");
    await sendKeys({ press: "Escape" });
    equal(heard, ["keydown", "keyup"], "what it hears of the next");
    for (const name of ["keydown", "keyup"]) document.removeEventListener(name, listen);
  });

  it("one Escape closes one dialog, wherever in the sheet was pressed before", async () => {
    let heard = 0;
    const listen = (): void => void heard++;
    await page.open();
    await page.click("button");
    await page.comesWhole();
    // A press on what can't have the focus gives it to what stands around it.
    page.part("dialog").querySelector("form")?.focus();
    document.addEventListener("keydown", listen);
    await sendKeys({ press: "Escape" });
    await page.closes();
    document.removeEventListener("keydown", listen);
    equal(heard, 0, "keys that the page hears");
  });

  it("keeps what is typed from a page that has shortcuts of one key", async () => {
    const heard: string[] = [];
    const listen = (event: Event): void => {
      heard.push(event.type);
      event.preventDefault();
    };
    const names = ["keydown", "keypress", "keyup", "focusin"];
    for (const name of names) document.addEventListener(name, listen);
    await page.open();
    await page.click("button");
    await page.comesWhole();
    heard.length = 0;
    await page.type("9161234567");
    for (const name of names) document.removeEventListener(name, listen);
    equal(page.part("phone").value, "+7 916 123-45-67");
    equal(heard, [], "what the page hears");
  });

  it("keeps pointer, wheel, touch and copying from sliders, smooth scrolling and guards", async () => {
    const names = [
      "wheel",
      "pointerdown",
      "mousedown",
      "mouseup",
      "click",
      "touchmove",
      "copy",
      "paste",
      "contextmenu",
    ];
    await page.open();
    await page.click("button");
    await page.comesWhole();
    const heard: string[] = [];
    const listen = (event: Event): void => {
      heard.push(event.type);
      event.preventDefault();
    };
    for (const name of names) document.addEventListener(name, listen, { passive: false });
    const fire = (on: Element | undefined): boolean[] =>
      names.map((name) => !!on?.dispatchEvent(new Event(name, { bubbles: true, composed: true, cancelable: true })));
    ok(!fire(page.part("label")).includes(false), "nothing that the page prevents");
    equal(heard, [], "what the page hears of the sheet");
    fire(page.root);
    equal(heard.toSorted(), names.toSorted(), "what it hears of itself");
    for (const name of names) document.removeEventListener(name, listen);
  });

  it("takes nothing of the page's text but what a theme means for all of it", async () => {
    await page.open();
    await page.click("button");
    const parts = ["button", "title", "status", "label", "phone", "submit", "later"] as const;
    const looks = () =>
      parts.map((part) => {
        const style = getComputedStyle(page.part(part));
        return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).filter((line) => !isOwn(line));
      });
    // Where things are is the page's business.
    const isOwn = (line: string): boolean =>
      /^(?:--|inset|top|left|right|bottom|.*origin|width|height|(?:inline|block)-size|animation|anchor)/.test(line);
    const before = looks();
    page.root.style.cssText = inherited;
    await settle();
    for (const [index, look] of looks().entries()) {
      const changed = look.filter((line) => !before[index]?.includes(line));
      equal(changed, [], `what changed of ${parts[index]}`);
    }
    page.root.style.cssText = "color-scheme: dark; visibility: visible; cursor: crosshair";
    equal(getComputedStyle(page.part("title")).colorScheme, "dark", "the theme");
    page.root.removeAttribute("style");
  });

  it("scrolls within, so that a press on its scroll bar is a press on the form", async () => {
    await page.open();
    await page.click("button");
    const dialog = page.part("dialog");
    dialog.style.maxHeight = "160px";
    await settle();
    const form = dialog.querySelector("form");
    ok(form && form.scrollHeight > form.clientHeight && form.clientHeight <= 160, "a form that scrolls");
    equal([getComputedStyle(form).overflowY, dialog.scrollHeight], ["auto", dialog.clientHeight], "what scrolls");
  });

  it("works from inside what the page made inert, and through the call", async () => {
    await page.open(`<div inert>${snippet}</div>${opener}`);
    ok((await press("[data-sipnet-open]")).defaultPrevented, "a link that stays");
    await page.type("89161234567");
    await sendKeys({ press: "Enter" });
    await page.clock.advance(1_500);
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
    await page.tell("ringing", { owner: "ringing" });
    const { x, y, width, height } = page.part("close").getBoundingClientRect();
    const hit = page.buttons[0]?.shadowRoot?.elementFromPoint(x + width / 2, y + height / 2);
    equal(hit?.getAttribute("part"), "close", "what a finger finds");
  });

  it("is left alone by a translator, whose markup would stop the words", async () => {
    await page.open();
    await page.ask();
    const section = page.part("dialog").closest("section");
    equal([section?.translate, section?.lang], [false, "ru"], "what a translator reads");
  });

  it("the caller's number stands on one line, however narrow the sheet", async () => {
    await page.open();
    await page.click("button");
    await page.comesWhole();
    const number = page.part("status").querySelector("b");
    ok(number?.textContent?.includes("150"), "the caller's number");
    for (const width of ["280px", "320px", "360px"]) {
      page.part("dialog").style.width = width;
      equal(number?.getClientRects().length, 1, `lines at ${width}`);
    }
  });
});
