/** What the dialog offers, and when it does no more: times that are over, marks that were given, a click beside it. */
import type { Call } from "../../worker/contract/visitor.ts";
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, problem, record } from "./stage/fake-worker.ts";
import { Page, snippet } from "./stage/page.ts";

const path = `GET /v1/buttons/${cid}`;
const slots = ["2031-11-25T06:00:00.000Z", "2031-11-25T06:30:00.000Z"];

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
    const opensAt = "2031-11-25T06:00:00.000Z";
    page.worker.on("POST /v1/calls", () => json({ type: "/problems/closed", opensAt }, 409));
    await page.open();
    await page.ask();
    const at = new Date(opensAt);
    contains(page.status, `25 ноября в ${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`);
  });

  it("asks for a call as soon as the shop has opened, though the page is older", async () => {
    const opensAt = new Date(page.clock.nowMs + 3_600_000).toISOString();
    page.worker.on(path, () => json({ ...record, open: false, opensAt }));
    await page.open();
    await page.clock.advance(3_600_001);
    await page.click("button");
    contains(page.status, "перезвоним прямо сейчас");
    ok(page.part("submit").checkVisibility(), "a way to ask for a call");
    equal(page.worker.of(`${path}/slots`).length, 0, "times for later");
  });

  it("writes the number where the owner's link has but a drawing", async () => {
    page.worker.on("POST /v1/calls", () => problem("too-many-calls", 429));
    await page.open(snippet.replace(/>[^<]+<\/a>/, "><svg></svg></a>"));
    await page.ask();
    equal(find("[part=link]")?.textContent, "+74951234567");
  });

  it("says from when a call may be asked for again", async () => {
    page.worker.on("POST /v1/calls", () => problem("too-many-calls", 429, 86_400));
    await page.open();
    await page.ask();
    const at = new Date(page.clock.nowMs + 86_400_000);
    const minutes = String(at.getMinutes()).padStart(2, "0");
    contains(page.status, `Снова можно завтра в ${at.getHours()}:${minutes}`);
  });

  it("offers later once: not again beside the times, and from the beginning when it is opened anew", async () => {
    await page.open();
    await page.click("button");
    await page.press("Перезвоните мне позже");
    await page.comes("[name=at]");
    ok(!word("Перезвоните мне позже"), "no second offer");
    page.buttons[0]?.close();
    await settle();
    await page.click("button");
    ok(!find("[name=at]") && word("Перезвоните мне позже"), "a call now, later on demand");
  });

  it("offers no times that are a minute old and can't be read again", async () => {
    page.worker.on(path, () => json({ ...record, open: false }));
    await page.open();
    await page.click("button");
    await page.comes("[name=at]");
    page.worker.on(`${path}/slots`, () => "network down");
    await page.clock.advance(60_000);
    page.buttons[0]?.requestUpdate();
    await settle();
    ok(!find("[name=at]") && !page.has("submit"), "nothing that was true a minute ago");
    ok(page.linkIsVisible, "the link");
  });

  it("shows no phones that ring while a call waits for its day", async () => {
    await page.open();
    await page.ask();
    await page.comes(".phones");
    await page.tell("scheduled", {}, { at: slots[0] ?? "" });
    ok(!find(".phones"), "no phones");
  });

  it("begins anew when it is opened after a call: the form, with the number still there", async () => {
    await page.open();
    await page.ask();
    await talk();
    await page.comes("[part=rating]");
    ok(!page.has("submit"), "no second call that the limits would refuse");
    await page.press("Закрыть");
    await page.click("button");
    ok(page.part("phone").checkVisibility() && !page.has("rating"), "the form alone");
    equal(page.part("phone").value, "8 916 123-45-67", "the number, still there");
  });

  const nextSteps: [how: string, state: "busy" | "no-answer" | "failed", reason: NonNullable<Call["reason"]>][] = [
    ["the company was busy", "busy", "owner-busy"],
    ["the company didn't answer", "no-answer", "owner-no-answer"],
    ["the visitor didn't answer", "no-answer", "visitor-no-answer"],
    ["the call failed", "failed", "not-placed"],
  ];
  for (const [how, state, reason] of nextSteps)
    it(`leads on where ${how}: a time that can be had at one press, and the owner's number`, async () => {
      const at = new Date(page.clock.nowMs + 86_400_000).toISOString();
      page.worker.on(`${path}/slots`, () => json({ slots: [at] }));
      await page.open();
      await page.ask();
      await page.tell(state, {}, { reason });
      await page.comes("[part=submit]");
      contains(page.part("submit").textContent, "Перезвоните мне завтра в ");
      equal(page.part("link").getAttribute("href"), "tel:+74951234567");
      equal(!!word("Другой номер"), reason.startsWith("visitor"), "another number where that may help");
      await page.click("submit");
      await page.clock.advance(1_500);
      const { body } = page.worker.of("POST /v1/calls")[1] ?? {};
      equal([body?.["at"], body?.["phone"]], [at, "+79161234567"], "the call that was asked for");
    });

  it("books nothing unseen where the owner's terms must be agreed to: the form comes first, with time and number", async () => {
    const at = new Date(page.clock.nowMs + 86_400_000).toISOString();
    page.worker.on(`${path}/slots`, () => json({ slots: [at] }));
    page.worker.on(path, () => json({ ...record, consent: "Согласен" }));
    await page.open();
    await page.click("button");
    find<HTMLInputElement>("[name=consent]")?.click();
    await page.ask();
    await page.tell("busy", {}, { reason: "owner-busy" });
    await page.comes("[part=submit]");
    await page.click("submit");
    await page.clock.advance(1_500);
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
    equal(find<HTMLInputElement>("[name=at]:checked")?.value, at, "the time");
    equal(page.part("phone").value, "8 916 123-45-67", "the number");
  });

  for (const [name, status] of [
    ["too-many-calls", 429],
    ["call-in-progress", 409],
  ] as const)
    it(`offers nothing after ${name} that would be refused again`, async () => {
      page.worker.on("POST /v1/calls", () => problem(name, status, 290));
      await page.open();
      await page.ask();
      ok(!page.has("submit") && !page.has("phone"), "nothing to send");
      equal(page.worker.of(`${path}/slots`).length, 0, "times asked for");
      ok(page.part("link").checkVisibility(), "the owner's number");
    });

  it("takes a mark at one tap, once, and asks for one after each call", async () => {
    const mark = `PUT /v1/calls/${page.worker.callId}/rating`;
    page.worker.on(mark, () => json({}));
    await page.open();
    await page.ask();
    await talk();
    await page.press("5 из 5");
    equal(page.worker.of(mark).length, 1, "marks");
    contains(page.part("dialog").textContent, "Спасибо!");
    ok(!page.has("rating"), "nothing to send twice");
    page.worker.callId = `${page.worker.callId.slice(0, -1)}2`;
    await page.press("Закрыть");
    await page.click("button");
    await page.click("submit");
    await talk();
    await page.comes("[part=rating]");
  });

  it("says whom it calls, until the visitor has answered, and names the one who talks", async () => {
    await page.open();
    await page.ask();
    await page.comes(".phones");
    contains(find(".whom")?.textContent, "Звоним на +7 916 123-45-67");
    await page.tell("ringing", { owner: "answered", visitor: "ringing" }, { agent: "Анна" });
    contains(find(".whom")?.textContent, "Не тот номер?");
    contains(find(".phones")?.textContent, "Анна");
    await page.tell("connected", { owner: "answered", visitor: "answered" });
    ok(!find(".whom"), "no number any more");
  });

  it("says of agents who are rung in turn who doesn't answer and who is tried, of each call anew", async () => {
    await page.open();
    await page.ask();
    await page.comes(".phones");
    await page.tell("dialling", { owner: "waiting", visitor: "waiting" }, { agent: "Анна" });
    ok(!page.part("status").textContent?.includes("Анна"), "the first has not failed yet");
    await page.tell("dialling", { owner: "waiting", visitor: "waiting" }, { agent: "Борис" });
    contains(page.part("status").textContent, "Анна не отвечает, теперь Борис");
    await page.tell("ringing", { owner: "ringing", visitor: "waiting" }, { agent: "Борис" });
    contains(page.part("status").textContent, "Анна не отвечает, теперь Борис");
    await page.tell("ringing", { owner: "ringing", visitor: "waiting" }, { agent: "Клара" });
    contains(page.part("status").textContent, "Борис не отвечает, теперь Клара");
    await page.tell("ringing", { owner: "answered", visitor: "ringing" }, { agent: "Клара" });
    ok(!page.part("status").textContent?.includes("не отвечает"), "who has answered is no more called so");
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
