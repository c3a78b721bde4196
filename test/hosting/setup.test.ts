/** The wizard for scripts: what it takes, what it refuses and how it says so, and what it writes. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { type Simulator, startSimulator } from "../../demo/sipnet/simulator.ts";
import { checkAnswers } from "../../worker/hosting/setup/check.ts";
import { mistakes } from "../../worker/hosting/setup/words.ts";

const setup = resolve(import.meta.dirname, "../../worker/hosting/setup.ts");
const key = "11111111-2222-3333-4444-555555555555";
const good = {
  where: "own-server",
  run: "docker",
  address: "calls.example.ru",
  sites: "shop.example",
  apikey: key,
  lang: "en",
};
let simulator: Simulator;
let folder: string;

before(async () => void (simulator = await startSimulator({ port: 0 })));
after(() => simulator.close());
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "own-setup-"))));

async function run(flags: Record<string, string>, env: Record<string, string> = {}) {
  const given = { folder, "sipnet-url": `${simulator.url}/api.php`, ...flags };
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, [setup, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, output, settings: readSettings() };
}

function readSettings(): Record<string, string> {
  const path = join(folder, "own-server/settings.env");
  if (!existsSync(path)) return {};
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => /^[A-Z_]+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

test("addresses in any letters and with slashes become what they are; the files are there", async () => {
  const { code, output, settings } = await run({
    ...good,
    address: "Звонки.рф/",
    sites: "https://магазин.рф/каталог, shop.example/",
  });
  assert.equal(code, 0, output);
  assert.equal(settings.PUBLIC_URL, "https://xn--b1ajehof.xn--p1ai");
  assert.equal(settings.ALLOWED_ORIGINS, "https://xn--80aairftm.xn--p1ai,https://shop.example");
  assert.match(output, /account demo, money 1250\.4 RUB/);
  assert.match(
    output,
    /docker compose -f \S+\/compose\.yaml up -d[^]*https:\/\/xn--b1ajehof\.xn--p1ai\/console\/[^]*<sipnet-call-button/,
  );
  assert.match(output, /without APP_SECRET opt-outs and booked calls are lost/);
  for (const name of ["compose.yaml", "own-server/Caddyfile", "own-server/nginx.conf", "own-server/install"])
    assert.ok(existsSync(join(folder, name)), name);
});

test("the command it ends with finds its file in whatever folder, typed as it stands", async () => {
  for (const name of ["my server", "Anna's $HOME", "own"]) {
    const { code, output } = await run({ ...good, folder: join(folder, name) });
    assert.equal(code, 0, output);
    const [command = ""] = /docker compose .*? up -d/.exec(output) ?? [];
    const shell = command.replace(/^docker compose -f (.*) up -d$/, "printf %s $1");
    assert.equal(resolve(execFileSync("sh", ["-c", shell], { encoding: "utf8" })), join(folder, name, "compose.yaml"));
  }
});

test("secrets are made once, never shown, never replaced, and nobody else may read them", async () => {
  const first = await run(good);
  const second = await run(
    { ...good, sites: "other.example" },
    { APP_SECRET: "s".repeat(43), OWNER_TOKEN: "t".repeat(43) },
  );
  assert.equal(second.settings.APP_SECRET, first.settings.APP_SECRET);
  assert.equal(second.settings.OWNER_TOKEN, first.settings.OWNER_TOKEN);
  assert.equal(second.settings.ALLOWED_ORIGINS, "https://other.example");
  assert.equal(statSync(join(folder, "own-server/settings.env")).mode & 0o777, 0o600);
  for (const secret of [first.settings.APP_SECRET, first.settings.OWNER_TOKEN, key])
    assert.ok(secret && !first.output.includes(secret) && !second.output.includes(secret));
});

test("everything that is wrong is said at once, and nothing is written", async () => {
  const { code, output } = await run({
    ...good,
    where: "moon",
    address: "http://calls.example",
    sites: "http://shop.example",
    apikey: "my key",
  });
  assert.equal(code, 1);
  for (const name of ["where", "address-not-https", "site-not-https", "key-is-none"] as const)
    assert.ok(output.includes(mistakes[name].en), name);
  assert.ok(!existsSync(join(folder, "own-server")) && !output.includes("my key"));
});

test("a key that SIPNET refuses is said in its own words, and nothing is written", async () => {
  const { code, output } = await run({ ...good, apikey: "99999999-2222-3333-4444-555555555555", lang: "ru" });
  assert.equal(code, 1);
  assert.match(output, /не принимает этот ключ.*Неверный логин/);
  assert.ok(!existsSync(join(folder, "own-server")));
});

test("a settings file that others may read is refused", async () => {
  await run(good);
  const { chmodSync } = await import("node:fs");
  chmodSync(join(folder, "own-server/settings.env"), 0o644);
  const { code, output } = await run(good);
  assert.equal(code, 1);
  assert.match(output, /can be read by others/);
  rmSync(folder, { recursive: true });
});

const answers = {
  where: "own-server",
  run: "docker",
  address: "https://calls.example",
  sites: "",
  apikey: key,
  folder: undefined,
  language: "en" as const,
};
const refused: [what: string, given: Partial<Parameters<typeof checkAnswers>[0]>, mistake: keyof typeof mistakes][] = [
  [
    "the same text for both secrets",
    { settings: { APP_SECRET: "a".repeat(43), OWNER_TOKEN: "a".repeat(43) } },
    "secrets-equal",
  ],
  ["a short secret", { settings: { APP_SECRET: "short" } }, "app-secret-malformed"],
  ["a key in Cyrillic", { apikey: "ключ-от-кабинета-сипнет-1" }, "key-is-none"],
  ["an address instead of a key", { apikey: "https://newapi.sipnet.ru/api.php?1" }, "key-is-none"],
  [
    "a password with a quote",
    { apikey: "", settings: { SIPNET_LOGIN: "me", SIPNET_PASSWORD: "it's1" } },
    "text-unwritable",
  ],
  ["a provider over http", { settings: { SIPNET_URL: "http://newapi.sipnet.ru/api.php" } }, "provider-not-https"],
  ["an address with a password in it", { address: "https://me:pass@calls.example" }, "address-unreadable"],
  ["no address for one's own server", { address: " " }, "address-missing"],
];
for (const [what, given, mistake] of refused)
  test(`${what} is refused in a sentence`, () => {
    const checked = checkAnswers({ ...answers, settings: {}, ...given });
    assert.ok("mistakes" in checked && checked.mistakes.includes(mistakes[mistake].en));
  });

test("on Cloudflare the address may come later", () => {
  assert.ok("plan" in checkAnswers({ ...answers, settings: {}, where: "cloudflare", address: "" }));
});
