/** One's own server as its machine sees it: one writer, a quick end, and words for what is wrong. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { until } from "../support/until.ts";
import { open } from "./stage/ask.ts";
import { pageOrigin, type RunningServer } from "./stage/own-server.ts";
import { askForCall, button, setStage, type Stage, takeTicket } from "./stage/stage.ts";

let stage: Stage;
let server: RunningServer;

before(async () => {
  stage = await setStage({}, { noAnswerMs: 300 });
  server = await stage.home.start();
});
after(() => stage.end());

/** Restarts it with other settings and gives it back; the usual ones come back with the next start. */
async function restarted(settings: Record<string, string> = {}): Promise<RunningServer> {
  await server.stop();
  return (server = await stage.home.start({ settings }));
}

async function health(): Promise<string> {
  return ((await (await fetch(`${server.url}/healthz`)).json()) as { status: string }).status;
}

test("settings that are unset or empty are like no settings", async () => {
  server = await restarted({ COUNTRIES: "", LIMITS: "", TRUSTED_PROXY: "127.0.0.1" });
  assert.equal(await health(), "ok");
  assert.equal((await takeTicket(server, "127.0.0.21")).status, 201);
});

test("a second one on the same data ends with 75, and the first goes on and is still woken", () => {
  assert.equal(stage.home.command("run").code, 75);
  assert.equal(stage.home.command("wake").code, 0);
  assert.equal(stage.home.command("status").output.trim(), '{"status":"ok"}');
});

test("nothing is dialled before somebody has seen that addresses arrive unforged", async () => {
  server = await restarted();
  assert.equal((await call("+79161230001", "127.0.0.31")).status, 503);
  assert.match(await rules(), /address\.unproven/);
  await stage.owner(server.port, "POST", "/v1/owner/health/address", { by: "owner" });
  assert.equal((await call("+79161230001", "127.0.0.31")).status, 202);
  await until(
    "the dial",
    () => stage.dialled(),
    (found) => found.length === 1,
  );
});

test("another proxy must be proved anew", async () => {
  server = await restarted({ TRUSTED_PROXY: "127.0.0.1,10.0.0.0/8" });
  assert.equal((await call("+79161230002", "127.0.0.32")).status, 503);
  server = await restarted();
});

test("SIGTERM with an open stream: the port closes, and it is over in less than 4 s", async () => {
  const answer = await call("+79161230003", "127.0.0.33");
  const { id } = JSON.parse(answer.text) as { id: string };
  const headers = { origin: pageOrigin, accept: "text/event-stream" };
  const stream = await open({ port: server.port, path: `/v1/calls/${id}/events`, from: "127.0.0.33", headers });
  assert.equal(stream.headers["x-accel-buffering"], "no");
  stream.on("error", () => undefined).resume();
  assert.ok((await server.stop()) < 4_000);
  server = await stage.home.start();
});

test("a call in the middle of a crash is settled, and dialled once", async () => {
  await nobodyAnswers();
  const id = await dialledCall("+79161230004", "127.0.0.34");
  server.child.kill("SIGKILL");
  await server.stop();
  server = await stage.home.start();
  await until(
    "an end",
    () => stateOf(id),
    (state) => state === "no-answer",
  );
  assert.equal((await stage.dialled()).filter(({ dst }) => dst.includes("9161230004")).length, 1);
});

test("data written under another APP_SECRET: 503 and a line that says so", async () => {
  server = await restarted({ APP_SECRET: "another-secret-of-the-same-length-and-form-0" });
  assert.equal((await call("+79161230005", "127.0.0.35")).status, 503);
  assert.match(server.log(), /APP_SECRET is not the one/);
  assert.notEqual(stage.home.command("wake").code, 0);
  server = await restarted();
});

