/** The owner listens to a call: the sound streams through, a refusal is told, silence where there is none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Behaviour, clientOf, failureOf, startProvider } from "./client-provider.ts";

const sound = Buffer.alloc(300_000, 7);

const player: Behaviour = (response, { headers }, form) => {
  if (form.get("uuid") === "gone") return void response.writeHead(404).end("no");
  const [, from = "", to = ""] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  const type = { "content-type": "audio/mpeg", "accept-ranges": "bytes", "set-cookie": "a=b", "x-powered-by": "PHP" };
  if (from === "") return void response.writeHead(200, { ...type, "content-length": sound.length }).end(sound);
  if (Number(from) > sound.length) return void response.writeHead(416, { "content-range": "bytes */300000" }).end();
  const part = sound.subarray(Number(from), Number(to) + 1);
  response.writeHead(206, { ...type, "content-range": `bytes ${from}-${to}/300000` }).end(part);
};

test("a recording longer than any answer may be is heard in full", async (t) => {
  const response = await clientOf(await startProvider(t, player)).recording({ cid: "84213" });
  assert.equal(response?.status, 200);
  assert.deepEqual([...(response?.headers.keys() ?? [])], ["accept-ranges", "content-length", "content-type"]);
  assert.equal((await response?.bytes())?.length, sound.length);
});

test("seeking asks the provider for that part only", async (t) => {
  const response = await clientOf(await startProvider(t, player)).recording({ uuid: "u" }, { range: "bytes=10-19" });
  assert.equal(response?.status, 206);
  assert.equal(response?.headers.get("content-range"), "bytes 10-19/300000");
  assert.equal((await response?.bytes())?.length, 10);
});

test("seeking beyond the end is answered as such", async (t) => {
  const sipnet = clientOf(await startProvider(t, player));
  const response = await sipnet.recording({ uuid: "u" }, { range: "bytes=400000-400001" });
  assert.equal(response?.status, 416);
  assert.equal(response?.headers.get("content-range"), "bytes */300000");
});

test("a call without a recording has none", async (t) => {
  assert.equal(await clientOf(await startProvider(t, player)).recording({ uuid: "gone" }), null);
});

const instead: [what: string, type: string, text: string, name: string][] = [
  ["a refusal", "application/json", '{"status":"error","errorCode":"3"}', "SipnetRefused"],
  ["a refusal without a type", "", '{"status":"error","errorCode":"3"}', "SipnetRefused"],
  ["a page", "text/html", "<script>alert(1)</script>", "SipnetUnreadable"],
  ["a success without sound", "application/json", '{"status":"success"}', "SipnetUnreadable"],
];

for (const [what, type, text, name] of instead) {
  test(`${what} in place of a recording is not played`, async (t) => {
    const provider = await startProvider(t, (response) => {
      response.writeHead(200, type ? { "content-type": type } : {}).end(text);
    });
    assert.equal((await failureOf(clientOf(provider).recording({ cid: "1" }))).name, name);
  });
}

test("a recording may play longer than the time limit", async (t) => {
  const provider = await startProvider(t, (response) => {
    response.writeHead(200, { "content-type": "audio/mpeg" }).write("first");
    setTimeout(() => response.end("last"), 1_300);
  });
  const response = await clientOf(provider, { timeoutMs: 1_000 }).recording({ cid: "1" });
  assert.equal(await response?.text(), "firstlast");
});

test("a listener who leaves ends the provider's stream", async (t) => {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const provider = await startProvider(t, (response) => {
    response.writeHead(200, { "content-type": "audio/mpeg" }).write("first");
    response.once("close", resolve);
  });
  const listener = new AbortController();
  const response = await clientOf(provider).recording({ cid: "1" }, { signal: listener.signal });
  listener.abort();
  await failureOf(Promise.resolve(response?.text()));
  await ended;
});

const types: [type: string, heard: boolean][] = [
  ["audio/x-wav", true],
  ["video/mp4", true],
  ["application/zip", true],
  ["application/ogg", true],
  ["application/octet-stream", true],
  ["binary/octet-stream", true],
  ["application/force-download", true],
  ["application/x-download; name=a.mp3", true],
  ["application/xml", false],
  ["text/plain", false],
];

for (const [type, heard] of types)
  test(`what comes as ${type} is ${heard ? "a recording" : "none"}`, async (t) => {
    const provider = await startProvider(t, (response) => response.writeHead(200, { "content-type": type }).end(sound));
    const answer = clientOf(provider).recording({ cid: "1" });
    if (heard) assert.equal((await (await answer)?.bytes())?.length, sound.length);
    else assert.equal((await failureOf(answer)).name, "SipnetUnreadable");
  });
