/** The whole way of an own server, as its owner would go it: the script prints the steps. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";

test("clone, setup, start, a call over HTTPS with a restart in it, backup, restore, upgrade and back", async () => {
  const child = spawn("sh", ["test/hosting/walk.sh"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  assert.equal(code, 0, said);
  console.log(said.match(/^== .*$/gm)?.join("\n"));
});
