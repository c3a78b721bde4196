/** What a broken provider does to a call that is being placed: no doubt may read as "placed" or as "not placed". */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { SipnetError } from "../../worker/sipnet/sipnet-error.ts";
import { type Behaviour, clientOf, failureOf, startProvider } from "./client-provider.ts";

const good = '{"status":"success","id":"84213"}';
const destination = { dstphone: "79161234567" };

function body(bytes: string | Uint8Array, headers: Record<string, string> = {}): Behaviour {
  return (response) => response.writeHead(200, headers).end(bytes);
}

function status(code: number, headers: Record<string, string> = {}): Behaviour {
  return (response) => response.writeHead(code, headers).end(good);
}

/** Starts an answer and then breaks the connection or keeps it. */
function begun(text: string, then: "reset" | "silence", headers: Record<string, string | number> = {}): Behaviour {
  return (response) => {
    response.writeHead(200, headers).flushHeaders();
    response.write(text);
    if (then === "reset") setTimeout(() => response.socket?.resetAndDestroy(), 30);
  };
}

const windows1251 = Uint8Array.from(Buffer.from(good.replace("84213", "\xc7\xe2"), "latin1"));
const megabyte = "x".repeat(1_000_000);

const faults: [fault: string, behave: Behaviour, name: string][] = [
  ["never answers", () => {}, "SipnetTimedOut"],
  ["sends headers and falls silent", begun("", "silence"), "SipnetTimedOut"],
  ["sends half its answer and falls silent", begun(good.slice(0, 12), "silence"), "SipnetTimedOut"],
  ["drips its answer byte by byte", (r) => void setInterval(() => r.write(" "), 20).unref(), "SipnetTimedOut"],
  ["resets before its headers", (response) => void response.socket?.resetAndDestroy(), "SipnetUnreachable"],
  ["resets after half its answer", begun(good.slice(0, 12), "reset"), "SipnetUnreachable"],
  ["promises more than it sends", begun(good, "reset", { "content-length": 100 }), "SipnetUnreachable"],
  ["answers 500", status(500), "SipnetUnreachable"],
  ["answers 503", status(503), "SipnetUnreachable"],
  ["answers 429", status(429, { "retry-after": "1" }), "SipnetUnreachable"],
  ["answers 404", status(404), "SipnetUnreachable"],
  ["answers 201", status(201), "SipnetUnreachable"],
  ["redirects", status(302, { location: "/elsewhere" }), "SipnetUnreachable"],
  ["redirects and repeats the POST", status(307, { location: "/elsewhere" }), "SipnetUnreachable"],
  ["answers nothing at all", body(""), "SipnetUnreadable"],
  ["answers HTML", body("<!doctype html><title>Maintenance</title>"), "SipnetUnreadable"],
  ["answers XML", body("<response><status>success</status></response>"), "SipnetUnreadable"],
  ["cuts its JSON", body(good.slice(0, -1)), "SipnetUnreadable"],
  ["adds to its JSON", body(`${good}${good}`), "SipnetUnreadable"],
  ["answers in windows-1251", body(windows1251, { "content-type": "application/json" }), "SipnetUnreadable"],
  ["answers in UTF-16", body(Buffer.from(`\ufeff${good}`, "utf16le")), "SipnetUnreadable"],
  ["gives a key twice", body('{"status":"success","id":"1","id":"2"}'), "SipnetUnreadable"],
  ["gives a key in two cases", body('{"status":"error","Status":"success","id":"1"}'), "SipnetUnreadable"],
  ["hides a second key in escapes", body('{"status":"success","id":"1","\\u0069d":"2"}'), "SipnetUnreadable"],
  ["answers a list", body(`[${good}]`), "SipnetUnreadable"],
  ["answers null", body("null"), "SipnetUnreadable"],
  ["says neither success nor error", body('{"id":"84213"}'), "SipnetUnreadable"],
  ["says yes in another word", body('{"status":true,"id":"84213"}'), "SipnetUnreadable"],
  ["gives an id that is an object", body('{"status":"success","id":{"a":1}}'), "SipnetUnreadable"],
  ["gives an id that is a text of markup", body('{"status":"success","id":"<b>1</b>"}'), "SipnetUnreadable"],
  ["nests without end", body("[".repeat(60_000)), "SipnetUnreadable"],
];

