/** Who is there: agents with hours, agents who are away, whose turn it is, and a button with nobody. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Agent } from "../../worker/contract/button.ts";
import type { ButtonView, Problem } from "../../worker/contract/visitor.ts";
import { isPresent, nextChangeOf, opennessOf } from "../../worker/buttons/presence.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { origin } from "../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { agentAt, button, deaf, type Firm, minute, openFirm, phoneAt, second, shownOf, talks } from "./firm.ts";
import { noon } from "../worker/wishes.ts";

const at = (ms: number): string => new Date(ms).toISOString();
const [anna, boris] = [agentAt(0), agentAt(1)];
const evenings: Agent["hours"] = { zone: "Europe/Moscow", week: { tue: [["18:00", "21:00"]] } };

/** At noon on a Tuesday in Moscow. */
const cases: [what: string, agents: Agent[], open: boolean, opensAt?: string][] = [
  ["no agents: the button's own phone", [], true],
  ["somebody is there", [{ ...anna, away: true }, boris], true],
  ["everybody is away for good", [{ ...anna, away: true }], false],
  ["one is back at three", [{ ...anna, away: at(noon + 180 * minute) }], false, at(noon + 180 * minute)],
  ["one was away until an hour ago", [{ ...anna, away: at(noon - 60 * minute) }], true],
  ["one is away until a time that nobody can read", [{ ...anna, away: "2026-11-24T15:00:00 +3" }], false],
  ["one comes at six", [{ ...anna, hours: evenings }], false, at(noon + 360 * minute)],
  [
    "one comes at six and is away until seven",
    [{ ...anna, hours: evenings, away: at(noon + 420 * minute) }],
    false,
    at(noon + 420 * minute),
  ],
];

for (const [what, agents, open, opensAt] of cases)
  test(`${what}: ${open ? "open" : "closed"}`, () => {
    const found = opennessOf({ hours: "always", agents }, noon);
    assert.deepEqual(found, opensAt === undefined ? { open } : { open, opensAt });
    const changesMs = nextChangeOf({ hours: "always", agents }, noon);
    if (opensAt !== undefined) assert.ok(changesMs !== null && changesMs <= Date.parse(opensAt));
  });

test("an agent who is back at a time is there from that time on", () => {
  const away = at(noon);
  assert.equal(isPresent({ away }, noon - 1), false);
  assert.equal(isPresent({ away }, noon), true);
});

async function recordOf({ worker }: Firm): Promise<ButtonView> {
  const answer = await worker.request(`/v1/buttons/${button}`, { headers: { origin } });
  return (await answer.json()) as ButtonView;
}

test("a button with nobody there is closed, for the page and for whoever asks all the same, and says when it opens", async () => {
  const firm = await openFirm({ habits: [talks, talks] });
  const back = at(noon + 30 * minute);
  assert.equal((await recordOf(firm)).open, true);
  for (const [place, away] of [true, back].entries())
    assert.equal((await firm.own("PUT", "/v1/owner/away", { phone: `+${phoneAt(place)}`, away })).status, 204);
  const { open, opensAt } = await recordOf(firm);
  assert.deepEqual([open, opensAt], [false, back]);
  const refused = await askForCall(firm.worker, { button, phone: phoneOf(1), address: addressOf(1) });
  const problem = (await refused.json()) as Problem & { opensAt: string };
  assert.deepEqual([refused.status, problem.type, problem.opensAt], [409, "/problems/closed", back]);
  assert.equal(refused.headers.get("retry-after"), "1800");
  await firm.worker.passTime(30 * minute);
  assert.equal((await recordOf(firm)).open, true);
  await firm.ask(2);
  await firm.worker.passTime(minute);
  assert.deepEqual(firm.dialled(), [1], "only who is back is rung");
});

test("an agent who comes back by hand is rung again", async () => {
  const firm = await openFirm({ habits: [talks] });
  await firm.own("PUT", "/v1/owner/away", { phone: phoneAt(0), away: true });
  await firm.own("PUT", "/v1/owner/away", { phone: phoneAt(0), away: null });
  await firm.ask(1);
  await firm.worker.passTime(minute);
  assert.deepEqual(firm.dialled(), [0]);
  assert.equal((await firm.own("PUT", "/v1/owner/away", { phone: "79990000000", away: true })).status, 404);
  assert.equal((await firm.own("PUT", "/v1/owner/away", { phone: phoneAt(0), away: "tomorrow" })).status, 400);
});

