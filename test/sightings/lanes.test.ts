/** So many requests at a time: who waits too long for a lane has not left. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Lanes, NoFreeLane } from "../../worker/ledger/sightings/lanes.ts";
import { settle } from "../stand-ins/settle.ts";

const [second, day] = [1_000, 86_400_000];

test("who finds no free lane in time has not left; who has patience without end waits for one", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const lanes = new Lanes(1);
  const held = Promise.withResolvers<void>();
  const seen: string[] = [];
  const say = (what: string) => () => void seen.push(what);
  void lanes.run(() => held.promise).then(say("the first is done"));
  const hasty = lanes
    .run(() => Promise.resolve(), 3 * second)
    .then(say("left"), (error: unknown) => {
      seen.push(error instanceof NoFreeLane ? "never left" : "another error");
    });
  void lanes.run(() => Promise.resolve()).then(say("the patient one is done"));
  mock.timers.tick(3 * second - 1);
  await settle();
  assert.deepEqual(seen, []);
  mock.timers.tick(1);
  await hasty;
  assert.deepEqual(seen, ["never left"]);
  mock.timers.tick(day);
  held.resolve();
  await settle();
  assert.deepEqual(seen, ["never left", "the first is done", "the patient one is done"]);
  mock.timers.reset();
});
