/** Presses: on the button, in its sheet and beside it, and what the page around makes of them. */
import { equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, json, record } from "./stage/fake-worker.ts";
import { Page, snippet } from "./stage/page.ts";

describe("presses", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  afterEach(() => page.leave());

  it("stays open for who presses twice, though the second press meets the backdrop", async () => {
    await page.open();
    await page.click("button");
    for (const [detail, stays] of [
      [2, true],
      [3, true],
      [1, false],
    ] as const) {
      page.part("dialog").dispatchEvent(new MouseEvent("mousedown", { detail }));
      await settle();
      equal(page.isOpen, stays, `open after press ${detail}`);
    }
  });

  it("a press on the button, or in the sheet, is none on a link, a summary or a label that it stands in", async () => {
    await page.open(
      `<details><summary>Contacts <i>more</i></summary></details><label><input type="checkbox" /></label>` + snippet,
    );
    const [details, box, button] = [
      page.root.querySelector("details"),
      page.root.querySelector<HTMLInputElement>("label input"),
      page.buttons[0],
    ];
    const link = document.createElement("a");
    link.href = "#elsewhere";
    page.root.append(link);
    let followed = 0;
    link.addEventListener("click", (event) => {
      followed += event.defaultPrevented ? 0 : 1;
      event.preventDefault();
    });
    for (const around of [page.root.querySelector("summary"), box?.parentElement, link]) {
      if (button) around?.append(button);
      await settle();
      await page.click("button");
      await page.comesWhole();
      for (const part of ["title", "status"] as const) page.part(part).click();
      const inSheet = new MouseEvent("click", { bubbles: true, composed: true, cancelable: true });
      page.part("title").dispatchEvent(inSheet);
      ok(page.isOpen && inSheet.defaultPrevented, "a press that ends in the sheet");
      equal([details?.open, box?.checked, followed], [false, false, 0], "what the page makes of it");
      await page.click("close");
      await page.closes();
    }
    page.root.querySelector<HTMLElement>("summary i")?.click();
    box?.parentElement?.click();
    link.click();
    equal([details?.open, box?.checked, followed], [true, true, 1], "what it makes of a press on itself");
  });

  it("lets what is to be pressed in the sheet have its press: the owner's terms, a link, a field", async () => {
    page.worker.on(`GET /v1/buttons/${cid}`, () => json({ ...record, consent: "Согласен" }));
    await page.open();
    await page.click("button");
    await page.comesWhole();
    page.part("dialog").querySelector<HTMLElement>(".consent span")?.click();
    ok(page.part("dialog").querySelector<HTMLInputElement>("[name=consent]")?.checked, "a ticked box");
  });
});