test("an agent who is away until a time that is said without its minutes is not rung before it", async () => {
  const firm = await openFirm({ habits: [talks] });
  for (const zone of ["+03", " +03:00", "+0300", "+03:00"]) {
    const away = `2026-11-24T15:00:00${zone}`;
    assert.equal((await firm.own("PUT", "/v1/owner/away", { phone: phoneAt(0), away })).status, 204);
    const { open, opensAt } = await recordOf(firm);
    assert.deepEqual([open, opensAt], [false, "2026-11-24T12:00:00.000Z"], away);
  }
  for (const away of ["2027-02-30T10:00:00Z", "9999-12-31T23:59:59-23:59", "2026-11-24T15:00:00+3"])
    assert.equal((await firm.own("PUT", "/v1/owner/away", { phone: phoneAt(0), away })).status, 400, away);
});

test("round-robin: each call begins with the next who is there, also after a restart, and goes on in the round", async () => {
  const firm = await openFirm({ habits: [talks, deaf, talks], ring: "round-robin" });
  for (const n of [1, 2, 3, 4]) {
    await firm.ask(n);
    await firm.worker.passTime(3 * minute);
    if (n === 1) firm.worker.crash();
  }
  // Anna; Boris, who is deaf, then Clara; Clara, whose turn it is; Anna again.
  assert.deepEqual(firm.dialled(), [0, 1, 2, 2, 0]);
  await firm.own("PUT", "/v1/owner/away", { phone: phoneAt(1), away: true });
  await firm.ask(5);
  await firm.worker.passTime(minute);
  assert.equal(firm.dialled().at(-1), 2, "who is away loses the turn, and nobody has it twice");
});

test("in turn for later: the series begins when the call is due", async () => {
  const firm = await openFirm({ habits: [deaf, talks] });
  firm.provider.teach({ [phoneOf(1).slice(1)]: { answerAfterMs: second } });
  const atMs = hand.nowMs + 60 * minute;
  const asked = await askForCall(firm.worker, { button, phone: phoneOf(1), address: addressOf(1), at: at(atMs) });
  assert.equal(asked.status, 202, await asked.clone().text());
  await firm.worker.passTime(70 * minute);
  assert.deepEqual(firm.dialled(), [0, 1]);
  assert.equal(firm.rang(1), 1);
});

/** What is said of who is rung first, with several agents; the status, and who is. */
const contrary: [ring: string, rings: string, status: number][] = [
  ["all", "owner", 422],
  ["in-turn", "visitor", 422],
  ["round-robin", "visitor", 422],
];

for (const [ring, rings, status] of contrary)
  test(`several agents rung ${ring}: that the ${rings} is rung first is refused in words`, async () => {
    const firm = await openFirm({ habits: [talks, talks] });
    const answer = await firm.own("PUT", `/v1/owner/buttons/${button}`, { ring, rings });
    assert.equal(answer.status, status);
    assert.match(((await answer.json()) as Problem).detail ?? "", /rung first/);
    const first = ring === "all" ? "visitor" : "owner";
    const saved = await firm.own("PUT", `/v1/owner/buttons/${button}`, { ring, rings: first });
    assert.deepEqual([saved.status, ((await saved.json()) as { rings: string }).rings], [200, first]);
  });

for (const ring of ["in-turn", "round-robin", "all"] as const)
  test(`two who share a desk's phone: it is rung once for one wish (${ring})`, async () => {
    const firm = await openFirm({ habits: [deaf, deaf], ring });
    const shared = { ...boris, phone: phoneAt(0) };
    const agents = [anna, shared, { ...agentAt(2), phone: phoneAt(1) }];
    assert.equal((await firm.own("PUT", `/v1/owner/buttons/${button}`, { agents })).status, 200);
    await firm.ask(1);
    await firm.worker.passTime(10 * minute);
    const phones = firm.provider.placed.flatMap(({ legs }) => legs.map(({ number }) => number));
    const rung = [phoneAt(0), phoneAt(1)].map((phone) => phones.filter((each) => each === phone).length);
    assert.deepEqual(rung, [1, 1]);
  });

test("of two who share a phone the one who is there is named", async () => {
  const firm = await openFirm({ habits: [talks, talks] });
  const agents = [
    { ...anna, away: true as const },
    { ...boris, phone: phoneAt(0) },
  ];
  assert.equal((await firm.own("PUT", `/v1/owner/buttons/${button}`, { agents })).status, 200);
  const shown = await shownOf(firm, await firm.ask(1));
  assert.ok(shown.includes("connected Boris"), shown.join());
});
