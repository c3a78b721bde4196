/** What SIPNET writes otherwise than we know it is told at once, in the log and to the owner, without its values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { StatusReply } from "../../worker/contract/owner.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { logged, NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { simulatedKey, SimulatedProvider } from "../stand-ins/simulated-provider.ts";

function open(provider: ConstructorParameters<typeof NodeWorker>[0]["provider"]) {
  startOver();
  const worker = new NodeWorker({ provider, vars: { SIPNET_APIKEY: simulatedKey } });
  const ask = (method: string, path: string, body?: object) =>
    worker.request(path, {
      method,
      headers: { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const troubles = async () => ((await (await ask("GET", "/v1/owner/status")).json()) as StatusReply).troubles;
  return { worker, ask, troubles };
}

test("a state that is a number is named in log and console from the first look on, and rests after a day", async () => {
  const provider = new SimulatedProvider(["numeric-states"]);
  const { worker, ask, troubles } = open(provider);
  await ask("PUT", "/v1/owner/buttons/D6VZ0000000000000000000000000ZG4", { hours: "always" });
  assert.ok(!(await troubles()).some(({ name }) => name === "answer-unread"));
  assert.equal((await askForCall(worker, { phone: "+79161234567" })).status, 202);
  await worker.passTime(20_000);
  const told = (await troubles()).find(({ name }) => name === "answer-unread")?.detail ?? "";
  assert.match(told, /calls2: State \(number\)/);
  const lines = logged.filter((line) => line.includes("answer-unread"));
  assert.equal(lines.filter((line) => line.includes('"State"')).length, 1, "once, not at every look");
  assert.ok(![told, ...lines].some((text) => text.includes("7916") || text.includes("4951234567")));
  await worker.passTime(26 * 3_600_000);
  assert.ok(!(await troubles()).some(({ name }) => name === "answer-unread"));
});

test("HTTP status 401 is told as a wrong key, with the operation that met it", async () => {
  const { ask, troubles } = open({ answer: async () => new Response("", { status: 401 }) });
  const refused = (await troubles()).find(({ name }) => name === "key-refused");
  assert.match(refused?.detail ?? "", /^balance: .*wrong key/);
  const answer = await ask("POST", "/v1/owner/sipnet/children", {});
  assert.equal(answer.status, 503);
  assert.match(((await answer.json()) as { detail: string }).detail, /^children: .*wrong key/);
});

test("a refusal says its operation, and a missing parameter is named with it", async () => {
  const { ask } = open(new SimulatedProvider([]));
  const refused = await ask("POST", "/v1/owner/sipnet/webbuttons", { action: "delete", cid: "X" });
  const { status, detail, operation, errorCode } = {
    status: refused.status,
    ...((await refused.json()) as object),
  } as {
    [name: string]: unknown;
  };
  assert.deepEqual(
    [refused.status, operation, errorCode],
    [422, "webbuttons", "1003"],
    JSON.stringify([status, detail]),
  );
  const missing = await ask("POST", "/v1/owner/sipnet/getrec", {});
  assert.equal(missing.status, 400);
  assert.match(((await missing.json()) as { detail: string }).detail, /^cid: .*\(getrec\)/);
});
