/** How long and how often the provider is asked: readings again, anything else once, all within one limit. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createSipnet, type Sipnet, type SipnetOptions } from "../../worker/sipnet/client.ts";
import { failureOf } from "./client-provider.ts";

type Reply = () => Promise<Response>;

const good: Reply = async () => Response.json({ status: "success", balance: 1, buttons: [] });
const refused: Reply = async () => Response.json({ status: "error", errorCode: 1 });
const garbled: Reply = async () => new Response("<html>");
const broken: Reply = () => Promise.reject(new TypeError("fetch failed"));
const answering =
  (status: number): Reply =>
  async () =>
    new Response(null, { status });

/** A client on a fake clock, whose n-th request gets the n-th reply and later ones the last. */
function scripted(t: TestContext, replies: Reply[], options: Partial<SipnetOptions> = {}) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  const asked: number[] = [];
  const fetch = () => {
    asked.push(Date.now());
    return (replies[asked.length - 1] ?? replies.at(-1) ?? good)();
  };
  const credentials = { apikey: "key" };
  const sipnet = createSipnet({ url: "https://provider.example/", credentials, fetch, random: () => 0.5, ...options });
  return { asked, sipnet };
}

/** Lets time pass until the work is done. */
async function passing<T>(t: TestContext, work: Promise<T>): Promise<T> {
  const progress = { over: false };
  const settled = work.finally(() => (progress.over = true));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (await turn(); !progress.over; await turn()) t.mock.timers.tick(50);
  return settled;
}

const balance = (sipnet: Sipnet) => sipnet.call("balance", {});
const list = (sipnet: Sipnet) => sipnet.call("webbuttons", { action: "list" });
const add = (sipnet: Sipnet) => sipnet.call("webbuttons", { action: "add", phone: "74951234567" });
const hook = (sipnet: Sipnet) => sipnet.call("webhook", { action: "clear" });
const call = (sipnet: Sipnet) => sipnet.call("gencall", { dstphone: "79161234567" });
const calls = (sipnet: Sipnet) => sipnet.call("genmulticall", { dstphone: "79161234567" });
const record = (sipnet: Sipnet) => sipnet.recording({ cid: "1" });

const persistence: [who: string, ask: (sipnet: Sipnet) => Promise<unknown>, replies: Reply[], times: number][] = [
  ["a balance over a broken connection", balance, [broken, good], 2],
  ["a balance twice unlucky", balance, [broken, answering(503), good], 3],
  ["a balance with no luck at all", balance, [broken], 3],
  ["a list of buttons behind a 502", list, [answering(502), good], 2],
  ["a recording behind a 500", record, [answering(500), answering(404)], 2],
  ["a balance at a provider that asks for rest", balance, [answering(429)], 1],
  ["a balance at a wrong address", balance, [answering(404)], 1],
  ["a balance that is refused", balance, [refused], 1],
  ["a balance that is garbled", balance, [garbled], 1],
  ["a button being added", add, [broken], 1],
  ["a hook being removed", hook, [answering(503)], 1],
  ["a call over a broken connection", call, [broken], 1],
  ["a call behind a 503", call, [answering(503)], 1],
  ["a call of several", calls, [broken], 1],
];

for (const [who, ask, replies, times] of persistence) {
  test(`${who} is asked for ${times === 1 ? "once" : `${times} times`}`, async (t) => {
    const { asked, sipnet } = scripted(t, replies);
    await passing(t, failureOf(ask(sipnet)));
    assert.equal(asked.length, times);
  });
}

test("the pauses between readings grow and are not the same for everyone", async (t) => {
  const { asked, sipnet } = scripted(t, [broken]);
  await passing(t, failureOf(balance(sipnet)));
  assert.deepEqual(asked, [0, 300, 900]);
});

test("nothing is asked again after the time limit", async (t) => {
  const { asked, sipnet } = scripted(t, [broken], { timeoutMs: 700 });
  const error = await passing(t, failureOf(balance(sipnet)));
  assert.equal(error.name, "SipnetUnreachable");
  assert.deepEqual(asked, [0, 300]);
});

test("one limit covers every repeat together", async (t) => {
  const slowly: Reply = () => new Promise((_, reject) => setTimeout(reject, 450, new TypeError("fetch failed")));
  const { sipnet } = scripted(t, [slowly], { timeoutMs: 1_000 });
  const error = await passing(t, failureOf(balance(sipnet)));
  assert.equal(error.name, "SipnetTimedOut");
  assert.equal(Date.now(), 1_000);
});

test("a platform that does not heed the limit is not waited for", async (t) => {
  const { sipnet } = scripted(t, [() => new Promise<never>(() => {})]);
  const error = await passing(t, failureOf(call(sipnet)));
  assert.equal(error.name, "SipnetTimedOut");
  assert.equal(Date.now(), 8_000);
});

test("whoever asked can give up, and nothing more is asked", async (t) => {
  const { asked, sipnet } = scripted(t, [() => new Promise<never>(() => {}), good]);
  const given = new AbortController();
  const work = failureOf(sipnet.call("balance", {}, { signal: given.signal }));
  given.abort(new Error("the owner left"));
  assert.equal((await work).message, "the owner left");
  assert.equal(asked.length, 1);
});

test("whoever gave up before asking is never heard by the provider", async (t) => {
  const { asked, sipnet } = scripted(t, [good]);
  const signal = AbortSignal.abort(new Error("the owner left"));
  assert.equal((await failureOf(sipnet.call("balance", {}, { signal }))).message, "the owner left");
  assert.deepEqual(asked, []);
});
