/** What a web developer may set, style, call and hear: the element's whole contract, by names that pages rely on. */
import { CallButton } from "../../widget/element.ts";
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, endpoint, json, record } from "./stage/fake-worker.ts";
import { link, Page, snippet } from "./stage/page.ts";

const other = "https://other.example.com";
const bare = `<sipnet-call-button button="${cid}">${link}</sipnet-call-button>`;

describe("a web developer", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());
  const asked = () => page.worker.seen.map(({ path }) => path);
  const styled = (css: string) => {
    const style = document.createElement("style");
    style.textContent = css;
    page.root.append(style);
  };

  it("puts words and a colour of the page's own on the button, and takes them off again", async () => {
    const button = await page.open(snippet.replace("lang", 'label="Перезвоните" color="rgb(1, 2, 3)" lang'));
    const look = () => [page.part("button").textContent?.trim(), getComputedStyle(page.part("button")).backgroundColor];
    equal(look(), ["Перезвоните", "rgb(1, 2, 3)"]);
    button.removeAttribute("label");
    button.color = undefined;
    await settle();
    equal(look(), [record.text, "rgb(11, 87, 208)"]);
  });

  for (const [name, value] of Object.entries({ button: cid, endpoint, lang: "en", mode: "floating", label: "Call" }))
    it(`says ${name} by attribute or by property, as their framework does`, async () => {
      const button = await page.open("<sipnet-call-button></sipnet-call-button>");
      Reflect.set(button, name, value);
      await settle();
      equal(button.getAttribute(name), value, "the attribute");
      button.removeAttribute(name);
      equal(Reflect.get(button, name) ?? "", "", "the property");
      button.setAttribute(name, value);
      equal(Reflect.get(button, name), value, "the property");
    });

  it("sets properties before the script is there, and they count once it is", async () => {
    await page.open();
    const early = document.implementation.createHTMLDocument().createElement("sipnet-call-button");
    Object.assign(early, { button: cid, endpoint, label: "Рано" });
    ok(!(early instanceof CallButton), "an element that is nothing yet");
    page.root.replaceChildren(early);
    await settle();
    contains(page.part("button").textContent, "Рано");
  });

  it("names the Worker once: the button's own, else the nearest settings', else the script's", async () => {
    CallButton.endpoint = "https://script.example.com";
    const around = (html: string, at: string) =>
      `<sipnet-call-settings endpoint="${at}">${html}</sipnet-call-settings>`;
    for (const [html, wanted] of [
      [bare, CallButton.endpoint],
      [around(bare, other), other],
      [around(around(bare, endpoint), other), ""],
      [around(snippet.replace(endpoint, "https://own.example.com"), other), "https://own.example.com"],
    ]) {
      page.worker.seen.length = 0;
      await (page.root.isConnected ? page.show(html ?? "") : page.open(html));
      equal(asked(), [`${wanted}/v1/buttons/${cid}`]);
    }
    CallButton.endpoint = undefined;
  });

  it("writes ids on several lines, or with a space too many, and the Worker with a slash at its end", async () => {
    for (const button of [` ${cid} `, `\n  ${cid}\n  SERVICE\n`, `${cid}  SERVICE`]) {
      const html = `<sipnet-call-button button="${button}" endpoint="${endpoint}/">${link}</sipnet-call-button>`;
      await (page.root.isConnected ? page.show(html) : page.open(html));
      await page.stands();
    }
    await page.show(`${snippet.replace(cid, `\n${cid}\n`)}<b data-sipnet-open="${cid}">Call</b>`);
    page.root.querySelector("b")?.click();
    await settle();
    ok(page.part("dialog").open, "a sheet that its opener finds");
  });

  it("uses contexts of their own beside ours: the settings answer to their own name alone", async () => {
    await page.open(`<sipnet-call-settings endpoint="${endpoint}">${bare}</sipnet-call-settings>`);
    let heard = 0;
    document.addEventListener("context-request", () => heard++, { once: true });
    const theirs = new Event("context-request", { bubbles: true, composed: true });
    Object.assign(theirs, { context: "theme", callback: () => (heard += 10) });
    page.buttons[0]?.dispatchEvent(theirs);
    equal(heard, 1, "requests that went on to whom they concern");
  });

  it("keeps a button in a component's shadow: settings reach it, and its events come out", async () => {
    await page.open(`<sipnet-call-settings endpoint="${endpoint}" lang="en">${bare}</sipnet-call-settings>`);
    const host = document.createElement("div");
    page.buttons[0]?.replaceWith(host);
    const shadow = host.attachShadow({ mode: "open" });
    shadow.innerHTML = `${bare}<b data-sipnet-open="${cid}">Call</b>`;
    await settle();
    const inner = shadow.querySelector("sipnet-call-button");
    shadow.querySelector("b")?.click();
    await settle();
    contains(page.part("submit", inner ?? undefined).textContent, "Call me");
    void inner?.call("+79161234567");
    await page.clock.advance(1_500);
    await page.tell("ringing", { owner: "ringing" });
    inner?.close();
    await settle();
    equal(page.events, ["show", "call-before", "call-state dialling", "call-state ringing", "close"]);
    await page.tell("ended", {}, { duration: 1 });
    await page.show(snippet);
  });

  it("hears which button wants which number before a call, and may forbid it", async () => {
    const button = await page.open();
    const heard: unknown[] = [];
    button.addEventListener("sipnet-call-before", (event) => {
      heard.push(event.button, event.phone, event.cancelable, event.composed);
      event.preventDefault();
    });
    const before = button.state;
    await button.call("8 (916) 123-45-67");
    equal(heard, [cid, "+79161234567", true, true]);
    equal([button.state, page.worker.seen.length], [before, 1], "what comes of it");
  });

  it("hears how a call goes, with what the Worker told", async () => {
    const button = await page.open();
    const heard: unknown[] = [];
    button.addEventListener("sipnet-call-state", ({ state, call }) => heard.push([state, call.legs, call.duration]));
    void button.call("+79161234567");
    await page.clock.advance(1_500);
    await page.tell("ringing", { owner: "ringing" });
    await page.tell("ended", { owner: "ended", visitor: "ended" }, { duration: 5 });
    equal(heard, [
      ["dialling", null, null],
      ["ringing", { owner: "ringing", visitor: "waiting" }, null],
      ["ended", { owner: "ended", visitor: "ended" }, 5],
    ]);
  });

  it("asks for a call later and with consent, on the visitor's behalf", async () => {
    const button = await page.open();
    void button.call("+79161234567", { at: "2026-11-25T06:00:00Z", consent: true });
    await page.clock.advance(1_500);
    const { at, consent } = page.worker.of("POST /v1/calls")[0]?.body ?? {};
    equal([at, consent], ["2026-11-25T06:00:00Z", true]);
  });

  it("can't disturb a call by asking for another", async () => {
    const button = await page.open();
    for (const phone of ["+79161234567", "+79161234568"]) void button.call(phone);
    await page.clock.advance(1_500);
    for (const again of [button.call("+79161234569"), button.call("no number")]) await again;
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
    equal(page.events, ["call-before", "call-state dialling"]);
  });

  it("reads the state, and styles by it", async () => {
    const button = await page.open();
    await page.click("button");
    equal(button.state, "idle");
    styled("sipnet-call-button:state(ringing) { opacity: 0.5 }");
    await page.ask();
    equal(getComputedStyle(button).opacity, "1", "while it is dialled");
    await page.tell("ringing", { owner: "ringing" });
    equal([button.state, getComputedStyle(button).opacity], ["ringing", "0.5"]);
  });

  for (const part of ["button", "dialog", "phone", "submit", "status"] as const)
    it(`styles the part ${part}`, async () => {
      await page.open();
      styled(`sipnet-call-button::part(${part}) { outline: 3px solid rgb(1, 2, 3) }`);
      await page.click("button");
      equal(getComputedStyle(page.part(part)).outlineColor, "rgb(1, 2, 3)");
    });

  const properties: [name: string, value: string, of: "button" | "host", style: keyof CSSStyleDeclaration][] = [
    ["--sipnet-font", "monospace", "button", "fontFamily"],
    ["--sipnet-radius", "3px", "button", "borderTopLeftRadius"],
    ["--sipnet-offset", "7px", "host", "marginBottom"],
    ["--sipnet-z-index", "12", "host", "zIndex"],
  ];
  for (const [name, value, of, style] of properties)
    it(`sets ${name}`, async () => {
      const button = await page.open(snippet.replace("lang", 'mode="floating" lang'));
      const look = () => getComputedStyle(of === "host" ? button : page.part("button"))[style];
      ok(look() !== value, "another look before");
      page.root.style.setProperty(name, value);
      equal(look(), value);
      page.root.removeAttribute("style");
    });

  for (const placement of ["bottom-right", "bottom-left", "top-right", "top-left"])
    it(`lets it float at the ${placement}, with the call's panel on the same side`, async () => {
      await page.open(snippet.replace("lang", `mode="floating" placement="${placement}" lang`));
      const side = (part: "button" | "dialog") => {
        const { left, right } = page.part(part).getBoundingClientRect();
        return left < innerWidth - right ? "left" : "right";
      };
      const { top, bottom } = page.part("button").getBoundingClientRect();
      const corner = `${top < innerHeight - bottom ? "top" : "bottom"}-${side("button")}`;
      equal(corner, placement);
      await page.ask();
      ok(placement.endsWith(side("dialog")), `a panel on the ${side("dialog")}`);
    });

  it("keeps a style sheet that somebody else gave it when its own come after a click", async () => {
    const { shadowRoot } = await page.open();
    const theirs = new CSSStyleSheet();
    shadowRoot?.adoptedStyleSheets.push(theirs);
    await page.click("button");
    await page.comes("[part=phone][placeholder^='+7']");
    ok(shadowRoot?.adoptedStyleSheets.includes(theirs), "their sheet beside ours");
  });

  it("opens a button by a link, which then does not lead away", async () => {
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM" }));
    await page.open(`${snippet}${snippet.replace(cid, "K8TM")}<a href="#away" data-sipnet-open="K8TM">Позвонить</a>`);
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    page.root.querySelector("[data-sipnet-open]")?.dispatchEvent(click);
    await settle();
    ok(click.defaultPrevented, "a page that stays");
    equal(
      page.buttons.map(({ shadowRoot }) => !!shadowRoot?.querySelector("dialog[open]")),
      [false, true],
      "which dialog is open",
    );
  });
});
