import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeWorker } from "../../stand-ins/node-worker.ts";
import { PaperProvider } from "../../stand-ins/paper-provider.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";

const newWorker = (limits: object = {}) =>
  new NodeWorker({ provider: new PaperProvider(), vars: { LIMITS: JSON.stringify(limits) } });

test("a visitor is told what is left of their own address's allowance, and when some of it comes back", async () => {
  const worker = newWorker();
  const told: (string | null)[] = [];
  for (let i = 0; i < 6; i++) {
    const { status, headers } = await askForCall(worker, { address: "203.0.113.9" });
    told.push(`${status} ${headers.get("ratelimit")}`);
    assert.equal(headers.get("ratelimit-policy"), '"10Min";q=5;w=600, "Day";q=100;w=86400');
  }
  assert.equal(told[0], '202 "10Min";r=4;t=600, "Day";r=99;t=86400');
  assert.equal(told[5], '429 "10Min";r=0;t=600, "Day";r=95;t=86400');
});

test("an IPv6 visitor's allowance is that of the /64, the /56 and the /48", async () => {
  const { headers } = await askForCall(newWorker(), { address: "2001:db8::1" });
  const names = headers.get("ratelimit-policy")?.match(/"[^"]+"/g);
  assert.deepEqual(names, ['"ipv6_64.per10Min"', '"ipv6_64.perDay"', '"ipv6_56.perHour"', '"ipv6_48.perHour"']);
});

test("nobody learns from these fields how much others call", async () => {
  const worker = newWorker();
  for (let i = 0; i < 3; i++) await askForCall(worker);
  const { headers } = await askForCall(worker, { address: "203.0.113.10" });
  assert.match(headers.get("ratelimit") ?? "", /^"10Min";r=4;/);
});

const waits: [what: string, limits: object, presses: number, status: number][] = [
  ["a number that has a call", {}, 2, 409],
  ["an account that has had enough", { account: { perMinute: 0 } }, 1, 429],
  ["a night", { night: { from: "00:00", to: "23:59" } }, 1, 409],
];

for (const [what, limits, presses, status] of waits) {
  test(`${what} says when to come back (${status})`, async () => {
    const worker = newWorker(limits);
    const answers: Response[] = [];
    for (let i = 0; i < presses; i++) answers.push(await askForCall(worker, { phone: "+79161234567" }));
    const last = answers.at(-1);
    assert.equal(last?.status, status);
    assert.match(last?.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
  });
}

test("a stopped installation says when to come back (503)", async () => {
  const worker = newWorker();
  const headers = { authorization: `Bearer ${"o".repeat(43)}`, "content-type": "application/json" };
  await worker.request("/v1/owner/settings", { method: "PUT", headers, body: '{"panic":true}' });
  const answer = await askForCall(worker);
  assert.equal(answer.status, 503);
  assert.match(answer.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
});
