import assert from "node:assert/strict";
import { test } from "node:test";
import { marksOf, nameOf, routeOf } from "../../worker/log.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { logged, NodeWorker } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";

const objects = ["LEDGER", "BUTTONS", "DESK", "SHIELD"];
const healthOf = async (worker: NodeWorker) =>
  ((await (await worker.request("/healthz")).json()) as { status: string }).status;

test("whoever watches hears that all is well, and asks the objects only once in five seconds", async () => {
  const asked: string[] = [];
  const breaker = (use: string) => void (use.endsWith(".health") && asked.push(use));
  const worker = new NodeWorker({ provider: new PaperProvider(), breaker });
  for (let i = 0; i < 9; i++) assert.equal(await healthOf(worker), "ok");
  assert.equal(asked.length, objects.length);
  hand.nowMs += 6_000;
  assert.equal(await healthOf(worker), "ok");
  assert.equal(asked.length, 2 * objects.length);
});

for (const name of objects)
  test(`and that it isn't, where ${name} can't be made: the log says which, and of what it died`, async () => {
    const breaker = (use: string) => {
      if (use === `${name}.health`) throw new Error("no such column: frequent: SQLITE_ERROR");
    };
    const worker = new NodeWorker({ provider: new PaperProvider(), breaker });
    assert.equal(await healthOf(worker), "degraded");
    const line = JSON.parse(logged.at(-1) ?? "{}") as Record<string, unknown>;
    assert.deepEqual([line["event"], line["because"]], ["unwell", "Error schema"]);
    assert.match(String(line["object"]), new RegExp(name === "SHIELD" ? "^shield-\\d+$" : name, "i"));
  });

const troubles: [words: string, name: string][] = [
  ["no such column: frequent: SQLITE_ERROR", "Error schema"],
  ["table calls has no column named fault", "Error schema"],
  ["Exceeded allowed rows written in Durable Objects free tier.", "Error quota"],
  ["Durable Object is overloaded. Too many requests queued.", "Error overloaded"],
  ["Durable Object reset because its code was updated.", "Error updated"],
  ["Internal error in Durable Object storage caused object to be reset.", "Error reset"],
  ["the visitor +79161234567 did something", "Error"],
];

for (const [words, name] of troubles)
  test(`a log tells ${name} of "${words}", and none of the words`, () => assert.equal(nameOf(new Error(words)), name));

test("what the platform marks an error with is in the log", () => {
  const error = Object.assign(new Error("x"), { overloaded: true, retryable: false, remote: true, object: "ledger" });
  assert.deepEqual(marksOf(error), { object: "ledger", overloaded: true, remote: true });
});

const routes: [path: string, route: string][] = [
  ["/v1/calls", "POST /v1/calls"],
  ["/v1/calls/AbCdEfGhIjKlMnOpQrStUvWx/rating", "POST /v1/calls/:id/rating"],
  ["/v1/hooks/sipnet/aVerySecretSegment_-9", "POST /v1/hooks/sipnet/:id"],
  ["/v1/opt-outs/abcdefghijklmnopqrstuvwxyz", "POST /v1/opt-outs/:id"],
  ["/v1/buttons/D6VZ0000000000000000000000000ZG4", "POST /v1/buttons/:id"],
  ["/79161234567", "POST /:id"],
];

for (const [path, route] of routes)
  test(`the log names the route of ${path} and nothing secret`, () => assert.equal(routeOf("POST", path), route));
