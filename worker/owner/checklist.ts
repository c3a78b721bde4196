/** `/v1/owner/checklist`: from an empty account to a first call, each step checked by itself. */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { note, requireProof } from "../access/session.ts";
import type { ChecklistReply, ChecklistStep, StepName } from "../contract/owner-checklist.ts";
import type { SitesReply } from "../contract/owner-sites.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { buttonsOf, ledgerOf } from "../objects.ts";
import type { App, Ctx } from "../services.ts";
import { type ProviderFault, providerFault } from "../sipnet/provider-fault.ts";
import { dialFor } from "./dial.ts";
import { sentFor } from "./sipnet.ts";
import { balanceOf, type Money } from "../messages/troubles.ts";

const phone = v.pipe(v.string(), v.trim(), v.minLength(1, "must not be empty"), v.maxLength(100));
const testCall = v.strictObject({ phone, second: phone });

export const ownerChecklist = new Hono<App>()
  .get("/checklist", async (c) => c.json<ChecklistReply>(await checklistOf(c)))
  .post("/checklist/call", async (c) => {
    requireProof(c);
    const wanted = await readJson(c, testCall);
    const [srcphone, dstphone] = [sentFor(c, "phone", wanted.phone), sentFor(c, "second", wanted.second)];
    if (srcphone === dstphone)
      throw new Refusal("bad-request", { rule: "phone.same", detail: "second: must be another phone than the first" });
    await note(c, "placed a test call");
    const reply = await dialFor(c, "gencall", { srcphone, dstphone });
    const { calls } = await reply.clone().json<{ calls: string[] }>();
    await ledgerOf(c.env).reports.noteTestCall(calls[0] ?? "");
    return reply;
  });

async function checklistOf(c: Ctx): Promise<ChecklistReply> {
  await c.get("services").sightings.deliver();
  const [money, callerId, sites, { testCall: test, visitorCall }] = await Promise.all([
    balanceOf(c.get("services").sipnet),
    callerIdOf(c),
    buttonsOf(c.env).sites(),
    ledgerOf(c.env).reports.firstSteps(),
  ]);
  const steps: ChecklistStep[] = [
    ...stepsOfAccount(money),
    callerId === undefined ? step("caller-number", "unknown") : stepOf("caller-number", callerId),
    { name: "test-call", ...(test ?? { state: "todo" }) },
    stepOf("site", sites.sites[0]?.origin ?? null),
    snippetStep(sites),
    { name: "first-call", ...(visitorCall ?? { state: "todo" }) },
  ];
  const isProved = visitorCall?.state === "done" && steps.slice(0, 2).every(({ state }) => state === "done");
  return { steps, done: isProved || steps.every(({ state }) => state === "done") };
}

/** Undefined where SIPNET's list was never had. */
async function callerIdOf(c: Ctx): Promise<string | null | undefined> {
  try {
    return (await buttonsOf(c.env).phones()).callerId;
  } catch (error) {
    providerFault(error);
    return undefined;
  }
}

function stepsOfAccount(money: Money | ProviderFault): ChecklistStep[] {
  if (!("kind" in money)) {
    const { level, amount, currency = "" } = money.balance;
    return [
      step("key", "done", money.account),
      step("money", level === "empty" ? "failed" : "done", `${amount} ${currency}`.trim()),
    ];
  }
  if (money.kind === "unreachable" && !money.wrongKey) return [step("key", "unknown"), step("money", "unknown")];
  const why = money.kind === "refused" ? money.errorMessage || money.errorCode : "";
  return [step("key", "failed", why || undefined), step("money", "unknown")];
}

/** Seen on a listed site; or asked for by one that still has to be listed. */
function snippetStep({ sites, unlisted }: SitesReply): ChecklistStep {
  const seen = sites.flatMap(({ seenAt, origin }) => (seenAt === undefined ? [] : [{ seenAt, origin }]));
  const [latest] = seen.toSorted((a, b) => b.seenAt.localeCompare(a.seenAt));
  if (latest) return { ...step("snippet", "done", latest.origin), at: latest.seenAt };
  const [stranger] = unlisted;
  return stranger ? { ...step("snippet", "failed", stranger.origin), at: stranger.lastAt } : step("snippet", "todo");
}

function stepOf(name: StepName, detail: string | null): ChecklistStep {
  return detail === null ? step(name, "todo") : step(name, "done", detail);
}

function step(name: StepName, state: ChecklistStep["state"], detail?: string): ChecklistStep {
  return { name, state, ...(detail === undefined ? {} : { detail }) };
}
