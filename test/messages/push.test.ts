/** An owner who has installed the console hears of a missed call on it: sealed for that browser, and for no other. */
import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { beforeEach, test } from "node:test";
import { ToyBrowser } from "../../demo/receivers/push.ts";
import type { PushReply, Receiver, TestReply } from "../../worker/contract/owner-messages.ts";
import { base64url, fromBase64url } from "../../worker/crypto.ts";
import { encryptFor } from "../../worker/messages/push/encrypt.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { PaperReceiver, silence } from "../stand-ins/paper-receiver.ts";
import { Firm } from "./office.ts";

const minuteMs = 60_000;
const endpoint = "https://fcm.googleapis.com/fcm/send/abc:def";
const gone = () => new Response(null, { status: 410 });
const taken = () => new Response(null, { status: 201 });
let firm: Firm;
let service: PaperReceiver;
let browser: ToyBrowser;
let push: object;

beforeEach(() => {
  service = new PaperReceiver();
  service.reply = taken;
  firm = new Firm({ hosts: { "fcm.googleapis.com": service } });
  browser = new ToyBrowser();
  push = {
    kind: "push",
    events: ["call.missed"],
    subscription: { endpoint, expirationTime: null, keys: browser.keys },
  };
});

interface Note {
  title: string;
  body: string;
  tag: string;
}

function notes(): Note[] {
  return service.heard.map(({ bytes }) => JSON.parse(browser.open(Buffer.from(bytes))) as Note);
}

