import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { pageOrigin, type RunningWorker, secrets, startWorker } from "../support/workerd.ts";
import { until } from "../support/until.ts";
import { bytesOf, findIn, writingsOf } from "./at-rest.ts";
import { type HeldProvider, startHeldProvider } from "../stand-ins/held-provider.ts";
import { hookBody, hookPathOf } from "../stand-ins/hook-bodies.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { scratchDirectory } from "../support/scratch.ts";
import { press, pressOf } from "../stand-ins/workerd-visitor.ts";

const canary = (name: string) => `${name}-${randomBytes(12).toString("hex")}`;
const apikey = canary("canary-key");
const visitors = [0, 1, 2, 3, 4, 5];
const ipv6 = "2001:db8:5a:7e11::1234";

/** A day in the life: calls, a scheduled one, opt-outs, webhooks, the owner's pages, and everything that fails. */
describe("after a busy day", () => {
  let [provider, worker, storage, hookPath]: [HeldProvider?, RunningWorker?, string?, string?] = [];
  const answers: string[] = [];

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${worker?.url}${path}`, init);
    answers.push(JSON.stringify([...answer.headers]), await answer.text());
    return answer;
  };
  const owner = (path: string, method = "GET", body?: object) =>
    ask(path, {
      method,
      headers: { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  before(async () => {
    provider = await startHeldProvider();
    storage = await scratchDirectory("rest");
    hookPath = await hookPathOf(secrets.appSecret);
    const vars = { SIPNET_APIKEY: apikey, LIMITS: JSON.stringify({ night: { on: false } }) };
    worker = await startWorker({ sipnetUrl: provider.url, vars, storage });
    for (const n of visitors) await press(worker.url, { n });
    await askInEveryOtherWay();
    await until(
      "the provider to be asked",
      () => provider?.rang.length ?? 0,
      (rang) => rang >= visitors.length,
    );
    // What a poll brings back is written too.
    const calls = () => owner("/v1/owner/calls").then(() => answers.at(-1) ?? "");
    await until("the end of a call to be written", calls, (list) => list.includes('"state":"ended"'));
    await worker.kill();
  });

  async function askInEveryOtherWay(): Promise<void> {
    const { headers, body, method } = await pressOf({ n: 6 });
    const later = new Date(Date.now() + 26 * 3_600_000).toISOString();
    const wish = {
      ...(JSON.parse(String(body)) as object),
      page: `${pageOrigin}/to/${phoneOf(6)}?phone=${phoneOf(6)}`,
    };
    const telling = { ...headers, "idempotency-key": `call-${phoneOf(6).slice(1)}-000000` };
    const booked = await ask("/v1/calls", { method, headers: telling, body: JSON.stringify({ ...wish, at: later }) });
    assert.equal(booked.status, 202);
    await ask("/v1/calls", { method, headers: { ...headers, "cf-connecting-ip": ipv6 }, body: JSON.stringify(wish) });
    const json = { "content-type": "application/json", origin: pageOrigin, "cf-connecting-ip": ipv6 };
    await ask("/v1/opt-outs", { method: "POST", headers: json, body: JSON.stringify({ phone: phoneOf(7) }) });
    await ask("/v1/tickets", { method: "POST", headers: json, body: "{" });
    const hook = JSON.stringify(hookBody("leg", phoneOf(0).slice(1), "CONNECTED"));
    await ask(hookPath ?? "", { method: "POST", body: hook });
    await ask(`${hookPath}x`, { method: "POST", body: hook });
    await owner("/v1/owner/webhook", "POST");
    await owner("/v1/owner/suppressions", "POST", { phone: phoneOf(8), kind: "block" });
    await owner("/v1/owner/suppressions", "POST", { phone: phoneOf(8), kind: secrets.ownerToken });
    await owner("/v1/owner/session", "POST", { token: "x" });
    for (const path of ["calls", "blocked", "settings", "suppressions", "buttons"]) await owner(`/v1/owner/${path}`);
    for (const path of ["/widget.js", "/healthz", "/opt-out", "/nothing"]) await ask(path);
  }

  after(async () => {
    await worker?.stop();
    await provider?.close();
    if (storage) await rm(storage, { recursive: true, force: true });
  });

  const people = [...visitors, 6, 7, 8];

  test("no visitor's number and no address is in any file of the objects", () => {
    const files = bytesOf(storage ?? "");
    assert.ok(files.size >= 3, "the objects wrote nothing");
    const addresses = [...people.map(addressOf), ipv6, "2001:db8:5a"];
    assert.deepEqual(findIn(files, [...people.flatMap((n) => writingsOf(phoneOf(n))), ...addresses]), []);
  });

  test("control: the same search finds what may rest there, the owner's own number and a visitor's mask", () => {
    const phone = phoneOf(0);
    const found = findIn(bytesOf(storage ?? ""), ["74951234567", `${phone.slice(0, 5)}***${phone.slice(-4)}`]);
    assert.ok(found.length >= 2, found.join());
  });

  test("no secret, and not the webhook's path, is in an answer, a log line, a row or a bundle", () => {
    const everywhere = new Map([
      ["answers", answers.join("\n")],
      ["log", worker?.log() ?? ""],
      ...bytesOf(storage ?? ""),
      ...bytesOf("dist"),
    ]);
    const kept = [apikey, secrets.appSecret, secrets.ownerToken, hookPath?.split("/").at(-1) ?? "", "webhook-secret"];
    assert.deepEqual(findIn(everywhere, kept), []);
  });

  test("no visitor's number is in a log line", () => {
    const log = new Map([["log", worker?.log() ?? ""]]);
    assert.match(log.get("log") ?? "", /"event":"dialled"/);
    assert.deepEqual(
      findIn(log, [...people.flatMap((n) => writingsOf(phoneOf(n))), ...people.map(addressOf), ipv6]),
      [],
    );
  });
});
