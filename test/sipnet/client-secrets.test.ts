/** Canaries: whatever fails, and whatever the provider repeats, no secret and no phone is in the error. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import type { Credentials } from "../../worker/sipnet/client.ts";
import { type Behaviour, clientOf, failureOf, secrets, startProvider } from "./client-provider.ts";

const phones = { srcphone: "74951234567", dstphone: "79161234567" };

/** Every way in which an error ends up in a log, an answer or a page. */
function everyWriting(error: Error): string {
  const own = Object.getOwnPropertyNames(error).map((name) => [name, Reflect.get(error, name)]);
  return [String(error), error.stack, JSON.stringify(error), JSON.stringify(own), inspect(error)].join("\n");
}

function canaries({ login, password, apikey }: typeof secrets): string[] {
  const spaced = ["+7 (916) 123-45-67", "8 916 123 45 67", "9161234567", "4951234567"];
  return [login, password, encodeURIComponent(password), apikey, ...Object.values(phones), ...spaced];
}

const echo: Behaviour = (response, request, form) => {
  const heard = `${form} ${[...form.values()].join(" ")} ${request.url} +7 (916) 123-45-67, 8 916 123 45 67`;
  const said = { errorCode: `E ${heard}`, errorMessage: `no: ${heard}`, errorDescription: heard };
  response.end(JSON.stringify({ status: "error", ...said }));
};

const faults: [fault: string, behave: Behaviour][] = [
  ["repeats what it was sent", echo],
  ["repeats it where JSON should be", (response, _, form) => void response.end(`${form}`)],
  ["repeats it as a broken text", (response, _, form) => void response.end(`{"status":"success","id":"${form}"`)],
  [
    "repeats it as an id",
    (response, _, form) => void response.end(JSON.stringify({ status: "success", id: `${form}` })),
  ],
  ["repeats it as a reason", (response) => void response.writeHead(500, `no ${secrets.apikey}`).end(secrets.apikey)],
  ["redirects to it", (response, _, form) => void response.writeHead(302, { location: `/?${form}` }).end()],
  ["resets", (response) => void response.socket?.resetAndDestroy()],
  ["is silent", () => {}],
];
const { login, password, apikey } = secrets;
const ways: Credentials[] = [{ apikey }, { login, password }];

for (const [fault, behave] of faults) {
  test(`no secret and no phone is in the error of a provider that ${fault}`, async (t) => {
    const provider = await startProvider(t, behave);
    for (const credentials of ways) {
      const error = await failureOf(clientOf(provider, { credentials, timeoutMs: 300 }).call("gencall", phones));
      assert.match(error.name, /^Sipnet/);
      const written = everyWriting(error);
      for (const canary of canaries(secrets)) assert.ok(!written.includes(canary), `${canary} is in ${written}`);
    }
  });
}

test("a wrong parameter is named without its value", async (t) => {
  const provider = await startProvider(t, echo);
  const error = await failureOf(clientOf(provider).call("gencall", { dstphone: "+79161234567 ext. 5" }));
  assert.equal(error.name, "SipnetMisused");
  assert.ok(!everyWriting(error).includes("79161234567"));
  assert.deepEqual(provider.asked, []);
});

test("the control: an error that did hold a secret would be seen", () => {
  const error = Object.assign(new Error("x"), { url: `https://x/?apikey=${apikey}` });
  assert.ok(canaries(secrets).some((canary) => everyWriting(error).includes(canary)));
});

test("what the provider says stays legible where it holds nothing private", async (t) => {
  const answer = { status: "error", errorCode: "17", errorMessage: "Недостаточно средств: 0.04 RUB" };
  const provider = await startProvider(t, (response) => void response.end(JSON.stringify(answer)));
  const error = await failureOf(clientOf(provider).call("gencall", phones));
  assert.match(JSON.stringify(error), /Недостаточно средств: 0\.04 RUB/);
});