for (const [name, value] of Object.entries({
  APP_SECRET: "short",
  TRUSTED_PROXY: "loopbak",
  LIMITS: "{",
  COUNTRIES: "Russia",
}))
  test(`${name} that is malformed: 503, degraded, and the log names it`, async () => {
    server = await restarted({ [name]: value });
    assert.equal(await health(), "degraded");
    assert.equal((await takeTicket(server, "127.0.0.36")).status, 503);
    assert.match(server.log(), new RegExp(`"setting":"${name}`));
    server = await restarted();
  });

test("without certificate authorities it is degraded: SIPNET could not be reached", async () => {
  const folder = await mkdtemp(join(tmpdir(), "own-certificates-"));
  server = await restarted({ SIPNET_CALL_CERTIFICATES: join(folder, "none") });
  assert.equal(await health(), "degraded");
  await mkdir(join(folder, "some"));
  await writeFile(join(folder, "some", "authority.pem"), "");
  server = await restarted({ SIPNET_CALL_CERTIFICATES: join(folder, "some") });
  assert.equal(await health(), "ok");
  await rm(folder, { recursive: true });
  server = await restarted();
});

test("a port that other machines reach is opened only when asked for twice", () => {
  for (const listen of ["0.0.0.0:8787", "*:8787", "[::]:8787", "192.0.2.1:8787"]) {
    const { code, output } = stage.home.command("run", { LISTEN: listen });
    assert.equal(code, 1, listen);
    assert.match(output, /LISTEN_OPENLY/);
  }
});

test("an alarm that was lost is made up for by one knock of the watchdog", async () => {
  await nobodyAnswers();
  const id = await dialledCall("+79161230006", "127.0.0.37");
  await server.stop();
  // Alarms stand twice: without this file the one in the object's own never rings.
  await rm(join(stage.home.folder, "data/objects/sipnet-Ledger/metadata.sqlite"));
  server = await stage.home.start();
  assert.equal(stage.home.command("wake").code, 0);
  await until(
    "an end",
    () => stateOf(id),
    (state) => state === "no-answer",
  );
});

async function nobodyAnswers(): Promise<void> {
  await stage.owner(server.port, "POST", "/v1/owner/health/address", { by: "doctor" });
  const body = JSON.stringify({ noAnswer: true });
  await fetch(`${stage.simulator.url}/sim/phones/74951234567`, { method: "PUT", body });
}

/** A call whose request has reached the provider. */
async function dialledCall(phone: string, from: string): Promise<string> {
  const answer = await call(phone, from);
  assert.equal(answer.status, 202, answer.text);
  await until(
    "the dial",
    () => stage.dialled(),
    (found) => found.some(({ dst }) => dst.includes(phone.slice(1))),
  );
  return (JSON.parse(answer.text) as { id: string }).id;
}

async function stateOf(id: string): Promise<string | undefined> {
  return (await calls()).find((each) => each.id === id)?.state;
}

async function call(phone: string, from: string) {
  const { text, status } = await takeTicket(server, from);
  if (status !== 201) return { status, text };
  const { ticket } = JSON.parse(text) as { ticket: string };
  await oldEnough();
  return askForCall(server, from, { ticket, phone, key: `key-of-${phone.slice(1)}-for-one-intent` });
}

/** A ticket is good from 1.5 s of age; workerd's clock is the machine's. */
async function oldEnough(): Promise<void> {
  const fromMs = Date.now() + 1_600;
  await until(
    "the ticket's age",
    () => Date.now(),
    (nowMs) => nowMs > fromMs,
  );
}

async function rules(): Promise<string> {
  return (await stage.owner(server.port, "GET", "/v1/owner/blocked")).text;
}

async function calls(): Promise<{ id: string; state: string }[]> {
  const { text } = await stage.owner(server.port, "GET", "/v1/owner/calls");
  return (JSON.parse(text) as { calls: { id: string; state: string }[] }).calls;
}

test("the buttons are there for visitors", async () => {
  const answer = await fetch(`${server.url}/v1/buttons/${button}`, { headers: { origin: pageOrigin } });
  assert.equal(answer.status, 200);
});
