/** What stands around a button: openers, other buttons, languages, documents, ancestors that turn. */
import { CallButton } from "../../widget/element.ts";
import { define } from "../../widget/define.ts";
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, endpoint, json, record } from "./stage/fake-worker.ts";
import { link, Page, snippet } from "./stage/page.ts";

const floating = snippet.replace("lang", 'mode="floating" lang');
const opener = `<a id="opener" href="#elsewhere" data-sipnet-open="${cid}">Перезвоните</a>`;

describe("around a button", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());

  const press = async (selector: string, more: MouseEventInit = {}): Promise<{ defaultPrevented: boolean }> => {
    const click = new MouseEvent("click", { bubbles: true, composed: true, cancelable: true, ...more });
    // What the browser would make of it (a new tab, a download) is not for a test to have.
    let isTaken = false;
    const stay = (event: Event): void => {
      isTaken = event.defaultPrevented;
      event.preventDefault();
    };
    page.root.parentElement?.addEventListener("click", stay, { once: true });
    page.root.querySelector(selector)?.dispatchEvent(click);
    await settle();
    return { defaultPrevented: isTaken };
  };
  const until = async (what: string, holds: () => unknown): Promise<void> => {
    for (let turn = 0; turn < 100 && !holds(); turn++) await settle();
    ok(holds(), what);
  };
  /** A button that is seen, or hidden by another that is. */
  const shows = (index: number): boolean => !!page.buttons[index]?.shadowRoot?.querySelector("[part=button]");

  for (const key of ["ctrlKey", "metaKey", "shiftKey", "altKey"] as const)
    it(`a link that names it keeps its meaning under ${key}`, async () => {
      await page.open(snippet + opener);
      ok(!(await press("#opener", { [key]: true })).defaultPrevented && !page.isOpen, "a link of the browser's own");
      ok((await press("#opener")).defaultPrevented && page.isOpen, "an open sheet");
    });

  it("any opener opens it, though the page stops what goes on above", async () => {
    await page.open(`${snippet}<div id="menu">${opener}</div>`);
    page.root.querySelector("#menu")?.addEventListener("click", (event) => event.stopPropagation());
    page.root.querySelector("#opener")?.addEventListener("click", (event) => event.stopImmediatePropagation());
    await press("#opener");
    ok(page.isOpen, "an open sheet");
  });

  it("a drawing may be an opener too, and part of another's id is none", async () => {
    const drawing = (name: string) =>
      `<svg width="9" height="9"><g data-sipnet-open="${name}"><path d="M0 0h9v9z" /></g></svg>`;
    await page.open(snippet + drawing(cid.slice(0, 8)));
    await press("path");
    ok(!page.isOpen, "nothing of a part of an id");
    page.root.insertAdjacentHTML("beforeend", `<p>${drawing(cid)}</p>`);
    await press("p path");
    ok(page.isOpen, "an open sheet");
  });

  it("a floating one steps aside while one of the same record is in view", async () => {
    await page.open(`<div id="place">${snippet}</div>${floating}`);
    await until("one way to call", () => shows(0) && !shows(1));
    page.root.querySelector<HTMLElement>("#place")?.style.setProperty("display", "none");
    await until("the floating one", () => shows(1));
    page.root.querySelector("#place")?.removeAttribute("style");
    await until("the other again", () => !shows(1));
    page.buttons[0]?.remove();
    await until("the floating one alone", () => shows(0));
  });

  it("a floating one stays for another record, and while its sheet is open", async () => {
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM" }));
    await page.open(`${floating}<div id="place">${snippet.replace(cid, "K8TM")}</div>`);
    await until("both", () => shows(0) && shows(1));
    page.buttons[0]?.show();
    await until("an open sheet", () => page.isOpen);
    page.buttons[1]?.setAttribute("button", cid);
    await until("the other one's sight", () => shows(1));
    ok(page.isOpen && shows(0), "what the visitor is busy with");
  });

  for (const placement of ["bottom-right", "top-left"])
    it(`floats at the ${placement} of the screen inside what turns or filters`, async () => {
      await page.open(
        `<div style="transform: translate(30px, 40px); filter: grayscale(1); width: 300px; height: 200px">${floating.replace("lang", `placement="${placement}" lang`)}</div>`,
      );
      const [x, y] = placement === "top-left" ? [0, 0] : [document.documentElement.clientWidth, innerHeight];
      const near = (): boolean => {
        const { left, right, top, bottom } = page.part("button").getBoundingClientRect();
        return (
          [left - x, right - x].some((gap) => Math.abs(gap) <= 24) &&
          [top - y, bottom - y].some((gap) => Math.abs(gap) <= 24)
        );
      };
      await until(`a button at ${placement}`, near);
      await page.click("button");
      ok(page.isOpen, "an open sheet");
    });

  it("another language while the sheet is open changes its words, and nothing else", async () => {
    delete CallButton.messages["kk"];
    await page.open(snippet.replace(' lang="ru"', ""));
    await page.click("button");
    await page.comes("[part=phone]");
    await until("what the sheet loads", () => page.part("phone").placeholder);
    await page.type("9161");
    const dialog = page.part("dialog");
    document.documentElement.lang = "en";
    await until("English", () => page.part("submit").textContent?.includes("Call me"));
    document.documentElement.lang = "kk";
    await until("Kazakh", () => page.part("submit").textContent?.includes("Маған"));
    document.documentElement.removeAttribute("lang");
    ok(dialog.open && dialog === page.part("dialog"), "the same sheet");
    equal([page.part("phone").value, page.events], ["+7 916 1", ["show"]], "what was typed, and heard");
  });

  it("moved into another document it looks and works as before", async () => {
    await page.open(`${snippet}<iframe></iframe>`);
    const look = (): string[] => {
      const style = getComputedStyle(page.part("button", element));
      return [style.backgroundColor, style.borderTopLeftRadius, style.display];
    };
    const element = page.buttons[0];
    await page.click("button");
    await until("what the sheet loads", () => page.part("phone").placeholder);
    const before = look();
    element?.close();
    const frame = page.root.querySelector("iframe");
    if (element) frame?.contentDocument?.body.append(element);
    await until("the same looks", () => look().join() === before.join());
    element?.show();
    await until("an open sheet", () => page.part("dialog", element).open);
    equal(getComputedStyle(page.part("phone", element)).height, "56px", "the field");
    if (element) page.root.prepend(element);
    await until("the same looks at home", () => look().join() === before.join());
  });

  it("a copy from npm without a Worker takes the script tag's, and only then", async () => {
    await page.open(`<sipnet-call-button button="${cid}">${link}</sipnet-call-button>`);
    equal(page.events, ["call-error endpoint"], "events");
    define(endpoint);
    await until("a button", () => shows(0));
    define("https://other.example.com");
    await settle();
    equal([CallButton.endpoint, page.worker.seen.length], [endpoint, 1], "the Worker it asks");
    CallButton.endpoint = undefined;
    contains(page.part("button").textContent, record.text);
  });

  it("throws nothing where something only pretends to be a browser, and a call can be had", async () => {
    const missing = ["CSS", "IntersectionObserver"] as const;
    const real = missing.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
    const thrown: unknown[] = [];
    const note = (event: PromiseRejectionEvent) => thrown.push(event.reason);
    addEventListener("unhandledrejection", note);
    for (const name of missing) Object.defineProperty(globalThis, name, { value: undefined, configurable: true });
    try {
      const button = await page.open();
      await page.click("button");
      await page.comes("[part=phone][placeholder^='+7']");
      await page.type("89161234567");
      await page.click("submit");
      await page.clock.advance(1_500);
      equal([button.state, thrown.map(String)], ["dialling", []]);
    } finally {
      for (const [name, descriptor] of real) if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      removeEventListener("unhandledrejection", note);
    }
  });
});
