/** Canaries: no secret is in anything that a visitor's browser gets, that is logged, or that is deployed. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Page } from "puppeteer-core";
import { en } from "../../widget/words/messages.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";

const apiKey = "11111111-2222-3333-4444-555555555555";
const appSecret = randomBytes(33).toString("base64url");
const ownerToken = randomBytes(33).toString("base64url");

let journey: Journey;

before(async () => {
  journey = await beginJourney({ appSecret, ownerToken });
});

after(() => journey.end());

/** What must be found nowhere: the secrets, and the path that only the provider may know. */
async function canaries(): Promise<string[]> {
  const answer = await fetch(`${journey.demo.sipnetUrl}/api.php`, {
    method: "POST",
    body: new URLSearchParams({ apikey: apiKey, operation: "webhook", action: "list", format: "json" }),
  });
  const [hookPath = ""] = (await answer.text()).match(/hooks\\?\/sipnet\\?\/[\w-]+/) ?? [];
  const hookSecret = hookPath.slice(hookPath.lastIndexOf("/") + 1);
  assert.ok(hookSecret.length >= 22, "the webhook is registered, with a secret in its path");
  return [apiKey, appSecret, ownerToken, hookSecret];
}

function assertClean(where: string, text: string, secrets: readonly string[]): void {
  for (const [index, secret] of secrets.entries()) assert.ok(!text.includes(secret), `secret ${index} is in ${where}`);
}

/** Keeps everything the page is sent, and everything it prints. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (line) => heard.push(line.text()));
  page.on("pageerror", (error) => heard.push(String(error)));
  page.on("response", (response) => {
    heard.push(response.url(), JSON.stringify(response.headers()));
    // Event streams and redirects have no body to give.
    response.text().then(
      (text) => heard.push(text),
      (error: unknown) => heard.push(String(error)),
    );
  });
  return heard;
}

test("a whole call, a failed one and a refused one show no secret to the page or the log", async () => {
  const { phones, demo } = journey;
  const secrets = await canaries();
  const visitor = await journey.visitor();
  const heard = listen(visitor.page);
  await visitor.page.reload({ waitUntil: "domcontentloaded" });
  await visitor.press();
  await visitor.ask("+7 916 123-30-01");
  await phones.answer(shopPhone);
  await phones.answer("79161233001");
  await visitor.reads(en.connected);
  await phones.hangUp("79161233001");
  await visitor.reads(en.ended);
  heard.push(await visitor.page.content());
  await phones.cause({ "*": "500-before" });
  const answers = await Promise.all(
    [
      ["GET", "/v1/owner/buttons"],
      ["POST", "/v1/owner/webhook"],
      ["GET", "/v1/nothing"],
      ["POST", "/v1/hooks/sipnet/wrong"],
      ["POST", "/v1/calls"],
    ].map(async ([method = "", path = ""]) => {
      const response = await fetch(demo.workerUrl + path, {
        method,
        headers: { authorization: `Bearer ${ownerToken}` },
      });
      return `${JSON.stringify([...response.headers])}${await response.text()}`;
    }),
  );
  assert.ok(heard.length > 20 && journey.log.length > 0, "there was something to look through");
  for (const text of heard) assertClean("what the page got", text, secrets);
  for (const text of answers) assertClean("an answer to the owner", text, secrets);
  for (const line of journey.log) assertClean("the log", line, secrets);
  await phones.mend();
  await visitor.leave();
});

test("the control: a canary that is there is found", () => {
  assert.throws(() => assertClean("a page", `x${appSecret}y`, [appSecret]), /is in a page/);
});

test("what is deployed holds no secret", async () => {
  const secrets = await canaries();
  const directory = mkdtempSync(join(tmpdir(), "bundle-"));
  const wrangler = ["node_modules/wrangler/bin/wrangler.js", "deploy", "--dry-run", "--outdir", directory];
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };
  const run = spawnSync(process.execPath, [...wrangler, "--config", "worker/wrangler.jsonc"], {
    encoding: "utf8",
    env,
  });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const folders = [directory, "dist"];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  assert.ok(files.length > 3);
  for (const { parentPath, name } of files) assertClean(name, plain(join(parentPath, name)), secrets);
  rmSync(directory, { recursive: true });
});

function plain(path: string): string {
  const bytes = readFileSync(path);
  if (path.endsWith(".br")) return brotliDecompressSync(bytes).toString();
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}
