/** The page shows where the call is: through reloads, tabs, moves and broken streams. */
import { equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, endpoint, json } from "./stage/fake-worker.ts";
import { Page, patiently, restMs, snippet } from "./stage/page.ts";

describe("following a call", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());
  const pointer = () => ({ endpoint, button: cid, key: "k".repeat(22), callId: page.worker.callId });
  /** What another tab hears, and can say. */
  const otherTab = () => {
    const tab = new BroadcastChannel("sipnet-call");
    const heard: unknown[] = [];
    tab.addEventListener("message", ({ data }) => heard.push(data));
    const post = tab.postMessage.bind(tab);
    return { heard, say: (message?: object): void => post(message), close: () => tab.close() };
  };
  const live = () => page.worker.streams.filter(({ readyState }) => readyState < 2);

  it("ends with its last state", async () => {
    const button = await page.open();
    void button.call("+79161234567");
    await page.clock.advance(1_500);
    equal(live().length, 1, "streams");
    for (const name of ["dialling", "ringing", "connected"] as const) {
      await page.tell(name);
      ok(button.matches(`:state(${name})`), `:state(${name})`);
    }
    await page.tell("ended", {}, { duration: 3 });
    equal(live().length, 0, "streams");
    equal(page.clock.waiting, 0, "timers");
    ok(!button.matches(":state(connected)"), "no state of a call that is over");
  });

  it("goes by asking where events don't come", async () => {
    page.worker.on(
      `GET /v1/calls/${page.worker.callId}`,
      () => "network down",
      () => json(page.worker.call("ringing", { owner: "ringing" })),
      () => json(page.worker.call("ended", {}, { duration: 3 })),
    );
    const button = await page.open();
    await page.ask();
    await page.clock.advance(6_000);
    equal(button.state, "ringing");
    await page.clock.advance(3_000);
    equal(button.state, "ended");
    await page.clock.advance(60_000);
    equal(page.worker.of(`GET /v1/calls/${page.worker.callId}`).length, 3, "questions");
  });

  it("asks again when the stream breaks, and stops when it speaks", async () => {
    await page.open();
    await page.ask();
    await page.tell("ringing");
    await page.clock.advance(30_000);
    equal(page.worker.of(`GET /v1/calls/${page.worker.callId}`).length, 0, "questions while the stream is well");
    page.worker.on(`GET /v1/calls/${page.worker.callId}`, () => json(page.worker.call("ringing")));
    live()[0]?.dispatchEvent(new Event("error"));
    await page.clock.advance(3_000);
    equal(page.worker.of(`GET /v1/calls/${page.worker.callId}`).length, 1, "questions");
    await page.tell("connected");
    await page.clock.advance(30_000);
    equal(page.worker.of(`GET /v1/calls/${page.worker.callId}`).length, 1, "questions");
  });

  it("never goes back to what came late", async () => {
    const button = await page.open();
    await page.ask();
    const late = page.worker.call("ringing", { owner: "ringing" });
    await page.tell("connected");
    live()[0]?.send(late);
    await settle();
    equal(button.state, "connected");
  });

  it("is not asked about while an open stream has no news: the Worker's empty word is enough", async () => {
    await page.open();
    await page.ask();
    equal(live()[0]?.url, `${endpoint}/v1/calls/${page.worker.callId}/events?after=1`, "nothing told twice");
    live()[0]?.dispatchEvent(new MessageEvent("message", { data: "" }));
    await page.clock.advance(60_000);
    equal(page.worker.of(`GET /v1/calls/${page.worker.callId}`).length, 0, "questions");
    equal(page.status, "Соединяем…");
  });

  it("goes on after a reload", async () => {
    sessionStorage.setItem("sipnet-call", JSON.stringify(pointer()));
    const button = await page.open();
    equal(live()[0]?.url, `${endpoint}/v1/calls/${page.worker.callId}/events`);
    await page.tell("ringing", { owner: "ringing" });
    ok(page.part("button").textContent?.includes("Соединяем…"), "the state on the button");
    await page.click("button");
    equal(page.status, "Звоним в компанию…");
    equal(page.worker.of("POST /v1/tickets").length, 0, "tickets while a call lives");
    await page.tell("ended", {}, { duration: 3 });
    equal(button.state, "ended");
  });

  it("ends where the Worker no longer knows the call", async () => {
    sessionStorage.setItem("sipnet-call", JSON.stringify(pointer()));
    await page.open();
    await page.clock.advance(3_000);
    equal(page.worker.streams.length, 1, "streams");
    equal(live().length, 0, "live streams");
    equal(sessionStorage.length, 0, "things in storage");
  });

  it("is told to other tabs, and heard from them", async () => {
    const { heard, say, close } = otherTab();
    await page.open();
    await settle();
    say(pointer());
    await patiently(() => live().length === 1);
    say();
    await patiently(() => heard.length === 3);
    close();
    equal(heard, [undefined, pointer(), pointer()]);
  });

  it("survives a move of its button, and its removal", async () => {
    const button = await page.open();
    void button.call("+79161234567");
    await page.clock.advance(1_500);
    await page.tell("ringing", { owner: "ringing" });
    const place = document.createElement("p");
    page.root.append(place);
    place.append(button);
    await page.clock.advance(restMs);
    equal(live().length, 1, "streams");
    await page.tell("connected");
    equal(button.state, "connected");
    button.remove();
    await settle();
    equal(live().length, 0, "streams of a page without buttons");
    equal(page.clock.waiting, 0, "timers of a page without buttons");
    place.append(button);
    await page.clock.advance(restMs);
    equal(live().length, 1, "streams");
    await page.click("button");
    ok(page.part("dialog").open, "an open dialog");
  });

  it("is shown by every button of the page, and told once", async () => {
    await page.open(snippet + snippet);
    const [first, second] = page.buttons;
    equal(page.worker.of(`GET /v1/buttons/${cid}`).length, 1, "records asked for");
    await page.click("button", second);
    void second?.call("+79161234567");
    await page.clock.advance(1_500);
    await page.tell("ringing", { owner: "ringing" });
    ok(page.part("button", first).textContent?.includes("Соединяем…"), "the state on the other button");
    equal(first?.state, "ringing");
    equal(page.events, ["show", "call-before", "call-state dialling", "call-state ringing"]);
    await first?.call("+79990000000");
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
  });

  it("counts the talk from its beginning, though the page was opened later, and tells it once", async () => {
    sessionStorage.setItem("sipnet-call", JSON.stringify(pointer()));
    await page.open();
    const since = new Date(page.clock.nowMs - 65_000).toISOString();
    const talks = () => page.tell("connected", { owner: "answered", visitor: "answered" }, { since });
    await talks();
    const shown = () => page.part("button").textContent?.trim();
    // What counts it comes with the first talk.
    await patiently(() => shown() !== "На связи");
    equal(shown(), "На связи 1:05");
    await page.clock.advance(3_000);
    await talks();
    equal(shown(), "На связи 1:08");
    equal(page.events, ["call-state connected"]);
    await page.tell("ended", {}, { since: new Date(page.clock.nowMs).toISOString() });
  });

  it("counts the talk by the visitor's own watch where they saw it begin", async () => {
    await page.open();
    await page.ask();
    await page.tell("connected", { owner: "answered", visitor: "answered" }, { since: "2026-11-24T00:00:00Z" });
    await page.clock.advance(4_000);
    equal(page.status, "На связи 0:04");
  });

  it("knows no return from an end, whatever comes late", async () => {
    const button = await page.open();
    await page.ask();
    const [stream] = live();
    await page.tell("ended", {}, { duration: 5 });
    stream?.send(page.worker.call("ringing", { owner: "ringing" }));
    await settle();
    equal(button.state, "ended");
    equal(page.events.at(-1), "call-state ended");
  });

  it("waits for a button where the page has none when the Worker answers", async () => {
    const button = await page.open();
    void button.call("+79161234567");
    button.remove();
    await page.clock.advance(1_500);
    equal(live().length, 0, "streams");
    page.root.append(button);
    await page.clock.advance(restMs);
    equal(live().length, 1, "streams");
  });

  it("is told by another button where the one that asked has left the page", async () => {
    await page.open(snippet + snippet);
    const [first] = page.buttons;
    void first?.call("+79161234567");
    await page.clock.advance(1_500);
    first?.remove();
    await page.tell("ringing", { owner: "ringing" });
    equal(page.events, ["call-before", "call-state dialling", "call-state ringing"]);
  });

  it("of another tab is picked up after this one's own came to its end", async () => {
    const button = await page.open();
    await page.ask();
    await page.tell("ended", {}, { duration: 5 });
    page.worker.callId = `other${page.worker.callId.slice(5)}`;
    const { say, close } = otherTab();
    say(pointer());
    await settle();
    close();
    await page.tell("ringing", { owner: "ringing" });
    equal(button.state, "ringing");
  });
});
