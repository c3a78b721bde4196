/**
 * One call between the owner's own two phones. The running Worker places it like any of the owner's, with
 * every limit and its one dial; here it is only watched, in SIPNET's lists as they come, until it is over.
 */
import type { HeardHook, HooksReply } from "../../../contract/owner-health.ts";
import type { CallsReply, CallSummary, DialReply } from "../../../contract/owner-calls.ts";
import { HostingError } from "../../hosting-error.ts";
import type { OwnerApi } from "../../owner-api.ts";
import { type Ask, dayOf, listIn, type Raw } from "../look.ts";

export interface TestCallNeeds {
  ask: Ask;
  owner: Pick<OwnerApi, "ask">;
  /** The one rung first, and the other. */
  phones: readonly [first: string, second: string];
  /** Of this call: a retry would ask for the same one. */
  key: string;
  nowMs(): number;
  pause(ms: number): Promise<void>;
  /** What the person at the two phones should do now. */
  say(step: TestStep): void;
}

export type TestStep = "placing" | "ringing" | "connected" | "ended";

/** What the lists showed at one moment of the call. */
export interface Glance {
  atMs: number;
  /** As the Worker tells it. */
  state: CallSummary["state"];
  /** Rows of `calls2` with the call's id. */
  rows: Raw[];
  /** Rows of `pbxcalls` that were not there before the call. */
  legs: Raw[];
}

export interface WatchedCall {
  phones: readonly [first: string, second: string];
  /** What gencall answered. */
  id: string | null;
  /** Before its end, as far as that is known. */
  live: Glance[];
  over: Glance;
  /** Whether the two were seen to talk. */
  talked: boolean;
  /** Rows of these lists that were not there before. */
  calls: Raw[];
  finopers: Raw[];
  hooks: HeardHook[];
}

const eachMs = 1_000;
const longestMs = 240_000;
/** Lists of the past come late. */
const settlesMs = 6_000;
const over: readonly string[] = ["ended", "no-answer", "busy", "failed", "cancelled"];
const lists = { calls: "calls", pbxcalls: "calls", finopers: "finopers", calls2: "calls" } as const;
type Listed = keyof typeof lists;

/** @throws HostingError where the call can't be had, saying why; nothing is tried twice */
export async function watchTestCall(needs: TestCallNeeds): Promise<WatchedCall> {
  const { owner, phones, key, say, pause, nowMs } = needs;
  await requireQuiet(owner);
  const fresh = await freshRows(needs);
  say("placing");
  const [srcphone, dstphone] = phones;
  const placed = await owner.ask(
    "POST",
    "/v1/owner/sipnet/gencall",
    { srcphone, dstphone },
    { "idempotency-key": key },
  );
  const { calls: [call = ""] = [], id = null } = placed as DialReply;
  const live: Glance[] = [];
  const placedMs = nowMs();
  let said: string = "placing";
  for (;;) {
    const glance = await glanceAt(needs, { call, id }, fresh);
    if (glance.state !== said && (glance.state === "ringing" || glance.state === "connected")) say(glance.state);
    if (over.includes(glance.state)) break;
    said = glance.state;
    if (nowMs() - placedMs > longestMs) throw new HostingError("The call's end was not seen within four minutes.");
    live.push(glance);
    await pause(eachMs);
  }
  say("ended");
  await pause(settlesMs);
  const { heard } = (await owner.ask("GET", "/v1/owner/hooks")) as HooksReply;
  const hooks = heard.filter((each) => each.call === call || each.leg === undefined);
  return {
    phones,
    id,
    live: beforeEnd(live, hooks),
    over: await glanceAt(needs, { call, id }, fresh),
    talked: said === "connected",
    calls: (await fresh("calls")).rows,
    finopers: (await fresh("finopers")).rows,
    hooks,
  };
}

/** The Worker may see an end late where the lists have no word for it: the webhook says when it was. */
function beforeEnd(live: readonly Glance[], hooks: readonly HeardHook[]): Glance[] {
  const endMs = Math.min(...hooks.filter(({ state }) => state === "BYE").map(({ at }) => Date.parse(at)));
  return live.filter(({ atMs }) => atMs < endMs);
}

/** Another call's rows would be taken for this one's. @throws HostingError */
async function requireQuiet(owner: TestCallNeeds["owner"]): Promise<void> {
  const { calls } = (await owner.ask("GET", "/v1/owner/calls")) as CallsReply;
  if (calls.some(({ state }) => !over.includes(state) && state !== "scheduled" && state !== "unknown"))
    throw new HostingError("Somebody has a call just now: try again when all is quiet.");
}

async function glanceAt(
  { ask, owner, nowMs }: TestCallNeeds,
  { call, id }: { call: string; id: string | null },
  fresh: Fresh,
): Promise<Glance> {
  const { calls } = (await owner.ask("GET", "/v1/owner/calls")) as CallsReply;
  const state = calls.find((each) => each.id === call)?.state ?? "unknown";
  const byId = id === null ? null : await ask("calls2", { id });
  const found = byId && listIn(byId, "calls").rows;
  const seen = found && found.length > 0 ? { rows: found } : await fresh("calls2");
  return { state, ...seen, legs: (await fresh("pbxcalls")).rows, atMs: nowMs() };
}

type Fresh = (list: Listed) => Promise<{ rows: Raw[] }>;

/** Tells rows of today's lists that were not there when this was made. */
async function freshRows({ ask, nowMs }: TestCallNeeds): Promise<Fresh> {
  const d1 = dayOf(nowMs() - 86_400_000);
  const listed = async (list: Listed) => {
    const look = await ask(list, { d1, d2: dayOf(nowMs()) });
    return listIn(look, lists[list]).rows;
  };
  const known = new Map<Listed, Set<string>>();
  for (const list of Object.keys(lists) as Listed[])
    known.set(list, new Set((await listed(list)).map((row) => JSON.stringify(row))));
  return async (list) => {
    const rows = await listed(list);
    return { rows: rows.filter((row) => !known.get(list)?.has(JSON.stringify(row))) };
  };
}
