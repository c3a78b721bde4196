/** The doctor before SIPNET: what is as assumed, what is otherwise, and never a value. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { assumed } from "../../demo/sipnet/assumed.ts";
import { shaped } from "../../demo/sipnet/shapes/shapes.ts";
import { startSimulator } from "../../demo/sipnet/simulator.ts";
import { asking } from "../../worker/hosting/doctor/look.ts";
import { examineProvider } from "../../worker/hosting/doctor/provider.ts";
import { forPeople, profileOf } from "../../worker/hosting/doctor/report.ts";

const apikey = "11111111-2222-3333-4444-555555555555";

async function examine() {
  const simulator = await startSimulator({ port: 0 });
  try {
    // One call of two phones, so that calls2 has a row of its own.
    const call = new URLSearchParams({
      apikey,
      operation: "gencall",
      srcphone: "74951234567",
      dstphone: "79161234567",
    });
    for (const phone of ["74951234567", "79161234567"])
      await fetch(`${simulator.url}/sim/phones/${phone}`, {
        method: "PUT",
        body: JSON.stringify({ answerAfterMs: 0 }),
      });
    await fetch(`${simulator.url}/api.php`, { method: "POST", body: call });
    const settings = { SIPNET_APIKEY: apikey, SIPNET_URL: `${simulator.url}/api.php` };
    return await examineProvider(asking(settings, Date.now), Date.now());
  } finally {
    await simulator.close();
  }
}

test("an account that is as assumed differs in nothing", async () => {
  const findings = await examine();
  assert.deepEqual(
    findings.filter(({ verdict }) => verdict === "differs"),
    [],
  );
  assert.ok(findings.filter(({ verdict }) => verdict === "holds").length > 25);
});

test("what differs is written to a file that the simulator takes as it is, and is found there again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "own-doctor-"));
  const simulator = await startSimulator({ port: 0, assumed: shaped(assumed, "lower-keys", "old-directions") });
  const twin = await startSimulator({ port: 0 });
  const [first, second] = [join(folder, "first.json"), join(folder, "second.json")];
  assert.equal(await doctor(simulator.url, "--profile", first), 2);
  const put = { method: "PUT", body: await readFile(first) };
  assert.equal((await fetch(`${twin.url}/sim/shapes`, put)).status, 200);
  assert.equal(await doctor(twin.url, "--profile", second), 2);
  const shapesIn = async (file: string) => (JSON.parse(await readFile(file, "utf8")) as { shapes: string[] }).shapes;
  assert.deepEqual((await shapesIn(first)).toSorted(), ["lower-keys", "old-directions"]);
  assert.deepEqual(await shapesIn(second), await shapesIn(first));
  await Promise.all([simulator.close(), twin.close(), rm(folder, { recursive: true })]);
});

async function doctor(url: string, ...args: string[]): Promise<number> {
  const program = resolve(import.meta.dirname, "../../worker/hosting/doctor.ts");
  const env = { ...process.env, SIPNET_APIKEY: apikey, SIPNET_URL: `${url}/api.php` };
  const words = [program, "--provider-only", "--folder", "/nonexistent", ...args];
  const child = spawn(process.execPath, words, { env, stdio: "ignore" });
  const [code] = (await once(child, "close")) as [number];
  return code;
}

test("a hostile provider gets no value of its own printed", async () => {
  const secret = "Tpyrxqhwzk";
  const row = {
    [secret]: secret,
    ID: secret,
    SrcPhone: `+79${secret}`,
    State: secret,
    Duration: secret,
    GMT: `${secret}&amp;`,
    Price: `1,5 руб ${secret}`,
    URL: `https://x/?${secret}`,
    Direction: secret,
    btntype: secret,
    dtmf: secret,
    nested: { [secret]: [secret] },
  };
  const body = JSON.stringify({
    status: "success",
    balance: secret,
    currency: secret,
    apiVersion: secret,
    errorCode: secret,
    [secret]: secret,
    ...Object.fromEntries(
      ["calls", "attempts", "finopers", "buttons", "phones", "children"].map((list) => [list, [row, row]]),
    ),
  });
  const server = createServer((request, response) => {
    const xml = request.headers["content-length"] === undefined;
    response.writeHead(200, { "x-secret": secret }).end(xml ? `<${secret}>` : body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const settings = { SIPNET_APIKEY: `${secret}-0123456789`, SIPNET_URL: `http://127.0.0.1:${port}/api.php` };
  const provider = await examineProvider(asking(settings, Date.now), Date.now());
  const said = [
    forPeople({ provider, installation: [] }, "ru"),
    JSON.stringify({ provider, profile: profileOf(provider) }),
  ].join();
  server.close();
  assert.ok(provider.length > 25);
  assert.ok(!said.includes(secret), said);
});

for (const [what, answer] of Object.entries({
  "a page": "<html>down</html>",
  "half an answer": '{"status":"succ',
  nothing: "",
}))
  test(`a provider that answers ${what} is said to, and nothing more is asked`, async () => {
    let asked = 0;
    const server = createServer((_, response) => void (asked++, response.end(answer))).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const findings = await examineProvider(
      asking({ SIPNET_APIKEY: apikey, SIPNET_URL: `http://127.0.0.1:${port}` }, Date.now),
      Date.now(),
    );
    server.close();
    assert.deepEqual(
      findings.map(({ verdict }) => verdict),
      ["differs"],
    );
    assert.equal(asked, 1);
  });
