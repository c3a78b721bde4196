/** What the client says of answers it can't read, and what it takes out of those it can. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSipnet, type SipnetOptions } from "../../worker/sipnet/client.ts";
import { failureOf, secrets } from "./client-provider.ts";

function answering(body: string, options: Partial<SipnetOptions> = {}, status = 200) {
  const { apikey } = secrets;
  const fetch = async () => new Response(body, { status });
  return createSipnet({
    url: "https://provider.example/api.php",
    credentials: { apikey },
    fetch,
    random: () => 0,
    ...options,
  });
}

test("the caller is told which key of which operation could not be read, once for a thousand rows", async () => {
  const told: unknown[] = [];
  const rows = Array.from({ length: 1_000 }, () => ({ ID: 84213, State: 7, Duration: { s: 3 } }));
  const body = JSON.stringify({ status: "success", calls: rows });
  await answering(body, { maxBytes: 1e6, onDoubts: (...each) => told.push(each) }).call("calls2", {});
  const doubts = [
    { key: "State", type: "number" },
    { key: "Duration", type: "object" },
  ];
  assert.deepEqual(told, [["calls2", doubts]]);
});

test("an answer that is understood leaves nothing to tell", async () => {
  const told: unknown[] = [];
  const body = '{"status":"success","calls":[{"ID":84213,"State":"ended","Duration":7}]}';
  await answering(body, { onDoubts: (...each) => told.push(each) }).call("calls2", {});
  assert.deepEqual(told, []);
});

test("an answer that can't be read at all is told as well, before the error", async () => {
  const told: unknown[] = [];
  const error = await failureOf(
    answering('{"status":"success","balance":"much"}', { onDoubts: (...each) => told.push(each) }).call("balance", {}),
  );
  assert.match(error.message, /^balance: .*no usable balance/);
  assert.deepEqual(told, [["balance", [{ key: "balance", type: "string" }]]]);
});

const failures: [what: string, body: string, status: number, said: RegExp][] = [
  ["a refusal", '{"status":"error","errorCode":"17"}', 200, /^gencall: SIPNET refused .* 17$/],
  ["HTTP status 401", "", 401, /^gencall: .*HTTP status 401, wrong key$/],
  ["HTTP status 500", "", 500, /^gencall: .*HTTP status 500$/],
  ["a page", "<h1>no</h1>", 200, /^gencall: .*not JSON$/],
];

for (const [what, body, status, said] of failures) {
  test(`${what} is told with the operation that met it`, async () => {
    const error = await failureOf(answering(body, {}, status).call("gencall", { dstphone: "79161234567" }));
    assert.match(error.message, said);
  });
}

test("a missing parameter is told with its operation", async () => {
  const error = await failureOf(answering("").recording({} as never));
  assert.match(error.message, /^getrec: .*cid is missing/);
});

const { apikey, login, password } = secrets;

test("a key inside an address never leaves the client, in the fields or in the raw row", async () => {
  const url = `https://provider.example/rec.php?cid=9&apikey=${apikey}&x=1`;
  const body = JSON.stringify({ status: "success", calls: [{ CID: 9, URL: url }], note: `key ${apikey}` });
  const answer = await answering(body).call("calls", {});
  assert.ok(!JSON.stringify(answer).includes(apikey));
  assert.equal(answer.calls[0]?.url, "https://provider.example/rec.php?cid=9&apikey=***&x=1");
});

test("a password inside an address is masked in each writing, and a word that is equal to a short one stays", async () => {
  const row = { URL: `https://provider.example/?login=${login}&password=${encodeURIComponent(password)}` };
  const masked = await answering(JSON.stringify({ status: "success", calls: [row] }), {
    credentials: { login, password },
  }).call("calls", {});
  assert.equal(masked.calls[0]?.url, `https://provider.example/?login=${login}&password=***`);
  const short = { Account: "demo", URL: "https://provider.example/?password=demo#x" };
  const kept = await answering(JSON.stringify({ status: "success", calls: [short] }), {
    credentials: { login: "demo", password: "demo" },
  }).call("calls", {});
  assert.deepEqual([kept.calls[0]?.account, kept.calls[0]?.url], ["demo", "https://provider.example/?password=***#x"]);
});