test("a message is sealed as the example of RFC 8291 has it, byte for byte", async () => {
  const point = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
  const bytes = Buffer.from(point, "base64url");
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((half) => half.toString("base64url"));
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const jwk = { kty: "EC", crv: "P-256", x, y, d: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw" } as JsonWebKey;
  const { d: _, ...open } = jwk;
  const pair = {
    privateKey: await crypto.subtle.importKey("jwk", jwk, curve, true, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", open, curve, true, []),
  };
  const subscriber = {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const salt = fromBase64url("DGv6ra1nlYgDCS1FRnbzlw") ?? new Uint8Array();
  const sealed = await encryptFor(subscriber, "When I grow up, I want to be a watermelon", { pair, salt });
  assert.equal(
    base64url(sealed ?? new Uint8Array()),
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
});

test("a missed call is pushed once, masked, and only that browser can read it", async () => {
  const [kept] = await firm.tell(push);
  assert.equal(kept?.place, "fcm.googleapis.com");
  await firm.miss("+79161234567");
  const [note, ...others] = notes();
  assert.deepEqual([note?.title, others], ["Пропущенный звонок", []]);
  assert.match(note?.body ?? "", /^\+7916\*\*\*4567\n/);
  assert.doesNotMatch(JSON.stringify(note), /console|9161234567/, "neither the number nor a link of ours");
  const [heard] = service.heard;
  assert.throws(() => new ToyBrowser().open(Buffer.from(heard?.bytes ?? [])), "control: another browser");
  assert.equal(heard?.url, endpoint);
  const head = (name: string) => heard?.headers.get(name);
  assert.deepEqual(["content-encoding", "ttl", "urgency"].map(head), ["aes128gcm", "86400", "high"]);
  assert.match(head("topic") ?? "", /^[\w-]{1,32}$/);
  assert.equal((await firm.deliveries())[0]?.state, "delivered");
});

test("it is signed for that service with the key that the browser was shown, made once and kept sealed", async () => {
  const shown = (await firm.ask<PushReply>("GET", "/push")).body.key;
  await firm.tell(push);
  await firm.miss();
  firm.worker.crash();
  await firm.miss();
  assert.equal(service.heard.length, 2);
  for (const { headers } of service.heard) {
    const [, token = "", key = ""] = /^vapid t=(.+), k=(.+)$/.exec(headers.get("authorization") ?? "") ?? [];
    assert.equal(key, shown);
    const point = Buffer.from(key, "base64url");
    const [x = "", y = ""] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
    const [head = "", claims = "", signature = ""] = token.split(".");
    const by = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    const isSigned = (text: string) =>
      verify("sha256", Buffer.from(text), { key: by, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
    assert.ok(isSigned(`${head}.${claims}`));
    assert.ok(!isSigned(`${head}.${claims}x`), "control");
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
    assert.deepEqual([aud, sub], ["https://fcm.googleapis.com", "https://calls.example/"]);
    assert.ok(Number(exp) > hand.nowMs / 1000 && Number(exp) < hand.nowMs / 1000 + 86_400);
  }
  const facts = JSON.stringify(firm.worker.databases.get("DESK desk")?.prepare("SELECT * FROM facts").all());
  assert.match(facts, /pushKey/);
  assert.doesNotMatch(facts, /"d\\*":/);
});

const strangers = [
  "https://push.example/send/abc",
  "https://fcm.googleapis.com.evil.example/abc",
  "https://evilfcm.googleapis.com/abc",
  "https://push.apple.com.evil.example/abc",
  "https://evilpush.apple.com/abc",
  "http://fcm.googleapis.com/abc",
  "https://fcm.googleapis.com:8443/abc",
  "https://user@fcm.googleapis.com/abc",
  "https://fcm.googleapis.com./abc",
  "https://127.0.0.1/receivers/push/browser",
  "http://127.0.0.1:8788/receivers/push/browser",
  "fcm.googleapis.com/abc",
];
for (const url of strangers)
  test(`nothing is pushed to ${url}`, async () => {
    const subscription = { endpoint: url, keys: browser.keys };
    const { status } = await firm.ask("PUT", "/receivers", { receivers: [{ ...push, subscription }] });
    assert.equal(status, 400);
  });

test("control: the push services of the four families of browsers are taken", async () => {
  const hosts = ["updates.push.services.mozilla.com", "web.push.apple.com", "db5p.notify.windows.com"];
  const all = hosts.map((host) => ({ ...push, subscription: { endpoint: `https://${host}/abc`, keys: browser.keys } }));
  const kept = await firm.tell(...all);
  assert.deepEqual(
    kept.map(({ place }) => place),
    hosts,
  );
});

test("keys that are no browser's are not kept, and nothing of a subscription is answered back", async () => {
  const { p256dh, auth } = browser.keys;
  for (const keys of [{ p256dh: auth, auth }, { p256dh, auth: p256dh }, { p256dh }, { p256dh: "*".repeat(87), auth }]) {
    const receivers = [{ ...push, subscription: { endpoint, keys } }];
    assert.equal((await firm.ask("PUT", "/receivers", { receivers })).status, 400, JSON.stringify(keys));
  }
  assert.equal((await firm.ask("PUT", "/receivers", { receivers: [{ kind: "push" }] })).status, 400);
  const kept = JSON.stringify([await firm.tell(push), (await firm.ask("GET", "/receivers")).body]);
  for (const secret of [p256dh, auth, "abc:def"]) assert.ok(!kept.includes(secret));
});

test("a browser that is gone ends its receiver, until it subscribes anew", async () => {
  const [kept] = await firm.tell(push);
  service.reply = gone;
  await firm.miss();
  await firm.miss();
  assert.equal(service.heard.length, 1, "it is not asked again");
  const shown = async () => (await firm.ask<{ receivers: Receiver[] }>("GET", "/receivers")).body.receivers[0];
  assert.deepEqual([(await shown())?.on, (await shown())?.ended], [false, true]);
  const [delivery] = await firm.deliveries();
  assert.deepEqual([delivery?.state, delivery?.why], ["given-up", "unsubscribed 410"]);
  service.reply = taken;
  await firm.tell({ ...(await shown()), on: true });
  assert.deepEqual([(await shown())?.on, (await shown())?.ended], [false, true], "nothing has changed for it");
  await firm.tell({ ...push, id: kept?.id });
  assert.deepEqual([(await shown())?.on, (await shown())?.ended], [true, undefined]);
  await firm.miss();
  assert.equal(service.heard.length, 2);
});

const troubles: [what: string, why: string, reply: () => Response | Promise<Response>][] = [
  ["the browser is gone", "unsubscribed", gone],
  ["the service knows no such browser", "unsubscribed", () => new Response(null, { status: 404 })],
  ["the service does not take the signature", "push-key", () => new Response(null, { status: 403 })],
  ["the subscription is for another key", "push-key", () => new Response(null, { status: 400 })],
  ["the service is busy", "refused", () => new Response(null, { status: 429 })],
  ["the service is in trouble", "broken", () => new Response(null, { status: 503 })],
  ["the service says nothing", "timeout", silence],
  ["it leads elsewhere", "redirect", () => Response.redirect("https://evil.example/", 307)],
];
for (const [what, why, reply] of troubles)
  test(`a test of the receiver says in words why it failed: ${what}`, async () => {
    const [receiver] = await firm.tell(push);
    service.reply = reply;
    const tried = firm.ask<TestReply>("POST", `/receivers/${receiver?.id}/test`);
    await firm.worker.passTime(10_000);
    const { body } = await tried;
    assert.deepEqual([body.delivered, body.why], [false, why]);
    assert.match(body.words, /^[A-Z].+\.(?: \(\w+\))?$/);
    const [after] = (await firm.ask<{ receivers: Receiver[] }>("GET", "/receivers")).body.receivers;
    assert.equal(after?.ended ?? false, why === "unsubscribed");
  });

test("a subscription whose key is no point of the curve is over at the first try, and nothing is sent", async () => {
  const odd = Buffer.alloc(65, 7).fill(4, 0, 1).toString("base64url");
  const subscription = { endpoint, keys: { ...browser.keys, p256dh: odd } };
  const [receiver] = await firm.tell({ ...push, subscription });
  const { body } = await firm.ask<TestReply>("POST", `/receivers/${receiver?.id}/test`);
  assert.deepEqual([body.why, service.heard.length], ["unsubscribed", 0]);
});

test("where the service fails for a while, the push arrives later, once by its topic", async () => {
  await firm.tell(push);
  service.reply = () => new Response(null, { status: 500 });
  await firm.miss();
  assert.equal((await firm.deliveries())[0]?.state, "waiting");
  service.reply = taken;
  await firm.worker.passTime(15 * minuteMs);
  assert.equal((await firm.deliveries())[0]?.state, "delivered");
  assert.equal(new Set(service.heard.map(({ headers }) => headers.get("topic"))).size, 1);
  assert.equal(new Set(notes().map(({ tag }) => tag)).size, 1);
});
