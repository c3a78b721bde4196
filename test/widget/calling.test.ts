/** A call is asked for once, with one key, and followed to its end, whatever the network does. */
import { sendKeys } from "@web/test-runner-commands";
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, page as gateway, problem, record } from "./stage/fake-worker.ts";
import { Page } from "./stage/page.ts";

const saved = (): Record<string, string> | null => JSON.parse(sessionStorage.getItem("sipnet-call") ?? "null");

describe("asking for a call", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());
  const keys = (): (string | null)[] => page.worker.of("POST /v1/calls").map(({ key }) => key);

  it("needs nothing but the record before a click", async () => {
    await page.open();
    equal(
      page.worker.seen.map(({ method, path }) => `${method} ${path}`),
      [`GET /v1/buttons/${cid}`],
    );
  });

  it("waits in silence for the ticket to ripen, then sends what the Worker needs and no more", async () => {
    await page.open();
    await page.click("button");
    await page.type("8 (916) 123-45-67");
    await sendKeys({ press: "Enter" });
    await page.clock.advance(1_400);
    equal(page.worker.of("POST /v1/calls").length, 0, "calls while the ticket is young");
    await page.clock.advance(100);
    const [call] = page.worker.of("POST /v1/calls");
    equal(call?.body, {
      ticket: "t1",
      page: location.origin + location.pathname,
      button: cid,
      phone: "+79161234567",
      lang: "ru",
    });
    ok(/^[\w-]{22,64}$/.test(call?.key ?? ""), "a key of the form the Worker takes");
  });

  it("tells where the visitor is with the ticket and with the call, and nothing else of query or fragment, where sites keep secrets", async () => {
    const before = location.href;
    const path = location.origin + location.pathname;
    const kept: string[] = [];
    const long = `?utm_campaign=${"c".repeat(3_000)}`;
    for (const rest of ["?reset=secret&utm_source=a&x=1&utm_campaign=b#token=secret", "?key=secret#/utm?a=1", long]) {
      history.replaceState(null, "", location.pathname + rest);
      await page.open();
      await page.ask();
      const bodies = [page.worker.of("POST /v1/tickets")[0]?.body, page.worker.of("POST /v1/calls")[0]?.body];
      equal(new Set(bodies.map((body) => body?.["page"])).size, 1, "said alike with the ticket and the call");
      kept.push(String(bodies[0]?.["page"]));
      await page.leave();
      page = new Page();
    }
    history.replaceState(null, "", before);
    equal(kept, [`${path}?utm_source=a&utm_campaign=b`, path, (path + long).slice(0, 2_000)]);
  });

  it("is one call, however often one presses", async () => {
    await page.open();
    await page.click("button");
    await page.type("89161234567");
    for (let press = 0; press < 5; press++) await page.click("submit");
    await page.clock.advance(1_500);
    ok(!page.has("submit"), "nothing left to press");
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
    equal(page.worker.of("POST /v1/tickets").length, 1, "tickets");
  });

  it("is sent again with the same key while the network is silent, and nobody is asked to press", async () => {
    page.worker.on(
      "POST /v1/calls",
      () => "network down",
      () => gateway(502),
      () => json({ id: page.worker.callId, state: "dialling" }, 202),
    );
    await page.open();
    await page.ask();
    contains(page.status, "Проверяем звонок…");
    ok(!page.has("submit"), "no button to press");
    await page.clock.advance(3_000);
    equal(page.worker.of("POST /v1/calls").length, 3, "tries");
    equal(new Set(keys()).size, 1, "keys");
    equal(page.status, "Соединяем…");
  });

  it("keeps its key through a reload in the middle, and the number rests nowhere", async () => {
    page.worker.on("POST /v1/calls", () => "network down");
    await page.open();
    await page.ask();
    const kept = saved();
    equal(Object.keys(kept ?? {}).toSorted(), ["button", "endpoint", "key"]);
    equal(kept?.["key"], keys()[0], "the key");
  });

  it("takes a new key for a new wish", async () => {
    page.worker.on("POST /v1/calls", () => problem("phone-not-allowed", 422));
    await page.open();
    await page.ask();
    equal(document.activeElement?.shadowRoot?.activeElement, page.part("phone"), "the focus");
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(new Set(keys()).size, 2, "keys");
    equal(page.worker.of("POST /v1/tickets").length, 1, "tickets for a number and its correction");
  });

  it("keeps the key where the Worker broke down", async () => {
    page.worker.on("POST /v1/calls", () => problem("unavailable", 503, 30));
    await page.open();
    await page.ask();
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(keys().length, 2, "tries");
    equal(new Set(keys()).size, 1, "keys");
    ok(page.linkIsVisible, "the link where a call can't be had");
  });

  it("does not trouble the Worker with what is no number", async () => {
    await page.open();
    await page.ask("12");
    equal(page.worker.of("POST /v1/calls").length, 0, "calls");
    equal(page.part("phone").getAttribute("aria-invalid"), "true");
    equal(page.part("phone").getAttribute("aria-describedby"), page.part("error").id);
    equal(page.part("error").textContent, "Не хватает цифр: 8");
    equal(page.events.at(-1), "call-error phone-invalid");
  });

  it("says so when there is no ticket to be had", async () => {
    page.worker.on("POST /v1/tickets", () => "network down");
    await page.open();
    await page.click("button");
    contains(page.status, "Звонок сейчас невозможен");
    equal(page.events, ["show", "call-error unavailable"]);
  });

  it("says so once, though the visitor was quicker than the failure", async () => {
    const { promise, reject } = Promise.withResolvers<Response>();
    page.worker.on("POST /v1/tickets", () => promise);
    await page.open();
    await page.ask();
    reject(new TypeError("Failed to fetch"));
    await settle();
    equal(page.events, ["show", "call-before", "call-error unavailable"]);
  });

  it("shows the owner's terms unticked, and sends what the visitor did", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, consent: "Согласен на звонок" }));
    await page.open();
    await page.click("button");
    const box = page.part("dialog").querySelector<HTMLInputElement>("[name=consent]");
    ok(box && !box.checked, "an unticked box");
    box.click();
    await page.type("89161234567");
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(page.worker.of("POST /v1/calls")[0]?.body["consent"], true, "consent");
  });

  it("says that the terms are not ticked, whatever else is wrong with the hours, and asks the Worker nothing", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, consent: "Согласен на звонок" }));
    await page.open();
    await page.ask();
    equal(page.worker.of("POST /v1/calls").length, 0, "calls");
    const box = page.part("dialog").querySelector<HTMLInputElement>("[name=consent]");
    equal(page.buttons[0]?.shadowRoot?.activeElement, box, "the focus");
    contains(page.part("dialog").querySelector("#consent-error")?.textContent, "Отметьте согласие");
  });

  it("can be stopped by the page", async () => {
    await page.open();
    page.root.addEventListener("sipnet-call-before", (event) => event.preventDefault(), { once: true });
    await page.ask();
    equal(page.worker.of("POST /v1/calls").length, 0, "calls");
    equal(page.events, ["show", "call-before"]);
  });

  it("can be done by the page, with the same events", async () => {
    const button = await page.open();
    void button.call("+7 916 123-45-67");
    await page.clock.advance(1_500);
    await page.tell("ended", {}, { duration: 5 });
    equal(page.events, ["call-before", "call-state dialling", "call-state ended"]);
  });

  it("can be taken back before it is dialled", async () => {
    page.worker.on(`DELETE /v1/calls/${page.worker.callId}`, () => problem("call-in-progress", 409, 30));
    const button = await page.open();
    await page.ask();
    await button.cancel();
    equal(page.worker.of(`DELETE /v1/calls/${page.worker.callId}`).length, 1, "cancellations");
    equal(page.events.at(-1), "call-error call-in-progress");
    equal(button.state, "dialling");
  });

  it("leaves nothing in storage once the call is over", async () => {
    await page.open();
    await page.ask();
    equal(Object.keys(saved() ?? {}).toSorted(), ["button", "callId", "endpoint", "key"]);
    await page.tell("ended", {}, { duration: 5 });
    equal(saved(), null, "the storage");
    await settle();
    equal(localStorage.length, 0, "things in local storage");
  });
});
