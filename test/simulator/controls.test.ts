import assert from "node:assert/strict";
import { test } from "node:test";
import { owner, raise, visitor } from "./stage.ts";

test("the calls placed are listed as they were sent, oldest first, without the week before", async (t) => {
  const { control, place, clock } = await raise(t);
  await place({ srcphone: `+${owner}` });
  clock.advance(1_000);
  await place({ operation: "genmulticall", srcphone: visitor, dstphone: `${owner}, +74957770101` });
  const ring = (number: string, state: string) => ({ number, state });
  assert.deepEqual(await control("GET", "calls"), [
    {
      id: "84213",
      operation: "gencall",
      src: `+${owner}`,
      dst: visitor,
      state: "ringing",
      legs: [ring(owner, "ringing"), ring(visitor, "waiting")],
      at: "2026-11-24T12:00:00.000Z",
    },
    {
      id: "84214",
      operation: "genmulticall",
      src: visitor,
      dst: `${owner}, +74957770101`,
      state: "ringing",
      legs: [ring(visitor, "ringing"), ring(owner, "waiting"), ring("74957770101", "waiting")],
      at: "2026-11-24T12:00:01.020Z",
    },
  ]);
});

test("requests are shown without a login, a password, a key or the address of a hook", async (t) => {
  const { ask, control } = await raise(t);
  await ask({ operation: "webhook", action: "set", url: "https://canary.example/canary", apikey: "canary" });
  await ask({ operation: "balance", LOGIN: "canary", Password: "canary" });
  const requests = await control("GET", "requests");
  assert.doesNotMatch(JSON.stringify(requests), /canary|"demo"/);
  assert.deepEqual((requests as object[])[1], {
    operation: "balance",
    params: { operation: "balance", login: "***", password: "***" },
    at: "2026-11-24T12:00:00.000Z",
  });
});

test("a reset forgets calls, phones, faults and settings, and gives no id twice", async (t) => {
  const { ask, control, place, rows } = await raise(t);
  const week = { operation: "calls", d1: "18.11.2026", showchild: 1 };
  const fresh = await rows(week);
  await control("PUT", `phones/${visitor}`, { busy: true });
  await control("PUT", "faults", [{ operation: "balance", fault: "500-before", times: 9 }]);
  await ask({ operation: "webbuttons", action: "delete", cid: "D6VZ0000000000000000000000000ZG4" });
  const id = await place();
  await control("POST", "reset");
  assert.deepEqual([await control("GET", "calls"), await control("GET", "phones")], [[], []]);
  assert.equal((await ask({ operation: "balance" })).balance, 1250.4);
  assert.equal((await rows({ operation: "webbuttons" }, "buttons")).length, 2);
  assert.deepEqual(await rows(week), fresh);
  assert.equal(await place(), String(Number(id) + 1));
});

test("what was still to come when everything was reset never comes", async (t) => {
  const { url, clock, control } = await raise(t);
  await control("PUT", "faults", [{ operation: "gencall", fault: "placed-late", delayMs: 9_000 }]);
  const body = JSON.stringify({ login: "demo", password: "demo", operation: "gencall", dstphone: visitor });
  const signal = AbortSignal.timeout(100);
  await assert.rejects(fetch(`${url}/api.php`, { method: "POST", body, signal }), { name: "TimeoutError" });
  await control("POST", "reset");
  clock.advance(9_000);
  assert.deepEqual(await control("GET", "calls"), []);
  assert.deepEqual(clock.waiting(), 0);
});

test("two simulators in one process know nothing of each other", async (t) => {
  const [one, other] = [await raise(t), await raise(t)];
  await one.place();
  await one.ask({ operation: "recordcalls", action: "clear" });
  await one.control("PUT", "faults", [{ operation: "*", fault: "500-before", times: 9 }]);
  assert.deepEqual(await other.control("GET", "calls"), []);
  assert.equal((await other.ask({ operation: "recordcalls" })).outcalls, "Y");
});

test("a phone in two calls answers the one it is told to", async (t) => {
  const { control, place } = await raise(t);
  const [first, second] = [await place(), await place({ dstphone: "79265550112" })];
  await control("POST", `phones/${owner}/answer`, { call: second });
  const calls = (await control("GET", "calls")) as { id: string; legs: { state: string }[] }[];
  const states = calls.map(({ id, legs }) => [id, legs[0]?.state]);
  assert.deepEqual(states, [
    [first, "ringing"],
    [second, "answered"],
  ]);
});

const mistakes: [name: string, method: string, path: string, body: unknown, sentence: RegExp][] = [
  ["an unknown control", "GET", "weather", undefined, /^404 .*There is no GET \/sim\/weather/],
  ["a phone in words", "PUT", "phones/mother", {}, /^400 .*digits/],
  ["an unknown act", "POST", `phones/${owner}/sing`, undefined, /^404 .*answer, decline or hangup/],
  ["answering a silent phone", "POST", `phones/${owner}/answer`, undefined, /^409 .*is not ringing/],
  ["hanging up a silent phone", "POST", `phones/${owner}/hangup`, undefined, /^409 .*is not in a call/],
  ["a habit no phone has", "PUT", `phones/${owner}`, { mood: 1 }, /^400 .*but no mood/],
  ["a time in words", "PUT", `phones/${owner}`, { talkMs: "long" }, /^400 .*milliseconds/],
  ["a busy that is no yes or no", "PUT", `phones/${owner}`, { busy: 1 }, /^400 .*true or false/],
  ["habits in a list", "PUT", `phones/${owner}`, [], /^400 .*JSON object/],
  ["faults that are no list", "PUT", "faults", {}, /^400 .*Send a list/],
  ["an unknown fault", "PUT", "faults", [{ operation: "*", fault: "flood" }], /^400 .*There are: connection-refused, /],
  ["a fault of no operation", "PUT", "faults", [{ fault: "html" }], /^400 .*operation/],
  ["a fault for no time", "PUT", "faults", [{ operation: "*", fault: "html", times: 0 }], /^400 .*times/],
  ["a fault that waits backwards", "PUT", "faults", [{ operation: "*", fault: "html", delayMs: -1 }], /^400 .*delayMs/],
];

for (const [name, method, path, body, sentence] of mistakes) {
  test(`${name} is turned down with a sentence that helps`, async (t) => {
    const { control } = await raise(t);
    await assert.rejects(control(method, path, body), { message: sentence });
  });
}

test("a body that is no JSON, and one that is too long, are turned down", async (t) => {
  const { url } = await raise(t);
  const put = (body: string) => fetch(`${url}/sim/phones/${owner}`, { method: "PUT", body });
  assert.deepEqual([(await put("{")).status, (await put(" ".repeat(70_000))).status], [400, 413]);
  assert.equal((await fetch(`${url}/sim/phones/%E0%A4%A`, { method: "PUT", body: "{}" })).status, 400);
});

test("a page of any origin may look and act, after asking", async (t) => {
  const { url } = await raise(t);
  const asked = await fetch(`${url}/sim/phones/${owner}`, { method: "OPTIONS" });
  assert.equal(asked.status, 204);
  assert.match(asked.headers.get("access-control-allow-methods") ?? "", /PUT/);
});
