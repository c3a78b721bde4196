/** A new version on one's own server, and the way back: the data stay, and are backed up before. */
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { until } from "../support/until.ts";
import { program } from "./stage/own-server.ts";
import { setStage, type Stage } from "./stage/stage.ts";

let stage: Stage;
let folder: string;
let url: string;

before(async () => {
  stage = await setStage();
  folder = stage.home.folder;
  ({ url } = await stage.home.start({ verb: "keep" }));
});
after(() => stage.end());

/** The same program under another version, or one that does nothing but end. */
async function versionNamed(version: string, works: boolean): Promise<string> {
  const made = await program();
  const target = join(folder, `built-${version}`);
  cpSync(join(made, "console"), join(target, "console"), { recursive: true });
  if (works) symlinkSync(join(made, "server"), join(target, "server"));
  else writeFileSync(join(target, "server"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  writeFileSync(join(target, "version"), `${version}\n`);
  return target;
}

const versionNow = () => readFileSync(join(folder, "program/version"), "utf8").trim();
const health = async () => (await fetch(`${url}/healthz`).catch(() => null))?.status ?? 0;

test("an upgrade backs up, changes the program, and the new one answers", async () => {
  const { code, output } = stage.home.command("upgrade", await versionNamed("9.0.0", true));
  assert.equal(code, 0, output);
  assert.match(output, /Backed up: .*Z\nVersion 9\.0\.0 runs/);
  assert.equal(readdirSync(join(folder, "backups")).length, 1);
  assert.equal(await health(), 200);
});

test("a new version that doesn't answer is taken back by itself", async () => {
  const { code, output } = stage.home.command("upgrade", await versionNamed("9.1.0", false), {
    SIPNET_CALL_PATIENCE: "8",
  });
  assert.equal(code, 1, output);
  assert.match(output, /does not answer: going back/);
  assert.match(output, /Back to version 9\.0\.0/);
  assert.equal(versionNow(), "9.0.0");
  await until("it to answer again", health, (status) => status === 200);
});

test("what is no program is refused, and nothing changes", () => {
  assert.equal(stage.home.command("upgrade", join(folder, "data")).code, 1);
  assert.equal(versionNow(), "9.0.0");
});

test("one goes back by hand, and forth again", async () => {
  rmSync(join(folder, "program.previous"), { recursive: true, force: true });
  cpSync(await versionNamed("8.0.0", true), join(folder, "program.previous"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  assert.match(stage.home.command("rollback").output, /Back to version 8\.0\.0/);
  assert.match(stage.home.command("rollback").output, /Back to version 9\.0\.0/);
  assert.equal(await health(), 200);
});

test("told to stop, the keeper stops its server with it", async () => {
  const pid = Number(readFileSync(join(folder, "run/pid"), "utf8"));
  await stage.home.remove();
  assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
});
