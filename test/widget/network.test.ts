/** Networks as they are: slow, silent, in strangers' hands. The visitor is told the truth, and nothing is asked twice. */
import { contains, equal, ok } from "./stage/assert.ts";
import { cid, done, endpoint, json, problem, record, silence } from "./stage/fake-worker.ts";
import { Page, snippet } from "./stage/page.ts";

const recordPath = `GET /v1/buttons/${cid}`;

const { getItem, setItem } = Storage.prototype;

describe("on a bad network", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(async () => {
    Object.assign(Storage.prototype, { getItem, setItem });
    await page.leave();
  });
  const tries = () => page.worker.of("POST /v1/calls").length;

  it("an answer that never comes is given up after twelve seconds, and the link stays", async () => {
    page.worker.on(recordPath, silence);
    await page.open();
    await page.clock.advance(11_900);
    equal(page.events, [], "events while there is hope");
    await page.clock.advance(200);
    equal(page.events, ["call-error unavailable"]);
    ok(page.linkIsVisible, "the link");
  });

  it("a call is tried again ever more seldom, four times a minute in the end", async () => {
    page.worker.on("POST /v1/calls", () => "network down");
    await page.open();
    await page.ask();
    const after: number[] = [];
    for (const ms of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
      await page.clock.advance(ms - 1);
      after.push(tries());
      await page.clock.advance(1);
    }
    equal(after, [1, 2, 3, 4, 5, 6], "tries just before each next one");
    equal(page.buttons[0]?.state, "unknown");
  });

  it("a page whose button was taken away asks no more", async () => {
    page.worker.on("POST /v1/calls", () => "network down");
    const button = await page.open();
    await page.ask();
    button.remove();
    await page.clock.advance(60_000);
    equal(tries(), 1 + 1, "tries: the first, and the one that was waiting");
    page.root.append(button);
  });

  it("a stranger's problem has no say: the same call is tried again", async () => {
    page.worker.on(
      "POST /v1/calls",
      () => json({ type: "about:blank", title: "Blocked by your provider", status: 403 }, 403),
      () => json({ id: page.worker.callId, state: "dialling" }, 202),
    );
    await page.open();
    await page.ask();
    contains(page.status, "Проверяем");
    await page.clock.advance(1_000);
    equal(page.status, "Соединяем…");
    equal(new Set(page.worker.of("POST /v1/calls").map(({ key }) => key)).size, 1, "keys");
  });

  it("a ticket that could not be had is asked for again at the next try", async () => {
    page.worker.on(
      "POST /v1/tickets",
      () => "network down",
      () => json({ ticket: "t2" }, 201),
    );
    await page.open();
    await page.click("button");
    contains(page.status, "Звонок сейчас невозможен");
    await page.type("89161234567");
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(page.worker.of("POST /v1/calls")[0]?.body["ticket"], "t2");
  });

  it("the first record may be what the page preloaded; nothing after it comes from a browser's memory unasked", async () => {
    await page.open();
    await page.clock.advance(10_000);
    await page.ask();
    equal(
      page.worker.of(`GET /v1/buttons/${cid}`).map(({ cache }) => cache),
      ["default", "no-cache"],
    );
    equal([...new Set(page.worker.seen.slice(1).map(({ cache }) => cache))], ["no-cache"]);
  });

  it("a call is taken back by an answer without a body", async () => {
    page.worker.on(`DELETE /v1/calls/${page.worker.callId}`, done);
    const button = await page.open();
    await page.ask();
    await button.cancel();
    equal(page.events, ["show", "call-before", "call-state dialling"], "no error");
  });

  it("where there is no call, there is nothing to take back", async () => {
    const button = await page.open();
    await button.cancel();
    equal(page.worker.seen.length, 1, "requests");
  });

  it("one button's unanswered wish is none of another's: each has a key of its own", async () => {
    page.worker.on("GET /v1/buttons/K8TM", () => json({ ...record, button: "K8TM" }));
    page.worker.on("POST /v1/calls", () => problem("unavailable", 503));
    await page.open(snippet + snippet.replace(cid, "K8TM"));
    for (const button of page.buttons) {
      void button.call("+79161234567");
      await page.clock.advance(1_500);
    }
    const calls = page.worker.of("POST /v1/calls");
    equal(
      calls.map(({ body }) => body["button"]),
      [cid, "K8TM"],
    );
    equal(new Set(calls.map(({ key }) => key)).size, 2, "keys");
  });

  it("a wish that got no answer before a reload is known again after it", async () => {
    const key = "k".repeat(22);
    sessionStorage.setItem("sipnet-call", JSON.stringify({ endpoint, button: cid, key }));
    await page.open();
    equal(page.worker.streams.length, 0, "calls to follow");
    await page.ask();
    equal(page.worker.of("POST /v1/calls")[0]?.key, key, "the key");
  });

  it("a call goes on where the browser keeps nothing, and lets no tab hear another", async () => {
    const forbid = (): never => {
      throw new DOMException("Storage is forbidden", "SecurityError");
    };
    Object.assign(Storage.prototype, { getItem: forbid, setItem: forbid });
    // Firefox does so in a frame whose site may keep nothing.
    Object.assign(globalThis, { BroadcastChannel: forbid });
    await page.open();
    await page.ask();
    await page.tell("connected", { owner: "answered", visitor: "answered" });
    contains(page.status, "На связи");
  });
});
