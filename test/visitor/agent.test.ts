/** Who of the company is on the line: told to the visitor by the name that the owner gave, once somebody is there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../worker/contract/visitor.ts";
import type { PhoneHabits } from "../../demo/sipnet/network/network.ts";
import type { ShapeName } from "../../demo/sipnet/shapes/shapes.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { simulatedKey, SimulatedProvider } from "../stand-ins/simulated-provider.ts";

const button = "K8TM0000000000000000000000000QX7";
const second = 1_000;
const [anna, boris] = ["74957770101", "74957770102"] as const;
const phone = phoneOf(3);

interface Firm {
  agents: { name: string; phone: string }[];
  habits: Record<string, PhoneHabits>;
  shapes?: readonly ShapeName[];
}

/** Every state that the visitor is shown, with the name beside it. */
async function shownBy({ agents, habits, shapes = [] }: Firm): Promise<[state: Call["state"], agent?: string][]> {
  startOver();
  const provider = new SimulatedProvider(shapes);
  const worker = new NodeWorker({ provider, vars: { SIPNET_APIKEY: simulatedKey } });
  const saved = await worker.request(`/v1/owner/buttons/${button}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" },
    body: JSON.stringify({ hours: "always", agents }),
  });
  assert.equal(saved.status, 200, await saved.text());
  provider.teach({ [phone.slice(1)]: { answerAfterMs: 3_000 }, ...habits });
  const asked = await askForCall(worker, { button, phone, address: addressOf(3) });
  const { id } = (await asked.json()) as { id: string };
  const shown: [Call["state"], string?][] = [];
  for (let n = 0; n < 60; n++) {
    const { state, agent } = (await (await worker.request(`/v1/calls/${id}`)).json()) as Call;
    const last = shown.at(-1);
    if (last?.[0] !== state || last[1] !== agent) shown.push(agent === undefined ? [state] : [state, agent]);
    await worker.passTime(2 * second);
  }
  return shown;
}

const annaAlone = { name: "Anna", phone: anna };
const team = [annaAlone, { name: "Boris", phone: boris }];
const borisTalks = { [anna]: { busy: true }, [boris]: { answerAfterMs: 6_000, talkMs: 20_000 } };

test("a visitor is told the name of the one agent once that phone is picked up, and not before", async () => {
  const habits = { [anna]: { answerAfterMs: 6_000, talkMs: 20_000 } };
  const shown = await shownBy({ agents: [{ name: " Anna ", phone: anna }], habits });
  assert.deepEqual(shown.slice(0, 2), [["dialling"], ["ringing"]]);
  assert.deepEqual(shown.slice(-2), [
    ["connected", "Anna"],
    ["ended", "Anna"],
  ]);
});

test("of several agents the one who answered is named, and nobody while they all ring", async () => {
  const shown = await shownBy({ agents: team, habits: borisTalks });
  assert.deepEqual(shown, [["dialling"], ["ringing"], ["connected", "Boris"], ["ended", "Boris"]]);
});

test("where SIPNET has a row for each agent or each leg, the name is found there", async (t) => {
  for (const shape of ["row-per-destination", "row-per-leg"] as const)
    await t.test(shape, async () => {
      const shown = await shownBy({ agents: team, habits: borisTalks, shapes: [shape] });
      assert.deepEqual(shown.at(-1), ["ended", "Boris"]);
      assert.ok(!shown.some(([, agent]) => agent === "Anna"));
    });
});

test("nobody is named who can't be told from another, has no name, or did not answer", async (t) => {
  const cases: [what: string, firm: Firm][] = [
    ["two share a phone", { agents: [annaAlone, { name: "Boris", phone: anna }], habits: {} }],
    ["who answers has no name", { agents: [annaAlone, { name: "", phone: boris }], habits: borisTalks }],
    ["a busy phone", { agents: [annaAlone], habits: { [anna]: { busy: true } } }],
  ];
  for (const [what, firm] of cases)
    await t.test(what, async () =>
      assert.deepEqual(
        (await shownBy(firm)).filter(([, agent]) => agent),
        [],
      ),
    );
});
