/** The owner's own calls are seen to end, however SIPNET writes whom they called. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShapeName } from "../../demo/sipnet/shapes/shapes.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { simulatedKey, SimulatedProvider } from "../stand-ins/simulated-provider.ts";

const own = "74951234567";
const second = "74957770100";
const calls: [what: string, operation: "gencall" | "genmulticall", dstphone: string, rung: string[]][] = [
  ["a number with pstn before it", "gencall", "pstn79161234567", ["79161234567"]],
  ["a SIP address", "gencall", "0012345678@sipnet.ru", ["0012345678@sipnet.ru"]],
  ["the owner's second phone", "gencall", second, [second]],
  ["a customer and the owner's second phone", "genmulticall", `79161234567,${second}`, ["79161234567", second]],
];
const worn: ShapeName[][] = [
  [],
  ["bare-sip-ids"],
  ["pstn-parties"],
  ["row-per-leg"],
  ["row-per-destination"],
  ["no-states"],
];

for (const names of worn) {
  for (const [what, operation, dstphone, rung] of calls) {
    test(`a call to ${what} is seen to end, ${names.join() || "as assumed"}`, async () => {
      startOver();
      const provider = new SimulatedProvider(names);
      const worker = new NodeWorker({ provider, vars: { SIPNET_APIKEY: simulatedKey } });
      const ask = (method: string, path: string, body?: object) =>
        worker.request(path, {
          method,
          headers: { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      provider.teach({ [own]: { answerAfterMs: 2_000, talkMs: 40_000 } });
      provider.teach(Object.fromEntries(rung.map((phone, n) => [phone, { answerAfterMs: 3_000 + n * 90_000 }])));
      const dialled = await ask("POST", `/v1/owner/sipnet/${operation}`, { srcphone: own, dstphone });
      assert.equal(dialled.status, 200, await dialled.clone().text());
      const statesOf = async () => {
        const seen = (await (await ask("GET", "/v1/owner/calls")).json()) as { calls: { state: string }[] };
        return [...new Set(seen.calls.map(({ state }) => state))];
      };
      await worker.passTime(25_000);
      assert.ok(!(await statesOf()).includes("ended"), "while two talk");
      await worker.passTime(150_000);
      assert.deepEqual(await statesOf(), ["ended"]);
    });
  }
}
