/** What setup writes, held against the programs that will read it: systemd, docker-compose, dash, Caddy. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { composeFile } from "../../worker/hosting/compose.ts";
import { caddyfile } from "../../worker/hosting/proxies.ts";
import { version } from "../../worker/contract/version.ts";

const root = resolve(import.meta.dirname, "../..");
const home = join(root, "worker/hosting/home");
const folder = mkdtempSync(join(tmpdir(), "own-files-"));
after(() => rmSync(folder, { recursive: true }));

function run(program: string, ...args: string[]): { code: number; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", cwd: folder });
  return { code: status ?? -1, output: stdout + stderr };
}

test("systemd takes every unit without a word", () => {
  const unitFolder = join(folder, "etc/systemd/system");
  mkdirSync(unitFolder, { recursive: true });
  for (const name of globSync("*.{service,timer,socket}", { cwd: home })) {
    // Verified on a machine where the program isn't installed: another one stands in for it.
    const text = readFileSync(join(home, name), "utf8").replaceAll("/usr/lib/sipnet-call/sipnet-call", "/bin/true");
    writeFileSync(join(unitFolder, name), text);
  }
  const units = globSync("*", { cwd: unitFolder }).map((name) => join(unitFolder, name));
  const { code, output } = run("systemd-analyze", "verify", "--man=no", ...units);
  assert.equal(output, "");
  assert.equal(code, 0);
});

test("systemd finds little that the service could do besides its work", () => {
  const unit = join(home, "sipnet-call.service");
  const { code, output } = run("systemd-analyze", "security", "--offline=yes", "--threshold=20", unit);
  assert.equal(code, 0, output);
});

test("docker-compose takes the compose file: host network, read-only, no rights, 512 MB", () => {
  mkdirSync(join(folder, "own-server"), { recursive: true });
  writeFileSync(join(folder, "own-server/settings.env"), "A=b\n");
  writeFileSync(join(folder, "compose.yaml"), composeFile({ context: ".", folder: "./own-server" }));
  const { code, output } = run("docker-compose", "-f", "compose.yaml", "config");
  assert.equal(code, 0, output);
  for (const wanted of [
    "network_mode: host",
    "read_only: true",
    "mem_limit: 512m",
    "- ALL",
    "no-new-privileges:true",
    "stop_grace_period: 4s",
  ])
    assert.ok(output.includes(wanted), wanted);
});

test("the scripts are plain sh, as dash reads it", () => {
  for (const name of ["sipnet-call", "install", "sipnet-call.root", "copies.sh", "versions.sh"]) {
    const { code, output } = run("dash", "-n", join(home, name));
    assert.equal(code, 0, output);
  }
});

test("Debian's perl takes the door", () => {
  const { code, output } = run("perl", "-c", join(home, "door"));
  assert.equal(code, 0, output);
});

test("the image has every file that its Dockerfile asks for", () => {
  const asked = readFileSync(join(home, "Dockerfile"), "utf8").matchAll(/^COPY (?!--from)(.+) \S+$/gm);
  for (const [, files = ""] of asked)
    for (const file of files.split(" ").filter((name) => name !== "."))
      cpSync(join(root, file), join(folder, "copied", file));
});

test("Caddy takes the file, with a name in any letters", () => {
  writeFileSync(join(folder, "Caddyfile"), caddyfile({ host: "xn--80aswg.xn--p1ai", upstream: "127.0.0.1:8787" }));
  const { code, output } = run("caddy", "adapt", "--adapter", "caddyfile", "--config", "Caddyfile");
  assert.equal(code, 0, output);
});

test("the release that the Worker names is the package's", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  assert.equal(version, manifest.version);
});
