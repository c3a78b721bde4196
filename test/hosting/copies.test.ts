/** Backup and restore of one's own server: nobody is rung twice, nobody's wish for peace is forgotten. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { HealthReply } from "../../worker/contract/owner-health.ts";
import { until } from "../support/until.ts";
import { ask } from "./stage/ask.ts";
import { pageOrigin, type RunningServer } from "./stage/own-server.ts";
import { askForCall, button, setStage, type Stage, takeTicket } from "./stage/stage.ts";

const booked = "+79161230101";
const peaceful = "+79161230102";
const hourMs = 3_600_000;

let stage: Stage;
let server: RunningServer;
let offsetMs = 0;

before(async () => {
  stage = await setStage();
  await begin();
  await stage.owner(server.port, "POST", "/v1/owner/health/address", { by: "doctor" });
  await stage.owner(server.port, "PUT", `/v1/owner/buttons/${button}`, { hours: "always" });
});
after(() => stage.end());

async function begin(): Promise<void> {
  server = await stage.home.start({ settings: { CLOCK_OFFSET_MS: String(offsetMs) } });
}

test("a backup while visitors write is whole, file by file, and can be read by its owner only", async () => {
  const writers = Array.from({ length: 40 }, (_, n) => takeTicket(server, `127.0.3.${n + 1}`));
  const optOuts = Array.from({ length: 20 }, (_, n) => optOut(`+7916123020${n % 10}`, `127.0.4.${n + 1}`));
  const { code, output } = stage.home.command("backup");
  await Promise.all([...writers, ...optOuts]);
  assert.equal(code, 0, output);
  const files = globSync("objects/*/*.sqlite", { cwd: output.trim() });
  assert.deepEqual(
    [...new Set(files.map((file) => file.split("/")[1]))].toSorted(),
    readdirSync(join(stage.home.folder, "data/objects")).toSorted(),
  );
  for (const file of files) {
    const path = join(output.trim(), file);
    assert.equal(
      spawnSync("sqlite3", [path, "PRAGMA integrity_check"], { encoding: "utf8" }).stdout.trim(),
      "ok",
      file,
    );
    assert.equal(spawnSync("stat", ["-c", "%a", path], { encoding: "utf8" }).stdout.trim(), "600", file);
  }
  assert.equal(spawnSync("grep", ["-rlF", "-e", "9161230201", output.trim()]).status, 1, "a number rests in no backup");
});

test("restoring is refused while it runs, from what is no backup, and from a damaged one", async () => {
  const taken = stage.home.command("backup").output.trim();
  const running = stage.home.command("restore", taken);
  assert.equal(running.code, 1);
  assert.match(running.output, /stop it first/);
  await server.stop();
  assert.match(stage.home.command("restore", stage.home.folder).output, /is no backup/);
  const [victim = ""] = globSync("objects/sipnet-Ledger/*.sqlite", { cwd: taken }).filter(
    (file) => !file.includes("metadata"),
  );
  const whole = readFileSync(join(taken, victim));
  writeFileSync(join(taken, victim), Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 7)]));
  const damaged = stage.home.command("restore", taken);
  assert.equal(damaged.code, 1);
  assert.match(damaged.output, /damaged: nothing was changed/);
  rmSync(taken, { recursive: true });
  await begin();
});

test("a call that was rung since the backup is not rung again by restoring it", async () => {
  const atMs = await book(booked, hourMs);
  const taken = stage.home.command("backup").output.trim();
  // After the backup: the call is had, and somebody asks to be left alone.
  await server.stop();
  offsetMs = atMs + 5_000 - Date.now();
  await begin();
  stage.home.command("wake");
  await until(
    "the booked call",
    () => dialsOf(booked),
    (count) => count === 1,
  );
  assert.equal((await optOut(peaceful, "127.0.5.9")).status, 202);
  await server.stop();

  const { code, output } = stage.home.command("restore", taken);
  assert.equal(code, 0, output);
  assert.match(output, /carried over from the replaced data: 1/);
  offsetMs = atMs + 60_000 - Date.now();
  await begin();
  for (const _ of [1, 2, 3]) stage.home.command("wake");
  const health = await healthNow();
  assert.ok(health.clearance.restored);
  assert.equal(await dialsOf(booked), 1);
  assert.equal((await freshCall("+79161230103", "127.0.5.10")).status, 503);
});

