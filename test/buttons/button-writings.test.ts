/** An edit of one field sends every other one back as SIPNET wrote it, whatever that writing means. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assumed } from "../../demo/sipnet/assumed.ts";
import { shaped } from "../../demo/sipnet/shapes/shapes.ts";
import { startSimulator } from "../../demo/sipnet/simulator.ts";
import { ButtonChanges } from "../../worker/buttons/changes.ts";
import { sipnetButtons } from "../../worker/buttons/sipnet-buttons.ts";
import { buttonStore } from "../../worker/buttons/store.ts";
import { createSipnet } from "../../worker/sipnet/client.ts";
import { unreadWritings } from "../../worker/sipnet/readers.ts";
import { type Shop, openShop } from "../visitor/shop.ts";
import { memorySql } from "../support/sqlite.ts";

const cid = "D6VZ0000000000000000000000000ZG4";

test("a design and a keypad in words are not reset by a new text, and are changed when the owner changes them", async (t) => {
  const { url, close } = await startSimulator({
    port: 0,
    assumed: shaped(assumed, "design-in-words", "keypad-in-words"),
  });
  t.after(close);
  const sipnet = createSipnet({ url: `${url}/api.php`, credentials: { login: "demo", password: "demo" }, fetch });
  let id = 0;
  const store = buttonStore(memorySql(), () => Promise.resolve());
  const needs = { store, provider: sipnetButtons(sipnet), now: () => 1, newId: () => `plan ${(id += 1)}` };
  const book = new ButtonChanges(needs);
  await book.synchronize();
  const sentBy = async (change: Parameters<ButtonChanges["save"]>[1]) => {
    assert.equal((await book.save(cid, change)).kind, "done");
    const seen = (await (await fetch(`${url}/sim/requests`)).json()) as { params: Record<string, string> }[];
    return seen.findLast(({ params }) => params.action === "update")?.params;
  };
  const text = await sentBy({ text: "Звоните" });
  assert.deepEqual(
    [text?.text, text?.btntype, text?.dtmf, text?.phone],
    ["Звоните", "design-btn-2", "Нет", "74951234567"],
  );
  const design = await sentBy({ btntype: 3 });
  assert.deepEqual([design?.btntype, design?.dtmf, design?.text], ["3", "Нет", "Звоните"]);
});

const designs: [written: unknown, back: string | undefined][] = [
  [2, undefined],
  ["12", undefined],
  ["design-btn-3", "design-btn-3"],
  [3.5, "3.5"],
  ["2,0", "2,0"],
  ["03", "03"],
  [-1, "-1"],
  ["1e2", "1e2"],
  ["9007199254740993", "9007199254740993"],
];

for (const [btntype, back] of designs)
  test(`an owner may edit the text of a button of design ${btntype}, which ${back ? "goes back as it came" : "is a number"}`, () =>
    assert.equal(unreadWritings({ btntype }).btntype, back));

const record = { phone: "74951234567", color: "#008735", btntype: 2, text: "Звоните", descr: "сайт", dtmf: "N" };
type Name = keyof typeof record;

/** A shop whose button SIPNET writes so, and what the latest edit sent there. */
async function shopWhose(button: object): Promise<Shop & { sent(): Record<string, string> | undefined }> {
  const shop = await openShop();
  let sent: Record<string, string> | undefined;
  const answer = shop.provider.answer.bind(shop.provider);
  shop.provider.answer = async (url, init) => {
    const params = new URLSearchParams(String(init.body));
    if (params.get("operation") !== "webbuttons") return answer(url, init);
    if (params.get("action") === "update") sent = Object.fromEntries(params);
    return Response.json({ status: "success", cid, buttons: [{ cid, ...button }] });
  };
  assert.equal((await shop.own("POST", "/v1/owner/sync", {})).status, 200);
  return { ...shop, sent: () => sent };
}

const writings: [how: string, of: (value: unknown) => unknown, back: (value: unknown) => string | null][] = [
  ["as it is assumed", (value) => value, String],
  ["alone in a list, as XML has it", (value) => [value], String],
  ["as an object", (value) => ({ value }), () => null],
  ["as several", (value) => [value, value], () => null],
];

for (const [how, of, back] of writings)
  test(`a field that SIPNET writes ${how} isn't emptied by an edit of another one`, async () => {
    for (const name of Object.keys(record) as Name[]) {
      const { own, sent } = await shopWhose({ ...record, [name]: of(record[name]) });
      const other = name === "descr" ? { text: "Новое" } : { descr: "новое" };
      const answer = await own("PUT", `/v1/owner/buttons/${cid}`, other);
      assert.equal(sent()?.[name] ?? null, back(record[name]), name);
      if (back(record[name]) !== null) continue;
      const { detail } = (await answer.json()) as { detail: string };
      assert.match(detail, new RegExp(`^${name}: SIPNET writes it so that`));
    }
  });

test("a phone that can't be read is set by the owner, and nothing else is lost with it", async () => {
  const { own, sent } = await shopWhose({ ...record, phone: { number: record.phone } });
  assert.equal((await own("PUT", `/v1/owner/buttons/${cid}`, { phone: "+7 495 765-43-21" })).status, 200);
  assert.deepEqual([sent()?.["phone"], sent()?.["text"]], ["74957654321", "Звоните"]);
});

test("a description that is empty in XML's way leaves the button to be edited", async () => {
  for (const descr of [{}, []]) {
    const { own, sent } = await shopWhose({ ...record, descr });
    assert.equal((await own("PUT", `/v1/owner/buttons/${cid}`, { text: "Новое" })).status, 200);
    assert.deepEqual([sent()?.["text"], sent()?.["descr"]], ["Новое", ""]);
  }
});
