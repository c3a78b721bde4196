/** What makes the Worker write each line of its log. */
import assert from "node:assert/strict";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin, secrets, settle } from "../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { noon } from "../worker/wishes.ts";

export interface Scene {
  worker: NodeWorker;
  provider: PaperProvider;
  /** From now on, whatever uses this fails. */
  break(uses: RegExp): void;
}

const minute = 60_000;
const loose = JSON.stringify({ night: { on: false }, breaker: { window: 2 } });

export function scene(vars: Record<string, string> = {}): Scene {
  startOver();
  let broken: RegExp | null = null;
  const provider = new PaperProvider();
  const breaker = (use: string) => {
    if (broken?.test(use)) throw new RangeError("broken on purpose");
  };
  const worker = new NodeWorker({ provider, breaker, vars: { LIMITS: loose, ...vars } });
  return { worker, provider, break: (uses) => (broken = uses) };
}

const record = (worker: NodeWorker) => worker.request(`/v1/buttons/${cid}`, { headers: { origin } });

/** What happens, and the line that tells of it. */
export const lines: [
  event: string,
  what: string,
  happens: (scene: Scene) => Promise<unknown>,
  line: RegExp,
  vars?: Record<string, string>,
][] = [
  [
    "dialled",
    "a call is placed",
    async ({ worker }) => {
      await askForCall(worker);
      await settle();
    },
    /"call":"[\w-]{32}","dial":"started"/,
  ],
  [
    "recovered",
    "the Worker died while it dialled",
    async ({ worker, provider }) => {
      provider.faults.push({ name: "silence", placed: true, answer: null });
      await askForCall(worker);
      await settle();
      worker.crash();
      await worker.ledger["wake"]?.();
    },
    /"call":"[\w-]{32}","dial":"unknown"/,
  ],
  [
    "look-up-failed",
    "the provider's list is down",
    async ({ worker, provider }) => {
      provider.list = "down";
      await askForCall(worker);
      await worker.passTime(minute);
    },
    /"call":"[\w-]{32}","because":"Sipnet\w+"/,
  ],
  [
    "breaker-open",
    "nobody talks for longer than a second",
    async ({ worker, provider }) => {
      provider.talkS = 1;
      for (let n = 0; n < 3; n++) {
        await askForCall(worker);
        await worker.passTime(minute);
      }
    },
    /"rule":"breaker\.[\w-]+"/,
  ],
  [
    "alarm-failed",
    "the store breaks while calls are looked after",
    async ({ worker, break: breakDown }) => {
      await askForCall(worker);
      await settle();
      breakDown(/^UPDATE calls/);
      await worker.passTime(minute);
    },
    /"because":"RangeError"/,
  ],
  [
    "due-call-failed",
    "the button of a promised call can't be read when its time comes",
    async ({ worker, break: breakDown }) => {
      assert.equal((await askForCall(worker, { at: new Date(noon + 60 * minute).toISOString() })).status, 202);
      breakDown(/^BUTTONS\./);
      await worker.passTime(62 * minute);
    },
    /"call":"[\w-]{32}","because":"RangeError"/,
  ],
  [
    "pull-failed",
    "the provider gives no list of buttons any more",
    async ({ worker, provider }) => {
      await record(worker);
      provider.answer = async () => new Response("", { status: 503 });
      await worker.passTime(6 * minute);
    },
    /"because":"Sipnet\w+"/,
  ],
  [
    "unwell",
    "somebody asks for its health and the desk does not answer",
    async ({ worker, break: breakDown }) => {
      breakDown(/^DESK\.health/);
      const answer = await worker.request("/healthz");
      assert.match(await answer.text(), /"degraded"/);
    },
    /"because":"RangeError"/,
  ],
  [
    "wake-failed",
    "the watchdog finds the Ledger broken",
    async ({ worker, break: breakDown }) => {
      breakDown(/^LEDGER\.wake/);
      await assert.rejects(async () => worker.watch());
    },
    /"because":"RangeError"/,
  ],
  [
    "refusals-kept",
    "the Ledger takes no refusals",
    async ({ worker, break: breakDown }) => {
      breakDown(/^LEDGER\.noteRefusals/);
      assert.equal((await worker.request("/v1/nothing")).status, 404);
      await worker.passTime(minute);
    },
    /"because":"RangeError","count":1/,
  ],
  [
    "stoppage-unknown",
    "nobody can say whether calls are stopped",
    async ({ worker, break: breakDown }) => {
      breakDown(/^LEDGER\.stoppage/);
      await record(worker);
    },
    /"because":"RangeError"/,
  ],
  [
    "broken",
    "something of ours breaks",
    async ({ worker, break: breakDown }) => {
      breakDown(/^LEDGER\.requestCall/);
      assert.equal((await askForCall(worker)).status, 503);
    },
    /"because":"RangeError"/,
  ],
  [
    "doubts-lost",
    "what could not be read of an answer can't be kept",
    async ({ worker, provider, break: breakDown }) => {
      await askForCall(worker);
      await settle();
      provider.write = (row) => ({ ...row, State: 7 });
      breakDown(/^LEDGER\.noteDoubts/);
      await worker.request("/v1/owner/history", { headers: { authorization: `Bearer ${secrets.ownerToken}` } });
      await settle();
    },
    /"operation":"calls2","because":"RangeError"/,
  ],
  [
    "desk-not-told",
    "a call is over and the owner's desk does not answer",
    async ({ worker, break: breakDown }) => {
      await askForCall(worker);
      breakDown(/^DESK\.hear/);
      await worker.passTime(minute);
    },
    /"because":"RangeError"/,
  ],
  [
    "desk-work-failed",
    "the watchdog finds the desk's outbox broken",
    async ({ worker, break: breakDown }) => {
      breakDown(/FROM deliveries/);
      await assert.rejects(async () => worker.watch());
    },
    /"because":"RangeError"/,
  ],
  [
    "sites-unknown",
    "the owner's list of sites can't be read",
    async (told) => {
      told.break(/siteOrigins/);
      const headers = { origin: "https://another.example" };
      await told.worker.request(`/v1/buttons/${cid}`, { headers });
    },
    /"because":"RangeError"/,
  ],
  [
    "funnel-kept",
    "the Ledger does not take who was shown a button",
    async (told) => {
      told.break(/noteFunnel/);
      await record(told.worker);
      await told.worker.passTime(minute);
    },
    /"because":"RangeError","count":1/,
  ],
  [
    "sightings-lost",
    "nobody takes down where the button was seen",
    async (told) => {
      await record(told.worker);
      told.break(/seeSites/);
      await told.worker.passTime(5 * minute);
    },
    /"because":"RangeError","count":1/,
  ],
  [
    "scripts-not-kept",
    "today's script can't be kept for later",
    async (told) => {
      told.break(/isRunning/);
      await told.worker.request("/widget.js");
      await settle();
    },
    /"because":"RangeError"/,
  ],
  [
    "setting-wrong",
    "a setting is malformed",
    async ({ worker }) => assert.equal((await record(worker)).status, 503),
    /"setting":"COUNTRIES/,
    { COUNTRIES: "Russia" },
  ],
];