test("what was booked waits for the owner, and the opt-out of the gap still holds, once they confirm", async () => {
  const missed = (await stage.owner(server.port, "GET", "/v1/owner/missed")).text;
  assert.match(missed, /0101/);
  const confirmed = await stage.owner(server.port, "POST", "/v1/owner/health/restored", {});
  assert.equal(confirmed.status, 200);
  for (const _ of [1, 2, 3]) stage.home.command("wake");
  assert.equal((await freshCall("+79161230104", "127.0.5.11")).status, 202);
  await until(
    "the fresh call",
    () => dialsOf("+79161230104"),
    (count) => count === 1,
  );
  assert.equal((await freshCall(peaceful, "127.0.5.12")).status, 422);
  assert.equal(await dialsOf(booked), 1);
  assert.equal(await dialsOf(peaceful), 0);
});

test("a confirmed restore stays confirmed over a restart", async () => {
  await server.stop();
  await begin();
  assert.equal((await healthNow()).clearance.restored, undefined);
});

test("where the replaced data can't be read, the times of the gap are said", async () => {
  const taken = stage.home.command("backup").output.trim();
  await server.stop();
  for (const file of globSync(join(stage.home.folder, "data/objects/sipnet-Ledger/*"))) writeFileSync(file, "torn");
  const { code, output } = stage.home.command("restore", taken);
  assert.equal(code, 0, output);
  assert.match(output, /MISSING: people who opted out between \S+Z and \S+Z/);
  await begin();
  assert.equal((await healthNow()).clearance.restored?.optOuts, "unreadable");
  await stage.owner(server.port, "POST", "/v1/owner/health/restored", {});
});

test("a machine's snapshot, put back without a mark: what is more than 15 minutes late is never dialled", async () => {
  const atMs = await book("+79161230105", hourMs);
  await server.stop();
  offsetMs = atMs + 16 * 60_000 - Date.now();
  await begin();
  for (const _ of [1, 2, 3]) assert.equal(stage.home.command("wake").code, 0);
  const calls = (await stage.owner(server.port, "GET", "/v1/owner/calls")).text;
  assert.match(calls, /not-placed/);
  assert.equal(await dialsOf("+79161230105"), 0);
});

test("only the latest fourteen nights are kept", () => {
  for (let day = 10; day < 28; day++)
    spawnSync("mkdir", ["-p", join(stage.home.folder, `backups/2026-01-${day}T034000Z`)]);
  const { output } = stage.home.command("backup");
  const kept = readdirSync(join(stage.home.folder, "backups"));
  assert.equal(kept.length, 14);
  assert.ok(kept.some((name) => output.includes(name)));
});

async function healthNow(): Promise<HealthReply> {
  return JSON.parse((await stage.owner(server.port, "GET", "/v1/owner/health")).text) as HealthReply;
}

async function dialsOf(phone: string): Promise<number> {
  return (await stage.dialled()).filter(({ dst }) => dst.includes(phone.slice(1))).length;
}

function optOut(phone: string, from: string) {
  const headers = { origin: "https://calls.test", "x-forwarded-proto": "https" };
  return ask({ port: server.port, from, method: "POST", path: "/v1/opt-outs", headers, body: { phone } });
}

async function freshCall(phone: string, from: string, at?: string) {
  const { ticket } = JSON.parse((await takeTicket(server, from)).text) as { ticket: string };
  const ageMs = Date.now() + 1_600;
  await until(
    "the ticket's age",
    () => Date.now(),
    (nowMs) => nowMs > ageMs,
  );
  return askForCall(server, from, { ticket, phone, key: `key-of-${phone.slice(1)}-for-one-intent`, ...(at && { at }) });
}

/** A call for later, in about so long by the server's clock, at one of the times it offers: that time. */
async function book(phone: string, inMs: number): Promise<number> {
  const headers = { origin: pageOrigin };
  const { text } = await ask({ port: server.port, path: `/v1/buttons/${button}/slots`, headers });
  const { slots } = JSON.parse(text) as { slots: string[] };
  const at = slots.findLast((slot) => Date.parse(slot) <= Date.now() + offsetMs + inMs) ?? slots[0] ?? "";
  const answer = await freshCall(phone, "127.0.5.1", at);
  assert.equal(answer.status, 202, answer.text);
  return Date.parse(at);
}
