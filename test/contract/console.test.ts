/** The Worker that stands in for the real one in the console's tests says what the real one says to its owner. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answersOf } from "../console/stage/stand-in-answers.ts";
import { askAsVisitor, firstButton, noonOffsetMs, type OwnerAtDesk, sitDown } from "../owner/desk.ts";
import { until } from "../support/until.ts";
import { differences } from "./shape.ts";

const standIn = answersOf({});
let owner: OwnerAtDesk;

before(async () => {
  owner = await sitDown({ clockOffsetMs: noonOffsetMs });
  await owner.ask("GET", "/v1/owner/buttons");
  await owner.ask("PUT", `/v1/owner/buttons/${firstButton}`, {
    hours: { zone: "Europe/Moscow", week: { tue: [["09:00", "18:00"]] }, holidays: [] },
    agents: [{ name: "Ann", phone: "74957770101" }],
    consent: "Yes?",
  });
  await owner.ask("PUT", `/v1/owner/buttons/${firstButton}`, { hours: "always", consent: null });
  await owner.ask("PUT", "/v1/owner/settings", { limits: { number: { perDay: 9 } } });
  await owner.ask("POST", "/v1/owner/suppressions", { phone: "+79161230909", kind: "block" });
  await owner.phones.set("74957770101", { noAnswer: true });
  await askAsVisitor(owner, "+79161230901", "198.51.100.7");
  await until("a call to be on the list", list, ({ calls }) => calls.length > 0);
});
after(() => owner.leave());

async function list(): Promise<{ calls: unknown[] }> {
  return (await owner.ask<{ calls: unknown[] }>("GET", "/v1/owner/calls")).body;
}

/** What one of both may have and the other not: the stand-in shows every state, the real one the present. */
const optional: Record<string, readonly string[]> = {
  buttons: ["theirs", "mine", "since", "sync", "hours", "zone", "week", "holidays"],
  status: ["troubles", "failingSince", "pulledAt", "url", "body"],
  calls: ["flag", "reason", "duration", "page", "at", "wait", "rating", "button", "money"],
  history: [
    "cause",
    "recording",
    "name",
    "account",
    "price",
    "number",
    "answered",
    "button",
    "id",
    "state",
    "agent",
    "call",
  ],
  health: ["mend", "trustedProxy", "restored"],
  missed: ["phone", "reason"],
  settings: ["why", "until", "inForce", "number"],
  blocked: ["button", "mask"],
  audit: ["subject", "who"],
  proofs: ["awaited"],
  explain: ["problem", "rule", "retryAfterS", "why", "opensAt", "text"],
  "sipnet/balance": ["raw", "account", "sipId", "apiVersion"],
  "sipnet/finopers": [
    "name",
    "descr",
    "account",
    "calls",
    "answered",
    "durationS",
    "price",
    "amount",
    "at",
    "currency",
  ],
  "sipnet/report": ["name", "descr", "account", "calls", "answered", "durationS", "price", "amount", "at", "direction"],
  "sipnet/children": ["email", "fio", "sipId", "account", "balance"],
  "sipnet/redirect": ["busy", "noanswer", "waitanswer", "unconditional", "raw"],
  "sipnet/recordcalls": ["raw", "email"],
  "sipnet/aninnumbers": ["type"],
};

/** Parameters without which the provider's operation says nothing. */
const params: Record<string, object> = {
  "sipnet/finopers": { d1: "2026-11-17", d2: "2026-11-24" },
  "sipnet/report": { type: "children", d1: "2026-11-17", d2: "2026-11-24" },
  "sipnet/aninnumbers": { action: "list" },
  "sipnet/children": { action: "list" },
  "sipnet/redirect": { action: "get" },
  "sipnet/recordcalls": { action: "list" },
  "sipnet/webhook": { action: "list" },
  explain: { phone: "+79161230901", button: firstButton },
};

/** Answered in another way: as a stream, to a browser with a cookie, or to an act. */
const elsewhere = new Set(["live", "session", "passkeys", "health/address", "health/restored", "address", "webhook"]);

for (const [path, told] of standIn)
  if (!elsewhere.has(path))
    test(`the console reads of ${path} what the Worker says`, async () => {
      const given = params[path];
      const method = path.startsWith("sipnet/") || path === "explain" ? "POST" : "GET";
      const { status, body } = await owner.ask<unknown>(
        method,
        `/v1/owner/${path}`,
        given ?? (method === "POST" ? {} : undefined),
      );
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(differences(told, body, optional[path]), []);
    });
