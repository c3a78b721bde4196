/** The Worker is killed while the owner's change waits for SIPNET; nothing of it is lost. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { ButtonsReply, OwnerButton } from "../../worker/contract/owner-buttons.ts";
import { firstButton, sitDown } from "./desk.ts";

test("a change that waits is carried out after the Worker was killed, and an added button is there once", async (t) => {
  const storage = await mkdtemp(join(tmpdir(), "owner-restart-"));
  t.after(() => rm(storage, { recursive: true, force: true }));
  const owner = await sitDown({ storage });
  t.after(() => owner.leave());
  const path = `/v1/owner/buttons/${firstButton}`;
  await owner.ask("GET", "/v1/owner/buttons");
  // The answers to the lists are odd but readable; those to what is written never come.
  await owner.cause("webbuttons", "bom", "reset-before-headers");
  const changed = await owner.ask<OwnerButton>("PUT", path, { text: "После перезапуска" });
  assert.deepEqual([changed.status, changed.body.sync.state], [202, "pending"]);
  await owner.cause("webbuttons", "bom", "reset-before-headers");
  const added = await owner.ask("POST", "/v1/owner/buttons", { phone: "74957770011", text: "Новая" });
  assert.equal(added.status, 202);
  await owner.restart();
  await owner.phones.mend();
  await owner.ask("POST", "/v1/owner/sync");
  const { buttons, adding } = (await owner.ask<ButtonsReply>("GET", "/v1/owner/buttons")).body;
  assert.deepEqual(
    buttons.map(({ text, sync }) => [text, sync.state]),
    [
      ["После перезапуска", "synced"],
      ["Спросить мастера", "synced"],
      ["Новая", "synced"],
    ],
  );
  assert.deepEqual(adding, []);
  const requests = (await owner.phones.requests()).map(({ params }) => params.action);
  assert.deepEqual([requests.filter((each) => each === "add").length, requests.includes("update")], [1, true]);
});
