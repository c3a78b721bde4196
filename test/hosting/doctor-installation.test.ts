/** The doctor before a running own server: it opens dialling, closes it, and names the line that is missing. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import type { Finding } from "../../worker/hosting/doctor/finding.ts";
import { ask } from "./stage/ask.ts";
import { type Authority, makeAuthority } from "./stage/authority.ts";
import { freePort, ownerToken } from "./stage/own-server.ts";
import { type Proxy, startCaddy, startNginx } from "./stage/proxy.ts";
import { setStage, type Stage } from "./stage/stage.ts";

const doctor = resolve(import.meta.dirname, "../../worker/hosting/doctor.ts");
let stage: Stage;
let authority: Authority;
let port: number;
let socket: string;

before(async () => {
  port = await freePort();
  const uid = process.getuid?.() ?? 0;
  // Over a socket file even this machine's own address is a visitor's.
  stage = await setStage({
    LISTEN: "unix:http.sock",
    TRUSTED_PROXY: `uid:${uid}`,
    PUBLIC_URL: `https://localhost:${port}`,
  });
  await stage.home.start();
  socket = join(stage.home.folder, "run/http.sock");
  authority = await makeAuthority("localhost");
});
after(async () => {
  await authority.remove();
  await stage.end();
});

async function examine(
  proxy: Promise<Proxy>,
  ...args: string[]
): Promise<{ code: number; output: string; said: string }> {
  const standing = await proxy;
  const env = { ...process.env, ...Object.fromEntries(stage.home.settings), NODE_EXTRA_CA_CERTS: authority.caFile };
  const child = spawn(process.execPath, [doctor, "--folder", "/nonexistent", ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, said] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  await standing.close();
  return { code, output, said };
}

function findings(output: string): Record<string, Finding> {
  const { installation } = JSON.parse(output) as { installation: Finding[] };
  return Object.fromEntries(installation.map((finding) => [finding.name, finding]));
}

test("behind the written Caddyfile all holds, dialling is open, and with consent two phones talk once", async () => {
  for (const phone of ["74951234567", "79161234567"]) {
    const body = JSON.stringify({ answerAfterMs: 0, talkMs: 2_000 });
    await fetch(`${stage.simulator.url}/sim/phones/${phone}`, { method: "PUT", body });
  }
  const consent = ["--call", "--phones", "+74951234567,+79161234567", "--yes"];
  const caddy = startCaddy(`unix/${socket}`, authority, port);
  const { output, said } = await examine(caddy, "--json", "--lang", "en", ...consent);
  assert.match(said, /placed …[^]*Looking at the lists/);
  const { provider } = JSON.parse(output) as { provider: Finding[] };
  for (const name of ["call-placed", "call-id", "states", "pbx-legs", "button-removed"])
    assert.equal(provider.find((finding) => finding.name === name)?.verdict, "holds", name);
  assert.equal((await stage.dialled()).length, 1);
  const found = findings(output);
  for (const name of ["reachable", "address", "tls", "brotli", "headers", "streams", "server-clock", "version"])
    assert.equal(found[name]?.verdict, "holds", `${name}: ${found[name]?.how}`);
  assert.match(await clearance(), /"by":"doctor"/);
});

test("behind a bare proxy_pass the missing line is named, and dialling closes again", async () => {
  const { code, output } = await examine(startNginx(`unix:${socket}`, authority, { bare: true, port }), "--lang", "en");
  assert.equal(code, 2, output);
  assert.match(output, /a forged address was believed.*proxy_set_header X-Forwarded-For/);
  assert.ok(!(await clearance()).includes('"by"'));
});

test("behind the written nginx lines all holds again, and no secret is in the report", async () => {
  const { output } = await examine(startNginx(`unix:${socket}`, authority, { port }), "--json");
  assert.equal(findings(output).address?.verdict, "holds");
  for (const [name, value] of stage.home.settings)
    if (/SECRET|TOKEN|APIKEY/.test(name)) assert.ok(!output.includes(value), name);
  assert.ok(!/\d{10}/.test(output), "no number either");
});

test("where nobody answers, that is said", async () => {
  const { code, output } = await examine(Promise.resolve({ port, close: async () => undefined }), "--lang", "en");
  assert.equal(code, 2);
  assert.match(output, /Nobody answers at https:\/\/localhost/);
});

async function clearance(): Promise<string> {
  const proxy = await startCaddy(`unix/${socket}`, authority, port);
  const { text } = await ask({
    port,
    ca: authority.ca,
    from: "127.0.0.9",
    path: "/v1/owner/health",
    headers: { host: `localhost:${port}`, authorization: `Bearer ${ownerToken}` },
  });
  await proxy.close();
  return JSON.stringify((JSON.parse(text) as { clearance: unknown }).clearance);
}
