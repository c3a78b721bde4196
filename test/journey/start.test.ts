/** The command a newcomer types: what it prints, what it says when it cannot, and that it leaves nothing behind. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { afterEach, test } from "node:test";
import { introduce } from "../../demo/owner.ts";
import { waitFor } from "../../demo/patience.ts";
import { StartError } from "../../demo/start-error.ts";
import { until } from "../support/until.ts";

interface Running {
  child: ChildProcess;
  said(): string;
  exit: Promise<number | null>;
}

const running: ChildProcess[] = [];

// A test that failed half-way leaves nothing behind either.
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function start(env: Record<string, string>, program = process.execPath, args = ["demo/start.ts"]): Running {
  const child = spawn(program, args, {
    env: { ...process.env, WORKER_PORT: "0", SIPNET_PORT: "0", DEMO_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const exit = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  return { child, said: () => text, exit };
}

/** Every process that `pid` has started, and theirs. */
function descendants(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (one: number): number[] => {
    const children = pairs.flatMap(([child, parent]) => (parent === one && child !== undefined ? [child] : []));
    return [...children, ...children.flatMap(below)];
  };
  return below(pid);
}

/** Those of them that still run. One look for all: a look at the whole machine takes a while. */
function alive(pids: readonly number[]): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=,stat=", "-p", pids.join()], { encoding: "utf8" });
  const places = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return places.flatMap(([pid, state = "Z"]) => (state.startsWith("Z") ? [] : [Number(pid)]));
}

/** The address printed for one of the parts. */
function address(text: string, part: string): string {
  return text.match(new RegExp(`${part} +(http\\S+)`))?.[1] ?? `no address of ${part} in: ${text}`;
}

const ready = (run: Running) => until("the demo to be ready", run.said, (text) => text.includes("Ctrl-C"), 300_000);

test("the newcomer reads three addresses and the owner's sign-in; Ctrl-C ends every process", async () => {
  const run = start({});
  const text = await ready(run);
  const [demoUrl = "", workerUrl = "", phonesUrl = ""] = ["Demo", "Worker", "Phones"].map((name) =>
    address(text, name),
  );
  assert.match(text, /http:\/\/localhost:\d+\/console\/\s+with the token [\w-]{43,}/);
  for (const url of [demoUrl, `${workerUrl}healthz`, phonesUrl]) assert.equal((await fetch(url)).status, 200, url);
  assert.match(await (await fetch(`${demoUrl}?lang=en`)).text(), /loosened tenfold/);
  const processes = descendants(run.child.pid ?? 0);
  assert.ok(processes.length >= 2, "wrangler and workerd are seen, or this test sees nothing");
  run.child.kill("SIGINT");
  assert.equal(await run.exit, 0);
  assert.deepEqual(alive(processes), []);
});

test("with LIMITS={} and a token of the owner's own, the limits are real and the token stays unsaid", async () => {
  const ownerToken = "owner-token-of-my-own-0123456789-abcdefghijk";
  const run = start({ LIMITS: "{}", OWNER_TOKEN: ownerToken });
  const text = await ready(run);
  const demoUrl = address(text, "Demo");
  assert.doesNotMatch(await (await fetch(`${demoUrl}?lang=en`)).text(), /loosened tenfold/);
  assert.ok(!text.includes(ownerToken));
  run.child.kill("SIGTERM");
  assert.equal(await run.exit, 0);
});

test("the Worker dies: the rest ends too and says why", async () => {
  const run = start({});
  await ready(run);
  const processes = descendants(run.child.pid ?? 0);
  const [wrangler = 0] = processes;
  process.kill(wrangler, "SIGKILL");
  assert.equal(await run.exit, 1);
  assert.match(run.said(), /The Worker ended/);
  await until(
    "every process to end",
    () => alive(processes),
    (left) => left.length === 0,
  );
});

test("npm is told to end: so does all that npm start started", async () => {
  const run = start({}, "npm", ["start"]);
  await ready(run);
  const processes = descendants(run.child.pid ?? 0);
  run.child.kill("SIGTERM");
  await run.exit;
  await until(
    "every process to end",
    () => alive(processes),
    (left) => left.length === 0,
  );
});

test("whoever started it is killed outright: the Worker does not live on", async () => {
  const run = start({});
  await ready(run);
  const processes = descendants(run.child.pid ?? 0);
  run.child.kill("SIGKILL");
  await until(
    "every process to end",
    () => alive(processes),
    (left) => left.length === 0,
  );
});

test("a start that takes long says what it waits for, and for how long already", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval", "Date"] });
  const said: string[] = [];
  const started = Promise.withResolvers<string>();
  const waited = waitFor("the Worker to start", started.promise, (line) => said.push(line));
  t.mock.timers.tick(9_999);
  assert.deepEqual(said, [], "a usual start says nothing");
  for (const ms of [1, 10_000, 10_000]) t.mock.timers.tick(ms);
  assert.deepEqual(said[0], "Waiting for the Worker to start (10 s) …");
  assert.equal(said.length, 3);
  started.resolve("it runs");
  assert.equal(await waited, "it runs");
  t.mock.timers.tick(60_000);
  assert.equal(said.length, 3, "and then it is silent");
});

test("a Worker that stops in the midst of its first answer is named, with no stack", async (t) => {
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write("{");
    response.socket?.destroySoon();
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const bound = server.address();
  const url = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : 0}`;
  const introduced = introduce(url, "o".repeat(43), { simulated: false });
  await assert.rejects(introduced, (error) => {
    assert.ok(error instanceof StartError, String(error));
    assert.match(error.message, /GET \/v1\/owner\/buttons: the Worker gave no answer/);
    return true;
  });
});

test("a port is taken: it says which, for what, and how to choose another", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  const port = typeof bound === "object" ? (bound?.port ?? 0) : 0;
  const run = start({ WORKER_PORT: String(port) });
  assert.equal(await run.exit, 1);
  assert.match(run.said(), new RegExp(`Port ${port} \\(the Worker\\) is taken.*WORKER_PORT=\\d+ npm start`));
  server.close();
});

test("a provider elsewhere needs its own key", async () => {
  const run = start({ SIPNET_URL: "https://provider.example/api.php" });
  assert.equal(await run.exit, 1);
  assert.match(run.said(), /SIPNET_APIKEY/);
});
