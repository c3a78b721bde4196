/** A call for later: when nobody is there, or when the visitor would rather; and taking it back. */
import { contains, equal, ok } from "./stage/assert.ts";
import { cid, endpoint, json, problem, record } from "./stage/fake-worker.ts";
import { Page } from "./stage/page.ts";

const slots = ["2031-11-25T06:00:00.000Z", "2031-11-25T06:30:00.000Z"];
const slotsPath = `GET /v1/buttons/${cid}/slots`;

describe("a call for later", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
    page.worker.on(slotsPath, () => json({ slots }));
  });
  afterEach(() => page.leave());
  const closed = () => json({ ...record, open: false, opensAt: new Date(page.clock.nowMs + 36e5).toISOString() });
  const field = () => page.part("dialog").querySelector<HTMLInputElement>("[name=at]:checked");
  const schedule = async () => {
    page.worker.on("POST /v1/calls", () => json({ id: page.worker.callId, state: "scheduled" }, 202));
    page.worker.on(`GET /v1/buttons/${cid}`, closed);
    await page.open();
    await page.click("button");
    await page.comes("[name=at]");
    await page.ask();
    await page.tell("scheduled", {}, { at: slots[0] ?? "" });
  };

  it("is offered outside the hours, with the time when it opens and the link beside", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, closed);
    await page.open();
    equal(page.worker.seen.length, 1, "requests before the click");
    await page.click("button");
    await page.comes("[name=at]");
    contains(page.status, "Сейчас закрыто. Откроемся ");
    ok(page.part("phone").checkVisibility() && page.part("submit").checkVisibility(), "a form");
    ok(page.linkIsVisible, "the link");
  });

  it("names the times in the visitor's own zone and language", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, closed);
    await page.open();
    await page.click("button");
    await page.comes("[name=at]");
    const first = new Date(slots[0] ?? "");
    contains(page.part("dialog").querySelector(".times")?.textContent, `${first.getHours()}:00`);
    contains(page.part("dialog").querySelector(".days")?.textContent, "25 ноября");
  });

  it("is asked for with its time, and no number rests anywhere", async () => {
    await schedule();
    equal(page.worker.of("POST /v1/calls")[0]?.body["at"], slots[0], "the time");
    contains(page.status, "Перезвоним 25 ноября в ");
    contains(page.part("dialog").textContent, "По вашему времени");
    contains(page.part("button").textContent, "Перезвоним");
    ok(!(sessionStorage.getItem("sipnet-call") ?? "").includes("9161234567"), "no number in storage");
  });

  it("may be wanted while somebody is there, and now stays a choice", async () => {
    await page.open();
    await page.click("button");
    equal(page.worker.of(slotsPath).length, 0, "slots before they are wanted");
    ok(page.status.startsWith("Оставьте номер — перезвоним прямо сейчас"), page.status);
    await page.press("Перезвоните мне позже");
    await page.comes("[name=at]");
    ok(page.status.startsWith("Оставьте номер и выберите время"), page.status);
    equal(field()?.value, slots[0], "the first time");
    await page.press("Сейчас");
    equal(field(), null, "no time");
    await page.type("89161234567");
    await page.click("submit");
    await page.clock.advance(1_500);
    ok(!("at" in (page.worker.of("POST /v1/calls")[0]?.body ?? {})), "a call at once");
  });

  it("is offered where the page was older than the Worker's hours: nobody is rung at night", async () => {
    page.worker.on("POST /v1/calls", () => problem("closed", 409, 3_600));
    await page.open();
    await page.ask();
    await page.comes("[name=at]");
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
    ok(page.linkIsVisible, "the link");
  });

  describe("at the called phone's own clock", () => {
    const typing = async (number: string, country = "RU") => {
      page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, country, open: false }));
      await page.open();
      await page.click("button");
      await page.comes("[name=at]");
      await page.type(number);
      await page.clock.advance(0);
    };
    /** What the Worker was told of the number last. */
    const told = () => {
      const questions = page.worker.seen.flatMap(({ path }) => /slots(.*)/.exec(path)?.[1] ?? []);
      ok(!/\d{5}/.test(questions.join()), "no more than country and area");
      return questions.at(-1);
    };
    const own = "2031-11-25T05:30:00.000Z";

    it("has more times once the number tells it, and no more of the number is sent than that", async () => {
      page.worker.on(`${slotsPath}?prefix=7423`, () => json({ slots: [own, ...slots] }));
      await typing("+7 423 240-10-10");
      equal(told(), "?prefix=7423");
      await page.comes(`[name=at][value="${own}"]`);
      equal(field()?.value, slots[0], "what was chosen already");
    });

    it("is not asked for by what may be a whole number", async () => {
      await typing("8 112");
      equal(told(), "");
    });

    it("is not asked for by a number without its country, where the page does not know how one writes it", async () => {
      await typing("7 029 123-45-67", "BY");
      equal(told(), "");
    });

    it("keeps the form where it has no time, for the number to be mended", async () => {
      page.worker.on(`${slotsPath}?prefix=8415`, () => json({ slots: [] }));
      await typing("8 415 240-10-10");
      equal(told(), "?prefix=8415");
      equal(field()?.value, slots[0], "a time all the same");
      equal(page.part("phone").value, "8 415 240-10-10", "the number");
    });
  });

  it("leaves the link where no time can be had", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, closed);
    page.worker.on(slotsPath, () => "network down");
    await page.open();
    await page.click("button");
    await page.worker.hears(slotsPath);
    ok(!page.has("submit"), "nothing to send");
    ok(page.part("dialog").querySelector("a[href^='tel:']")?.checkVisibility(), "the link in the dialog");
  });

  it("is chosen by day, then by time", async () => {
    const days = ["2031-11-25T06:00:00.000Z", "2031-11-26T06:00:00.000Z", "2031-11-26T06:30:00.000Z"];
    page.worker.on(slotsPath, () => json({ slots: days }));
    page.worker.on(`GET /v1/buttons/${cid}`, closed);
    await page.open();
    await page.click("button");
    await page.comes("[name=at]");
    const times = () =>
      [...page.part("dialog").querySelectorAll<HTMLInputElement>("[name=at]")].map(({ value }) => value);
    equal(times(), days.slice(0, 1), "times of the first day");
    await page.press("26 ноября");
    equal(times(), days.slice(1), "times of the other day");
    equal(field()?.value, days[1], "a time that is chosen already");
  });

  it("says its day and time at once, before the Worker has told more, and goes into a calendar", async () => {
    page.worker.on("POST /v1/calls", () => json({ id: page.worker.callId, state: "scheduled" }, 202));
    page.worker.on(`GET /v1/buttons/${cid}`, closed);
    await page.open();
    await page.click("button");
    await page.comes("[name=at]");
    await page.ask();
    contains(page.status, "Перезвоним 25 ноября в ");
    const entry = page.part("link");
    equal(entry.download, "call.ics");
    contains(decodeURIComponent(entry.href), "DTSTART:20311125T060000Z");
  });

  it("says what is wrong with the number outside the hours too", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, closed);
    await page.open();
    await page.click("button");
    await page.comes("[name=at]");
    await page.ask("8 916 123-45");
    equal(page.part("error").textContent, "Не хватает цифр: 2");
    contains(page.status, "Сейчас закрыто");
  });

  it("is taken back from the same page", async () => {
    page.worker.on(`DELETE /v1/calls/${page.worker.callId}`, () => json({}));
    await schedule();
    await page.press("Отменить звонок");
    equal(page.worker.of(`DELETE /v1/calls/${page.worker.callId}`).length, 1, "cancellations");
    await page.tell("cancelled");
    equal(page.status, "Звонок отменён");
    equal(sessionStorage.length, 0, "things in storage");
  });

  it("is taken back after a reload as well", async () => {
    const saved = { endpoint, button: cid, key: "k".repeat(22), callId: page.worker.callId };
    sessionStorage.setItem("sipnet-call", JSON.stringify(saved));
    page.worker.on(`DELETE /v1/calls/${page.worker.callId}`, () => json({}));
    await page.open();
    await page.tell("scheduled", {}, { at: slots[0] ?? "" });
    await page.click("button");
    await page.press("Отменить звонок");
    equal(page.worker.of(`DELETE /v1/calls/${page.worker.callId}`).length, 1, "cancellations");
  });
});
