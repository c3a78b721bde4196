/** `GET /v1/owner/status`: everything that may be wrong, for the console's banner, and what mends it. */
import { note, requireProof } from "../access/session.ts";
import { Hono } from "hono/tiny";
import { dayMs } from "../time/durations.ts";
import { now } from "../time/clock.ts";
import { hookSecret } from "../crypto.ts";
import { masked } from "./sipnet.ts";
import type { ClearanceView } from "../contract/owner-health.ts";
import type { StatusReply, WebhookReply } from "../contract/owner.ts";
import type { AuditReply } from "../contract/owner-access.ts";
import type { KeptDoubt } from "../sipnet/doubts.ts";
import { balanceOf, registeredHook, troublesOfBreaker, troublesOfMoney, type Troubles } from "../messages/troubles.ts";
import { forOwner } from "../http/provider-problem.ts";
import { Refusal } from "../http/problem.ts";
import { unreadableWords } from "../numbers/unreadable-words.ts";
import { type App, type Ctx, languageOf } from "../services.ts";
import { deskOf, buttonsOf, ledgerOf } from "../objects.ts";
import type { UnreadablePhone } from "../buttons/reach.ts";
import type { CallSummary } from "../contract/owner-calls.ts";
import type { SettingsView } from "../contract/owner-safety.ts";
import { isFinal } from "../ledger/progress.ts";

/** More phones at a time are shown with their buttons only. */
const mostTold = 5;

export const ownerState = new Hono<App>()
  .get("/status", async (c) => c.json(await statusOf(c)))
  .get("/audit", async (c) => c.json<AuditReply>({ entries: await deskOf(c.env).audit() }))
  .post("/webhook", async (c) => {
    requireProof(c);
    const { sipnet } = c.get("services");
    await forOwner(sipnet.call("webhook", { action: "set", url: await hookUrl(c) }));
    await note(c, "registered the webhook");
    return c.json<WebhookReply>({ url: masked(c, await hookUrl(c)) });
  });

/** @throws Refusal where nobody has said yet under which address SIPNET finds this Worker */
async function hookUrl(c: Ctx): Promise<string> {
  const address = await publicUrlOf(c);
  if (address === null)
    throw new Refusal("conflict", { rule: "address.unconfirmed", detail: "Confirm this Worker's address first" });
  return `${address}/v1/hooks/sipnet/${hookSecret(c.get("services").keys)}`;
}

/** From the setting, else as the owner confirmed it. */
export async function publicUrlOf(c: Ctx): Promise<string | null> {
  return c.get("services").settings.publicUrl ?? deskOf(c.env).publicUrl();
}

export async function statusOf(c: Ctx): Promise<StatusReply> {
  const [money, webhook, sync, settings, calls, queued, unreadable, clearance, ...doubts] = await Promise.all([
    balanceOf(c.get("services").sipnet),
    webhookOf(c),
    buttonsOf(c.env).state(),
    ledgerOf(c.env).safety.settings(),
    ledgerOf(c.env).reports.calls(),
    ledgerOf(c.env).safety.queuedOptOuts(),
    buttonsOf(c.env).unreadablePhones(),
    ledgerOf(c.env).safety.clearance(),
    ledgerOf(c.env).reports.doubts(),
    buttonsOf(c.env).doubts(),
  ]);
  const openCalls = calls.filter(({ state }) => state !== "scheduled" && !isFinal(state)).length;
  const unknown = calls.filter(isUnresolved).length;
  const troubles: Troubles = [
    ...troublesOfMoney(money),
    ...troublesOfHook(webhook),
    ...troublesOfDialling(settings),
    ...troublesOfClearance(clearance),
    ...(sync.failingSince === undefined ? [] : [{ name: "sync-failing" as const, mend: post("/v1/owner/sync") }]),
    ...(sync.conflicts > 0 ? [{ name: "sync-conflict" as const, detail: String(sync.conflicts) }] : []),
    ...(unknown > 0 ? [{ name: "unknown-calls" as const, detail: String(unknown) }] : []),
    ...troublesOfPhones(c, unreadable),
    ...troublesOfAnswers(doubts.flat()),
    ...(queued > 0 ? [{ name: "opt-outs-queued" as const, detail: String(queued) }] : []),
  ];
  const { account, sipId, apiVersion } = "kind" in money ? {} : money;
  const known = Object.fromEntries(Object.entries({ account, sipId, apiVersion }).filter(([, value]) => value));
  const balance = "kind" in money ? {} : { balance: money.balance };
  return { troubles, ...known, ...balance, webhook, sync, openCalls };
}

/** Phones that can't be read are never rung: which, of what button, and why. */
function troublesOfPhones(c: Ctx, unreadable: readonly UnreadablePhone[]): Troubles {
  return unreadable.slice(0, mostTold).map(({ button, written, why }) => ({
    name: "button-phone",
    detail: `${button}: “${written}”. ${unreadableWords(why, languageOf(c))}`,
  }));
}

/** SIPNET writes something otherwise than we know it: which key of which operation. */
function troublesOfAnswers(doubts: readonly KeptDoubt[]): Troubles {
  if (doubts.length === 0) return [];
  const said = doubts.map(({ operation, key, type }) => `${operation}: ${key} (${type})`);
  const shown = [...new Set(said)].slice(0, mostTold);
  return [{ name: "answer-unread", detail: shown.join("; ") }];
}

/** A call whose outcome is not known, or was never found out: its number is locked for a day. */
function isUnresolved({ dial, at }: CallSummary): boolean {
  return dial === "unknown" || (dial === "manual" && Date.parse(at) > now() - dayMs);
}

async function webhookOf(c: Ctx): Promise<StatusReply["webhook"]> {
  const url = await registeredHook(c.get("services").sipnet);
  if (url === undefined) return { state: "unknown" };
  if (url === null || (await publicUrlOf(c)) === null) return { state: "missing" };
  return { state: url === (await hookUrl(c)) ? "ours" : "other", url: masked(c, url) };
}

function troublesOfHook({ state, url }: StatusReply["webhook"]): Troubles {
  const mend = post("/v1/owner/webhook");
  if (state === "missing") return [{ name: "webhook-missing", mend }];
  return state === "other" ? [{ name: "webhook-stolen", mend, ...(url === undefined ? {} : { detail: url }) }] : [];
}

function troublesOfDialling({ panic, breaker, warnings }: SettingsView): Troubles {
  const path = "/v1/owner/settings";
  return [
    ...(panic ? [{ name: "panic" as const, mend: { method: "PUT" as const, path, body: { panic: false } } }] : []),
    ...troublesOfBreaker({ breaker }),
    ...warnings.map((detail) => ({ name: "settings" as const, detail })),
  ];
}

/** What an own server's owner must settle before visitors are called; where and how is on the Health page. */
function troublesOfClearance({ ownServer, address, restored }: ClearanceView): Troubles {
  if (!ownServer) return [];
  return [
    ...(restored ? [{ name: "restored-unconfirmed" as const }] : []),
    ...(address ? [] : [{ name: "address-unproven" as const }]),
  ];
}

function post(path: string): { method: "POST"; path: string; body: object } {
  return { method: "POST", path, body: {} };
}
