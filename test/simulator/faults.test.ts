import assert from "node:assert/strict";
import { test } from "node:test";
import { faults } from "../../demo/sipnet/faults.ts";
import { agents, type Fields, listen, owner, raise, type Stage, visitor } from "./stage.ts";

/** What a client makes of the answer to gencall: a status and text, or how it failed. */
async function dial({ url }: Stage, patienceMs: number): Promise<string> {
  const fields = { login: "demo", password: "demo", operation: "gencall", srcphone: owner, dstphone: visitor };
  try {
    const response = await fetch(`${url}/api.php`, {
      method: "POST",
      body: JSON.stringify(fields),
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (Number(response.headers.get("content-length")) > 1e6) {
      await response.body?.cancel();
      return `${response.status} huge`;
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    return `${response.status} ${bytes.toString("latin1")}`;
  } catch (error) {
    return error instanceof Error ? error.name : "unknown";
  }
}

/** The fault, how many calls were placed all the same, and what the client saw. */
const answers: [fault: string, placed: number, seen: RegExp][] = [
  ["reset-before-placing", 0, /^TypeError$/],
  ["silence-before-placing", 0, /^TimeoutError$/],
  ["error-object", 0, /^200 .*"status":"error"/],
  ["redirect", 0, /^302 /],
  ...[500, 502, 503, 429].flatMap((code): [string, number, RegExp][] => [
    [`${code}-before`, 0, new RegExp(`^${code} `)],
    [`${code}-after`, 1, new RegExp(`^${code} `)],
  ]),
  ["placed-twice", 2, /^200 .*"id":"84214"/],
  ["reset-before-headers", 1, /^TypeError$/],
  ["reset-after-headers", 1, /^TypeError$/],
  ["silence", 1, /^TimeoutError$/],
  ["slow-drip", 1, /^TimeoutError$/],
  ["half-body", 1, /^TypeError$/],
  ["cut-chunk", 1, /^TypeError$/],
  ["html", 1, /^200 <!doctype html>/],
  ["xml", 1, /^200 <\?xml/],
  ["truncated-json", 1, /^200 \{"status":"success".*[^}]$/],
  ["bom", 1, /^200 \u00EF\u00BB\u00BF\{/],
  ["windows-1251", 1, /^200 \{"status":"success",.*\u00C7\u00E2\u00EE\u00ED\u00EE\u00EA/],
  ["duplicate-keys", 1, /^200 .*"status".*"status"/],
  ["wrong-types", 1, /^200 \{"status":\["success"\]/],
  ["huge-body", 1, /^200 huge$/],
  ["wrong-id", 1, /^200 .*"id":"80000"/],
];

for (const [fault, placed, seen] of answers) {
  test(`${fault}: the client sees it once, ${placed} calls are placed`, async (t) => {
    const stage = await raise(t);
    await stage.control("PUT", "faults", [{ operation: "gencall", fault, times: 1 }]);
    assert.equal((await stage.ask({ operation: "balance" })).status, "success");
    assert.match(await dial(stage, seen.source.includes("Timeout") ? 100 : 5_000), seen);
    assert.equal(((await stage.control("GET", "calls")) as unknown[]).length, placed);
    assert.match(await dial(stage, 5_000), /^200 .*"status":"success"/);
  });
}

test("connection-refused: nothing listens for a while, then it does again", async (t) => {
  const stage = await raise(t);
  await stage.control("PUT", "faults", [{ operation: "*", fault: "connection-refused", delayMs: 500 }]);
  while ((await dial(stage, 1_000)) !== "TypeError") await new Promise((resolve) => setImmediate(resolve));
  stage.clock.advance(500);
  while (!(await dial(stage, 1_000)).startsWith("200")) await new Promise((resolve) => setImmediate(resolve));
});

test("placed-late: the call is placed although the client has long gone", async (t) => {
  const stage = await raise(t);
  await stage.control("PUT", "faults", [{ operation: "gencall", fault: "placed-late", delayMs: 9_000 }]);
  assert.equal(await dial(stage, 100), "TimeoutError");
  assert.deepEqual(await stage.control("GET", "calls"), []);
  stage.clock.advance(9_000);
  assert.equal(((await stage.control("GET", "calls")) as unknown[]).length, 1);
});

const polls: [fault: string, delayMs: number, seen: (rows: Fields[]) => boolean][] = [
  ["calls2-late", 10_000, (rows) => rows.length === 0],
  ["calls2-empty", 0, (rows) => rows.length === 0],
  ["calls2-partial", 0, ([row]) => row !== undefined && !("State" in row) && !("DstPhone" in row)],
];

for (const [fault, delayMs, seen] of polls) {
  test(`${fault}: a call cannot be followed while it is armed`, async (t) => {
    const stage = await raise(t);
    const id = await stage.place();
    await stage.control("PUT", "faults", [{ operation: "*", fault, times: 1, delayMs }]);
    assert.ok(seen(await stage.rows({ operation: "calls2", id })));
    assert.equal((await stage.rows({ operation: "calls2", id }))[0]?.State, "ringing");
  });
}

test("calls2-down leaves every other operation alone", async (t) => {
  const { control, ask } = await raise(t);
  await control("PUT", "faults", [{ operation: "*", fault: "calls2-down", times: 1 }]);
  assert.equal((await ask({ operation: "balance" })).status, "success");
  await assert.rejects(ask({ operation: "calls2" }), SyntaxError);
  assert.equal((await ask({ operation: "calls2" })).status, "success");
});

for (const [fault, hours] of [
  ["clock-ahead", 13],
  ["clock-behind", 11],
] as const) {
  test(`${fault}: times are an hour off in calls2 and in webhooks`, async (t) => {
    const stage = await raise(t);
    const hook = await listen(t);
    await stage.ask({ operation: "webhook", action: "set", url: hook.url });
    await stage.control("PUT", "faults", [{ operation: "*", fault, times: 3 }]);
    const id = await stage.place();
    assert.equal((await stage.rows({ operation: "calls2", id }))[0]?.GMT, `24.11.2026 ${hours}:00:00`);
    const [heard] = await hook.heard(1);
    assert.equal(heard?.created, `2026-11-24T${hours}:00:00.020Z`);
  });
}

/** States that arrive at the hook while an owner's phone rings, is answered, and the visitor's rings. */
const hooks: [fault: string, times: number, heard: string[]][] = [
  ["webhook-lost", 1, ["CONNECTED", "INVITE"]],
  ["webhook-duplicated", 1, ["INVITE", "INVITE", "CONNECTED", "INVITE"]],
  ["webhook-reordered", 1, ["CONNECTED", "INVITE", "INVITE"]],
  ["webhook-late", 2, ["INVITE", "INVITE", "CONNECTED"]],
  ["webhook-forged", 1, ["INVITE", "BYE", "CONNECTED", "CONNECTED", "INVITE"]],
];

for (const [fault, times, expected] of hooks) {
  test(`${fault}: the hook hears ${expected.join(", ")}`, async (t) => {
    const stage = await raise(t);
    const hook = await listen(t);
    await stage.ask({ operation: "webhook", action: "set", url: hook.url });
    await stage.control("PUT", "faults", [{ operation: "webhook", fault, times, delayMs: 3_000 }]);
    await stage.place({ dstphone: agents[0] ?? "" });
    await stage.control("POST", `phones/${owner}/answer`);
    if (fault === "webhook-late") await hook.heard(1);
    stage.clock.advance(3_000);
    const heard = await hook.heard(expected.length);
    assert.deepEqual(
      heard.map(({ state }) => state),
      expected,
    );
  });
}

test("webhook-before-answer: the hook hears of a call whose request is not answered yet", async (t) => {
  const stage = await raise(t);
  const hook = await listen(t);
  await stage.ask({ operation: "webhook", action: "set", url: hook.url });
  await stage.control("PUT", "faults", [{ operation: "gencall", fault: "webhook-before-answer", delayMs: 500 }]);
  let answered = false;
  const dialled = dial(stage, 5_000).then((seen) => {
    answered = true;
    return seen;
  });
  while (((await stage.control("GET", "calls")) as unknown[]).length === 0) await Promise.resolve();
  stage.clock.advance(100);
  await hook.heard(1);
  assert.equal(answered, false);
  stage.clock.advance(400);
  assert.match(await dialled, /^200 .*"id":"84213"/);
});

test("every fault is tried above, and GET /sim/faults tells what each does and which are armed", async (t) => {
  const { control } = await raise(t);
  const apart = [
    "connection-refused",
    "placed-late",
    "calls2-down",
    "webhook-before-answer",
    "clock-ahead",
    "clock-behind",
  ];
  const tried = [...answers, ...polls, ...hooks].map(([fault]) => fault);
  assert.deepEqual([...apart, ...tried].toSorted(), Object.keys(faults).toSorted());
  const armed = [{ operation: "gencall", fault: "html", times: 2 }];
  await control("PUT", "faults", armed);
  assert.deepEqual(await control("GET", "faults"), { armed, names: faults });
  await control("DELETE", "faults");
  assert.deepEqual(((await control("GET", "faults")) as { armed: unknown }).armed, []);
});
