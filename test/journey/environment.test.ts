/** What `npm start` and `npm run deploy` make of the environment. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { loosenedLimits, readEnvironment, workerSettings } from "../../demo/environment.ts";
import { envLine } from "../../demo/worker.ts";
import { limitsOf } from "../../worker/contract/limits.ts";

const addresses = { demoPort: 5173, workerUrl: "http://127.0.0.1:8787", sipnetApiUrl: "http://127.0.0.1:8788/api.php" };

test("a visitor of the demo has ten times the tries, but one call at a time", () => {
  const real = limitsOf({});
  const loosened = limitsOf(loosenedLimits());
  assert.equal(loosened.ipv4.per10Min, real.ipv4.per10Min * 10);
  assert.equal(loosened.number.perHour, real.number.perHour * 10);
  assert.equal(loosened.number.gapS, real.number.gapS / 10);
  assert.deepEqual([loosened.number.inFlight, loosened.ticket.live], [1, 1]);
  assert.deepEqual([loosened.button, loosened.account], [real.button, real.account], "the owner's own stay");
});

test("secrets that nobody gave are made anew at every start", () => {
  const [first, second] = [workerSettings({}, addresses), workerSettings({}, addresses)];
  for (const name of ["APP_SECRET", "OWNER_TOKEN"] as const) {
    assert.match(first[name], /^[\w-]{43,}$/);
    assert.notEqual(first[name], second[name]);
  }
  assert.equal(first.ALLOWED_ORIGINS, "http://127.0.0.1:5173,http://localhost:5173");
});

test("what the owner gave is used as it is", () => {
  const options = readEnvironment({
    LIMITS: "{}",
    ALLOWED_ORIGINS: "https://shop.example",
    OWNER_TOKEN: "t".repeat(43),
  });
  const settings = workerSettings(options, addresses);
  assert.deepEqual(
    [settings.LIMITS, settings.ALLOWED_ORIGINS, settings.OWNER_TOKEN],
    ["{}", "https://shop.example", "t".repeat(43)],
  );
});

test("a port that is none is named", () => {
  assert.throws(() => readEnvironment({ WORKER_PORT: "eighty" }), /WORKER_PORT must be a port/);
});

test("a setting reaches the Worker whole, or not at all", () => {
  assert.equal(envLine(["LIMITS", '{"number":{"gapS":0}}']), `LIMITS='{"number":{"gapS":0}}'`);
  assert.equal(envLine(["A", "a$HOME"]), "A='a\\$HOME'");
  for (const value of ["it's", "two\nlines", "back\\slash"])
    assert.throws(() => envLine(["A", value]), /A must hold no/);
});

test("an owner who deploys without a setting is told which one, and nothing is deployed", () => {
  const env = { ...process.env, PUBLIC_URL: "https://calls.example", APP_SECRET: "s".repeat(43), OWNER_TOKEN: "short" };
  const { status, stderr } = spawnSync(process.execPath, ["worker/hosting/deploy.ts"], { env, encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /Nothing was deployed.*OWNER_TOKEN must be at least 43 characters/);
  assert.ok(!stderr.includes("s".repeat(43)), "no secret is printed");
});
