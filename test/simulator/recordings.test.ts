import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./browser.ts";
import { owner, raise, type Stage, visitor } from "./stage.ts";

const getrec = { operation: "getrec", login: "demo", password: "demo" };

function listen({ url }: Stage, fields: Record<string, string>, headers: HeadersInit = {}): Promise<Response> {
  return fetch(`${url}/api.php`, { method: "POST", headers, body: new URLSearchParams({ ...getrec, ...fields }) });
}

async function talk({ control, clock, place }: Stage, seconds: number): Promise<void> {
  await place();
  for (const number of [owner, visitor]) await control("POST", `phones/${number}/answer`);
  clock.advance(seconds * 1_000);
  await control("POST", `phones/${owner}/hangup`);
}

test("a browser plays the recording, as long as the talk was and not silent", async (t) => {
  const stage = await raise(t);
  await talk(stage, 12);
  const url = String((await stage.rows({ operation: "calls" })).at(-1)?.URL);
  const page = await openPage(t);
  await page.goto(`${stage.url}/cabinet/nobody`);
  const [lengthS = 0, peak = 0] = await page.evaluate(async (address) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
    return [sound.duration, sound.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)];
  }, url);
  assert.ok(Math.abs(lengthS - 12) < 0.1, `${lengthS} s`);
  assert.ok(peak > 0.02 && peak < 1, `peak ${peak}`);
});

test("getrec finds a recording by cid and by uuid, whole and in part, and answers 404 otherwise", async (t) => {
  const stage = await raise(t);
  await talk(stage, 5);
  const call = (await stage.rows({ operation: "pbxcalls" })).at(-1) ?? {};
  const whole = await listen(stage, { cid: String(call.CID) });
  assert.deepEqual([whole.status, whole.headers.get("content-type")], [200, "audio/mpeg"]);
  const { byteLength } = await whole.arrayBuffer();
  const part = await listen(stage, { uuid: String(call.UUID) }, { range: "bytes=100-199" });
  assert.deepEqual([part.status, part.headers.get("content-range")], [206, `bytes 100-199/${byteLength}`]);
  assert.equal((await part.arrayBuffer()).byteLength, 100);
  const end = await listen(stage, { uuid: String(call.UUID) }, { range: "bytes=-36" });
  assert.equal(end.headers.get("content-range"), `bytes ${byteLength - 36}-${byteLength - 1}/${byteLength}`);
  const beyond = await listen(stage, { uuid: String(call.UUID) }, { range: `bytes=${byteLength}-` });
  assert.equal(beyond.status, 416);
  for (const fields of [{ cid: "1" }, { uuid: "x" }]) assert.equal((await listen(stage, fields)).status, 404);
});

test("what is not to be recorded is not, and a recording is kept no longer than it should be", async (t) => {
  const stage = await raise(t);
  const { ask, clock, rows } = stage;
  const last = async () => (await rows({ operation: "calls" })).at(-1)?.URL;
  await ask({ operation: "recordcalls", action: "set", incalls: "Y", outcalls: "N" });
  await talk(stage, 5);
  assert.equal(await last(), undefined);
  await ask({ operation: "recordcalls", action: "set", incalls: "N", outcalls: "Y", expiration: 60 });
  await talk(stage, 5);
  const url = String(await last());
  assert.equal((await fetch(url)).status, 200);
  clock.advance(61_000);
  assert.deepEqual([await last(), (await fetch(url)).status], [undefined, 404]);
});
