/** The owner signs in by passkey, and nobody does with somebody else's. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Passkey, PasskeysReply } from "../../worker/contract/owner-access.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { type Ceremony, PaperPasskey } from "./paper-passkey.ts";

const own = { origin: "https://calls.example", rpId: "calls.example" };
let worker: NodeWorker;

beforeEach(() => {
  worker = new NodeWorker({ provider: new PaperProvider() });
});

let addresses = 0;
const ask = async <Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await worker.request(`/v1/owner${path}`, {
    method,
    headers: {
      "cf-connecting-ip": `192.0.2.${(addresses += 1) % 250}`,
      authorization: path.startsWith("/session") ? "" : `Bearer ${secrets.ownerToken}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body };
};

const optionsFor = async (path: string): Promise<Ceremony> => {
  const { status, body } = await ask<{ challenge: string }>("POST", path, {});
  assert.equal(status, 200);
  return { ...own, challenge: body.challenge };
};

async function register(passkey: PaperPasskey, change: Partial<Ceremony> = {}) {
  const ceremony = { ...(await optionsFor("/passkeys/options")), ...change };
  return ask<Passkey>("POST", "/passkeys/register", { name: "Телефон", response: passkey.register(ceremony) });
}

async function signIn(passkey: PaperPasskey, change: Partial<Ceremony> = {}, counter?: number) {
  const ceremony = { ...(await optionsFor("/session/passkey/options")), ...change };
  return ask("POST", "/session/passkey/verify", { response: passkey.assert(ceremony, counter) });
}

for (const kind of ["ec", "ed25519", "rsa"] as const) {
  test(`a passkey with a key of kind ${kind} is added, signs in, is listed and removed`, async () => {
    const passkey = new PaperPasskey(kind);
    assert.equal((await register(passkey)).status, 201);
    for (let i = 0; i < 3; i++) {
      const { status, headers } = await signIn(passkey);
      assert.equal(status, 204);
      assert.match(headers.get("set-cookie") ?? "", /^__Host-owner=/);
    }
    const { body } = await ask<PasskeysReply>("GET", "/passkeys");
    assert.deepEqual(
      body.passkeys.map(({ id, name }) => [id, name]),
      [[passkey.id, "Телефон"]],
    );
    assert.ok(body.passkeys[0]?.usedAt);
    assert.equal((await ask("DELETE", `/passkeys/${passkey.id}`)).status, 204);
    assert.equal((await signIn(passkey)).status, 401);
  });
}

const forged: [what: string, change: Partial<Ceremony>][] = [
  ["of another site", { origin: "https://evil.example" }],
  ["of a page whose name begins like ours", { origin: "https://calls.example.evil.example" }],
  ["made for another domain", { rpId: "evil.example" }],
  ["to a challenge that was never asked", { challenge: "A".repeat(43) }],
  ["without the user there", { flags: 0x44 }],
  ["without the user verified", { flags: 0x41 }],
];

for (const [what, change] of forged) {
  test(`an answer ${what} neither adds a passkey nor signs in`, async () => {
    assert.equal((await register(new PaperPasskey(), change)).status, 400);
    const passkey = new PaperPasskey();
    assert.equal((await register(passkey)).status, 201);
    const flags = change.flags === undefined ? {} : { flags: change.flags & ~0x40 };
    assert.equal((await signIn(passkey, { ...change, ...flags })).status, 401);
  });
}

test("a passkey is not added under the id of another", async () => {
  const ceremony = await optionsFor("/passkeys/options");
  const response = { ...new PaperPasskey().register(ceremony), id: new PaperPasskey().id };
  assert.equal((await ask("POST", "/passkeys/register", { name: "Чужой", response })).status, 400);
});

test("an answer is good once, for five minutes, and by the key that was added", async () => {
  const passkey = new PaperPasskey();
  await register(passkey);
  const ceremony = await optionsFor("/session/passkey/options");
  const response = passkey.assert(ceremony);
  const verify = (given: object) => ask("POST", "/session/passkey/verify", { response: given });
  assert.equal((await verify(response)).status, 204);
  assert.equal((await verify(response)).status, 401, "again");
  const thief = { ...new PaperPasskey().assert(await optionsFor("/session/passkey/options")), id: passkey.id };
  assert.equal((await verify(thief)).status, 401, "another key under this id");
  const late = await optionsFor("/session/passkey/options");
  await worker.passTime(5 * 60_000 + 1_000);
  assert.equal((await verify(passkey.assert(late))).status, 401, "late");
});

test("a counter that goes back is a copied key and does not sign in", async () => {
  const passkey = new PaperPasskey();
  await register(passkey);
  assert.equal((await signIn(passkey, {}, 10)).status, 204);
  assert.equal((await signIn(passkey, {}, 10)).status, 401);
  assert.equal((await signIn(passkey, {}, 11)).status, 204);
});

test("strangers who ask for challenges without end don't push out the owner's", async () => {
  const passkey = new PaperPasskey();
  await register(passkey);
  const ceremony = await optionsFor("/session/passkey/options");
  for (let i = 0; i < 1_500; i++) await optionsFor("/session/passkey/options");
  assert.equal((await ask("POST", "/session/passkey/verify", { response: passkey.assert(ceremony) })).status, 204);
  const desk = worker.databases.get("DESK desk");
  assert.equal(desk?.prepare("SELECT COUNT(*) AS n FROM spentChallenges").get()?.["n"], 2, "only answers are kept");
});

test("a challenge for signing in adds no passkey, and a made-up one is asked of nobody", async () => {
  const ceremony = await optionsFor("/session/passkey/options");
  const response = new PaperPasskey().register(ceremony);
  assert.equal((await ask("POST", "/passkeys/register", { name: "Чужой", response })).status, 400);
  const passkey = new PaperPasskey();
  await register(passkey);
  const guessed = `${ceremony.challenge.slice(0, -1)}${ceremony.challenge.endsWith("A") ? "Q" : "A"}`;
  assert.equal((await signIn(passkey, { challenge: guessed })).status, 401);
});
