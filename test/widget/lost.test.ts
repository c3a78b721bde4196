/** What loads after a click can't be had: a deployment took it, or the network is gone. The sheet says so, and offers the link. */
import { CallButton } from "../../widget/element.ts";
import { contains, equal, ok } from "./stage/assert.ts";
import { cid, json, record } from "./stage/fake-worker.ts";
import { Page } from "./stage/page.ts";

describe("a module that can't be had", () => {
  const loads = CallButton.extras;
  let page: Page;
  beforeEach(() => {
    page = new Page();
    const gone = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
    CallButton.extras = { comfort: gone, later: gone, departments: gone };
  });
  afterEach(async () => {
    CallButton.extras = loads;
    await page.leave();
  });
  const said = () => page.part("dialog").textContent ?? "";
  const link = () => page.part("dialog").querySelector<HTMLAnchorElement>("[part=link]");

  it("is missed by nobody who wants a call now", async () => {
    await page.open();
    await page.click("button");
    ok(!said().includes("Не загрузилось"), "nothing that the visitor wanted is missing");
    equal(link(), null, "a call can be had");
    await page.ask();
    equal(page.worker.of("POST /v1/calls").length, 1, "calls");
  });

  it("is said to who wants a call later, with the link beside", async () => {
    await page.open();
    await page.click("button");
    await page.click("later");
    await page.comes("[part=link]");
    contains(said(), "Не загрузилось. Обновите страницу");
    equal(link()?.href, "tel:+74951234567");
  });

  it("is said outside the hours, and the link stands there once", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, open: false }));
    await page.open();
    await page.click("button");
    await page.comes("[part=link]");
    contains(said(), "Сейчас закрыто.");
    contains(said(), "Не загрузилось");
    equal(page.part("dialog").querySelectorAll("[part=link]").length, 1, "links");
  });

  it("is said where departments can't be chosen from", async () => {
    await page.open();
    page.buttons[0]?.setAttribute("button", `${cid} OTHER`);
    await page.click("button");
    await page.comes("[part=link]");
    contains(said(), "Не загрузилось");
  });

  it("control: nothing is said where it came", async () => {
    CallButton.extras = loads;
    page.worker.on(`GET /v1/buttons/${cid}/slots`, () => json({ slots: ["2031-11-25T06:00:00.000Z"] }));
    await page.open();
    await page.click("button");
    await page.click("later");
    await page.comes("[name=at]");
    ok(!said().includes("Не загрузилось"), "nothing is missing");
    equal(link(), null, "no link");
  });
});
