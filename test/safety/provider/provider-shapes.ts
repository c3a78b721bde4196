/**
 * Every shape of the provider's answers under every story of a call: is the right number dialled, is a call
 * that lives left alone, and is one that ended seen to end, though nothing but the lists is asked?
 */
import { type ShapeName, shapeNames } from "../../../demo/sipnet/shapes/shapes.ts";
import type { PhoneHabits } from "../../../demo/sipnet/network/network.ts";
import type { Call as ProviderCall } from "../../../demo/sipnet/network/call.ts";
import type { Call } from "../../../worker/contract/visitor.ts";
import { chanceFrom } from "../../support/chance.ts";
import { hand, startOver } from "../../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../../stand-ins/paper-people.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";
import { simulatedKey, SimulatedProvider } from "../../stand-ins/simulated-provider.ts";

export interface ShapeOutcome {
  calls: number;
  /** Phones that rang and were not those of the visitor and the button. */
  wrong: string[];
  /** Calls that the Worker called over while two talked or a phone rang. */
  ended: string[];
  /** Calls that were over at the provider, and not here two and a half minutes later. */
  hanging: string[];
  /** Calls that ended otherwise than it says, or whose end is laid at the door of who had picked up. */
  misread: string[];
}

const second = 1_000;
const minute = 60 * second;
const stepMs = 5 * second;
/** Longer than the Worker waits for a silent row to move. */
const patienceMs = 2.5 * minute;

const owner = "74951234567";
const agents = ["74957770101", "74957770102", "74957770103"];
/** The one agent who ever talks. */
const talker = `agent of ${agents[1]}`;
const single = "D6VZ0000000000000000000000000ZG4";
const group = "K8TM0000000000000000000000000QX7";

export interface Story {
  name: string;
  button: string;
  /** What the phones do; the visitor's has its own place. */
  owners: Record<string, PhoneHabits>;
  visitor: PhoneHabits;
  /** How it ends, as the visitor is told. */
  ends: readonly Call["state"][];
}

const talk = (answerAfterMs: number, talkMs: number): PhoneHabits => ({ answerAfterMs, talkMs });
const busy: PhoneHabits = { busy: true };
const deaf: PhoneHabits = { noAnswer: true };
const unanswered = ["no-answer", "busy", "failed"] as const;

export const stories: readonly Story[] = [
  story("a short talk", single, { [owner]: talk(4_000, 37_000) }, { answerAfterMs: 6_000 }, ["ended"]),
  story("a talk of whole minutes", single, { [owner]: talk(4_000, 5 * minute) }, { answerAfterMs: 3_000 }, ["ended"]),
  story("a visitor who does not answer", single, { [owner]: { answerAfterMs: 4_000 } }, deaf, unanswered),
  story("a visitor whose line is busy", single, { [owner]: { answerAfterMs: 4_000 } }, busy, unanswered),
  story("an owner who does not answer", single, { [owner]: deaf }, {}, unanswered),
  story("an owner whose line is busy", single, { [owner]: busy }, {}, unanswered),
  story(
    "agents of whom the second talks",
    group,
    { [agents[0] ?? ""]: busy, [agents[1] ?? ""]: talk(9_000, 3 * minute), [agents[2] ?? ""]: deaf },
    { answerAfterMs: 3_000 },
    ["ended"],
  ),
  story(
    "agents who are all busy",
    group,
    Object.fromEntries(agents.map((agent) => [agent, busy])),
    { answerAfterMs: 3_000 },
    unanswered,
  ),
];

/** Shapes that show nobody's phone can't tell a call whose id was lost from any other. */
const nameless: ReadonlySet<ShapeName> = new Set(["no-parties", "short-masks"]);

export interface Wearing {
  seed?: number;
  /** Each story once more, with the answer to its dial lost. */
  losesAnswers?: boolean;
  /** Which of the stories; all of them where it is not said. */
  told?: readonly Story[];
  /** What the provider says instead, for a control. */
  lie?: (answer: string) => string;
}

/** Plays every story under these shapes. */
export async function wear(names: readonly ShapeName[], wearing: Wearing = {}): Promise<ShapeOutcome> {
  const { seed = 1, losesAnswers = false, told = stories, lie } = wearing;
  startOver();
  const provider = new SimulatedProvider(names, seed, lie);
  const worker = new NodeWorker({ provider, vars: { SIPNET_APIKEY: simulatedKey, LIMITS: JSON.stringify(loose) } });
  await setUp(worker);
  const outcome: ShapeOutcome = { calls: 0, wrong: [], ended: [], hanging: [], misread: [] };
  for (const [n, each] of told.entries()) {
    const findable = !names.some((name) => nameless.has(name));
    for (const losesAnswer of losesAnswers && findable ? [false, true] : [false]) {
      const what = `${names.join(" + ") || "as assumed"}: ${each.name}${losesAnswer ? ", answer lost" : ""}`;
      provider.losesNextAnswer = losesAnswer;
      await play(worker, provider, each, { what, person: 2 * n + Number(losesAnswer) }, outcome);
      hand.nowMs += 10 * minute;
    }
  }
  return outcome;
}

