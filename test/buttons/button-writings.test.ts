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
