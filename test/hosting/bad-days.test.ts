/** One's own server on a bad day: odd files, a full disk, a power cut, two of the same command, a proxy's odd ways. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { readSettingsFile } from "../../worker/hosting/settings-file.ts";
import { until } from "../support/until.ts";
import { ownerToken, pageOrigin, type RunningServer } from "./stage/own-server.ts";
import { button, setStage, type Stage } from "./stage/stage.ts";

let stage: Stage;
let server: RunningServer;
let folder: string;
let spacious: string;
const usualFolder = process.env.TMPDIR;

/** Everything here lies in a folder with spaces and a quote, and nobody has a home. */
before(async () => {
  spacious = await mkdtemp(join(tmpdir(), "the owner's own server "));
  process.env.TMPDIR = spacious;
  stage = await setStage();
  folder = stage.home.folder;
  writeAsOnWindows(join(folder, "settings.env"));
  server = await stage.home.start({ settings: { HOME: "" } });
});
after(async () => {
  await stage.end();
  if (usualFolder === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usualFolder;
  await rm(spacious, { recursive: true, force: true });
});

/** As an editor may leave it: a byte order mark, carriage returns, a value in quotes. */
function writeAsOnWindows(file: string): void {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const quoted = lines.map((line) => line.replace(/^(OWNER_TOKEN|PUBLIC_URL)=(.*)$/, '$1="$2"'));
  writeFileSync(file, `\ufeff${quoted.join("\r\n")}\r\n`);
}

test("settings that an editor has saved its own way are read like any, by every reader", async () => {
  assert.equal(stage.home.command("status").output.trim(), '{"status":"ok"}');
  assert.equal((await stage.owner(server.port, "GET", "/v1/owner/health")).status, 200);
  assert.deepEqual(await readSettingsFile(join(folder, "settings.env")), settingsOf(stage.home.settings));
});

/** `LISTEN` is sipnet-call's own. */
function settingsOf(entries: readonly [string, string][]): Record<string, string> {
  return Object.fromEntries([...entries, ...listenOf(entries)]);
}

function listenOf(entries: readonly [string, string][]): [string, string][] {
  return entries.filter(([name]) => name === "LISTEN");
}

test("a proxy that writes several X-Forwarded-For, a body in pieces and a wish to be told to go on", async () => {
  const head = `Host: calls.test\r\nX-Forwarded-For: 203.0.113.66\r\nX-Forwarded-For: 192.0.2.7\r\nConnection: close`;
  const echo = await raw(`GET /v1/owner/echo HTTP/1.1\r\n${head}\r\nAuthorization: Bearer ${ownerToken}\r\n\r\n`);
  assert.match(echo, /"address":"192\.0\.2\.7"/);
  const body = JSON.stringify({ button });
  const pieces = [body.slice(0, 7), body.slice(7)].map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`);
  const lines = `${head}\r\nOrigin: ${pageOrigin}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked`;
  const ticket = await raw(
    `POST /v1/tickets HTTP/1.1\r\n${lines}\r\nExpect: 100-continue\r\n\r\n${pieces.join("")}0\r\n\r\n`,
  );
  assert.match(ticket, /HTTP\/1\.1 201 /);
});

async function raw(text: string): Promise<string> {
  const visitor = connect(server.port, "127.0.0.1");
  visitor.write(text);
  let answer = "";
  for await (const chunk of visitor) answer += String(chunk);
  return answer;
}

test("a backup that finds no room is not begun, and one that fails leaves nothing half done", async () => {
  await mkdir(join(folder, "backups"), { recursive: true });
  const kept = readdirSync(join(folder, "backups"));
  const full = stage.home.command("backup", await standIn("df", 'printf "x\\n/dev/x 1 1 2048 99%% /\\n"'));
  assert.equal(full.code, 1);
  assert.match(full.output, /no room for a copy/);
  const torn = stage.home.command("backup", await standIn("sqlite3", "echo disk I/O error >&2; exit 1"));
  assert.equal(torn.code, 1);
  assert.match(torn.output, /could not be copied/);
  assert.deepEqual(readdirSync(join(folder, "backups")), kept);
});

/** A program of the machine's that fails: found before the real one. */
async function standIn(name: string, script: string): Promise<Record<string, string>> {
  const path = await mkdtemp(join(spacious, "stand-in-"));
  writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${path}:${process.env.PATH}` };
}

test("two backups at once are two whole ones", async () => {
  const both = [1, 2].map(() => spawn(join(folder, "sipnet-call"), ["backup"], { stdio: ["ignore", "pipe", "pipe"] }));
  const said = await Promise.all(both.map(async ({ stdout }) => (await stdout.toArray()).join("").trim()));
  assert.notEqual(said[0], said[1]);
  for (const made of said) assert.deepEqual(readdirSync(made).toSorted(), ["objects", "taken"]);
});

test("of two upgrades at once the second is refused", async () => {
  const first = spawn("flock", [folder, "sh", "-c", "echo locked; read end"], { stdio: ["pipe", "pipe", "inherit"] });
  await once(first.stdout, "data");
  for (const verb of ["upgrade", "rollback"]) {
    const { code, output } = stage.home.command(verb, join(folder, "program"));
    assert.equal(code, 1);
    assert.match(output, /another upgrade is under way/);
  }
  first.stdin.end("\n");
  await once(first, "exit");
});

test("a power cut between the two steps of an upgrade: what was there before starts again", async () => {
  await server.stop();
  renameSync(join(folder, "program"), join(folder, "program.old"));
  server = await stage.home.start();
  assert.equal(stage.home.command("status").output.trim(), '{"status":"ok"}');
  await server.stop();
  renameSync(join(folder, "program.old"), join(folder, "program"));
  server = await stage.home.start();
});

test("installing what was set up for Docker says what is missing, before it changes anything", async () => {
  const empty = await mkdtemp(join(spacious, "docker-only-"));
  copyFileSync(resolve(import.meta.dirname, "../../worker/hosting/home/install"), join(empty, "install"));
  const { status, stderr } = spawnSync("sh", [join(empty, "install")], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /no program in .*--run systemd makes it/);
});

test("control: the server is there to the end, on a clock of its own", async () => {
  const health = () => fetch(`${server.url}/healthz`).then(({ status }) => status);
  await until("an answer", health, (status) => status === 200);
});