export async function wearAll(
  list: readonly (readonly ShapeName[])[],
  { seed = 1, ...wearing }: Wearing = {},
): Promise<ShapeOutcome> {
  const sum: ShapeOutcome = { calls: 0, wrong: [], ended: [], hanging: [], misread: [] };
  for (const [n, names] of list.entries()) {
    const each = await wear(names, { ...wearing, seed: seed + n });
    sum.calls += each.calls;
    for (const fault of ["wrong", "ended", "hanging", "misread"] as const) sum[fault].push(...each[fault]);
  }
  return sum;
}

/** Each shape alone, and pairs of them by chance: what two providers do, one may. */
export function shapePairs(count: number, seed: number): ShapeName[][] {
  const chance = chanceFrom(seed);
  const telling = shapeNames.filter((name) => !nameless.has(name));
  return Array.from({ length: count }, () => [chance.pick(telling), chance.pick(telling)]);
}

export const eachShape: readonly (readonly ShapeName[])[] = [[], ...shapeNames.map((name) => [name])];

const loose = {
  breaker: { window: 0 },
  night: { on: false },
  number: { perHour: 100, perDay: 1_000 },
  button: { perHour: 1_000, perDay: 10_000 },
  account: { perMinute: 1_000, perDay: 10_000 },
};

async function setUp(worker: NodeWorker): Promise<void> {
  const headers = { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" };
  const put = (cid: string, body: object) =>
    worker.request(`/v1/owner/buttons/${cid}`, { method: "PUT", headers, body: JSON.stringify(body) });
  const named = agents.map((phone) => ({ name: `agent of ${phone}`, phone }));
  const answers = [await put(single, { hours: "always" }), await put(group, { hours: "always", agents: named })];
  for (const answer of answers) if (!answer.ok) throw new Error(await answer.text());
}

async function play(
  worker: NodeWorker,
  provider: SimulatedProvider,
  told: Story,
  { what, person }: { what: string; person: number },
  outcome: ShapeOutcome,
): Promise<void> {
  const { button, owners, visitor, ends } = told;
  const phone = phoneOf(person * 37);
  provider.teach({ ...owners, [phone.slice(1)]: visitor });
  const before = provider.placed.length;
  const asked = await askForCall(worker, { button, phone, address: addressOf(person) });
  if (asked.status !== 202) throw new Error(`${what}: ${asked.status} ${await asked.text()}`);
  const { id } = (await asked.json()) as { id: string };
  outcome.calls += 1;
  let overMs: number | null = null;
  for (let passedMs = 0; passedMs < 15 * minute; passedMs += stepMs) {
    await worker.passTime(stepMs);
    const real = provider.placed.at(-1);
    const { state, agent, reason, duration = 0 } = await callOf(worker, id);
    const isOver = real?.state === "completed";
    overMs ??= isOver ? passedMs : null;
    if (isFinal(state) && !isOver) return void outcome.ended.push(what);
    if (isFinal(state) && !ends.includes(state)) outcome.misread.push(`${what}: ${state}`);
    if (isFinal(state) && reason?.startsWith(pickedUp(told))) outcome.misread.push(`${what}: ${reason}`);
    if (!Number.isInteger(duration)) outcome.misread.push(`${what}: ${duration} seconds`);
    if (agent !== undefined && agent !== talker) return void outcome.misread.push(`${what}: it was not ${agent}`);
    if (isFinal(state)) break;
    if (overMs !== null && passedMs - overMs > patienceMs) return void outcome.hanging.push(`${what}: ${state}`);
  }
  const wanted = new Set([phone.slice(1), ...(button === single ? [owner] : agents)]);
  const rung = provider.placed.slice(before);
  if (rung.length !== 1 || rung.some((call) => !isRight(call, wanted))) outcome.wrong.push(what);
}

/** Whose phone is rung first and answered: nobody can say of them that they were not there. */
function pickedUp({ button, owners, visitor }: Story): string {
  const [first, side] = button === single ? [owners[owner], "owner"] : [visitor, "visitor"];
  return first?.busy === true || first?.noAnswer === true ? "nobody" : side;
}

function isRight({ legs }: ProviderCall, wanted: ReadonlySet<string>): boolean {
  return legs.length === wanted.size && legs.every(({ number }) => wanted.has(number));
}

function isFinal(state: Call["state"]): boolean {
  return ["ended", "no-answer", "busy", "failed", "cancelled"].includes(state);
}

async function callOf(worker: NodeWorker, id: string): Promise<Call> {
  return (await (await worker.request(`/v1/calls/${id}`)).json()) as Call;
}

function story(
  name: string,
  button: string,
  owners: Story["owners"],
  visitor: PhoneHabits,
  ends: Story["ends"],
): Story {
  return { name, button, owners, visitor, ends };
}