for (const [fault, behave, name] of faults) {
  test(`a call placed at a provider that ${fault} may be ringing, and is asked for once`, async (t) => {
    const provider = await startProvider(t, behave);
    const timeoutMs = name === "SipnetTimedOut" ? 1_500 : 60_000;
    const error = await failureOf(clientOf(provider, { timeoutMs }).call("gencall", destination));
    assert.equal(error.name, name, error.message);
    assert.ok(error instanceof SipnetError && error.maybePlaced);
    assert.deepEqual(provider.asked, ["gencall"]);
  });
}

test("a body of 200 MB is not read beyond the cap", async (t) => {
  let sent = 0;
  const provider = await startProvider(t, (response) => {
    const pour = () => {
      while (sent < 200 && !response.destroyed) {
        sent += 1;
        if (!response.write(megabyte)) return void response.once("drain", pour);
      }
      response.end();
    };
    pour();
  });
  const error = await failureOf(clientOf(provider).call("gencall", destination));
  assert.equal(error.name, "SipnetUnreadable");
  assert.ok(sent < 50, `${sent} MB were sent`);
});

test("an answer that is not wanted is not kept waiting for", async (t) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const provider = await startProvider(t, (response) => {
    response.writeHead(503).write("one moment");
    response.once("close", resolve);
  });
  assert.equal((await failureOf(clientOf(provider).call("gencall", destination))).name, "SipnetUnreachable");
  await closed;
});

test("nobody follows a redirect", async (t) => {
  const elsewhere = await startProvider(t, body(good));
  const provider = await startProvider(t, status(307, { location: elsewhere.url }));
  assert.equal((await failureOf(clientOf(provider).call("balance", {}))).name, "SipnetUnreachable");
  assert.deepEqual(elsewhere.asked, []);
});

test("a connection that was refused has placed no call", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const error = await failureOf(clientOf({ url: `http://127.0.0.1:${port}/`, asked: [] }).call("gencall", destination));
  assert.equal(error.name, "SipnetUnreachable");
  assert.ok(error instanceof SipnetError && !error.maybePlaced);
});

test("a failed fetch that does not say why, as in workerd, may have placed a call", async () => {
  const fetch = () => Promise.reject(new Error("Network connection lost."));
  const error = await failureOf(
    clientOf({ url: "http://127.0.0.1/", asked: [] }, { fetch }).call("gencall", destination),
  );
  assert.ok(error instanceof SipnetError && error.maybePlaced);
});

test("a refusal has placed no call and says why", async (t) => {
  const provider = await startProvider(t, body('{"Status":"ERROR","errorCode":17,"errorMessage":"Мало денег"}'));
  const error = await failureOf(clientOf(provider).call("gencall", destination));
  const { name, errorCode, errorMessage, errorDescription, maybePlaced } = error as Error & Record<string, unknown>;
  const seen = { name, errorCode, errorMessage, errorDescription, maybePlaced };
  const told = { errorCode: "17", errorMessage: "Мало денег", errorDescription: "", maybePlaced: false };
  assert.deepEqual(seen, { name: "SipnetRefused", ...told });
});

const fine: [answer: string, bytes: string | Uint8Array][] = [
  ["a byte order mark", `\ufeff${good}`],
  ["another content type", good],
  ["a long text full of quotes", JSON.stringify({ status: "success", id: 84213, note: '"{\\'.repeat(8_000) })],
];

for (const [answer, bytes] of fine) {
  test(`an answer with ${answer} is read`, async (t) => {
    const provider = await startProvider(t, body(bytes, { "content-type": "text/html" }));
    assert.deepEqual(await clientOf(provider).call("gencall", destination), { id: "84213" });
  });
}
