/**
 * What is told without a call: a trouble that came or went, looked for every few minutes while anybody wants to
 * know, and a digest of yesterday's calls each morning.
 */
import type { StatusReply } from "../contract/owner.ts";
import type { SettingsView } from "../contract/owner-safety.ts";
import type { LedgerCall } from "../ledger/missed-calls.ts";
import { hasTalked } from "../ledger/missed-calls.ts";
import { isFinal } from "../ledger/progress.ts";
import type { Sipnet } from "../sipnet/client.ts";
import type { StoredValues } from "../storage.ts";
import { dayMs, hourMs } from "../time/durations.ts";
import { firstInstantOf, localTime } from "../time/wall-clock.ts";
import type { LetterBody, LetterData } from "./letter.ts";
import { balanceOf, registeredHook, troublesOfBreaker, troublesOfMoney } from "./troubles.ts";

type TroubleName = StatusReply["troubles"][number]["name"];

/** One silence of the provider is no trouble yet. */
const looksUntil: Partial<Record<TroubleName, number>> = { "provider-unreachable": 2 };
const digestAtMs = 9 * hourMs;

interface Raised {
  /** How many looks in a row have shown it. */
  looks: number;
  /** When it was told of; null while it was not. */
  toldMs: number | null;
}

export interface WatchNeeds {
  values: StoredValues;
  sipnet: Sipnet;
  /** The address SIPNET should tell of calls; null while nobody knows it. */
  hookUrl(): Promise<string | null>;
  settings(): Promise<SettingsView>;
  callsBetween(fromMs: number, toMs: number): AsyncIterable<readonly LedgerCall[]>;
}

/** A message, and what its id is made of. */
export interface News {
  topic: string;
  body: LetterBody;
}

export class Watch {
  readonly #needs: WatchNeeds;

  constructor(needs: WatchNeeds) {
    this.#needs = needs;
  }

  /** Troubles that came or went since the last look. */
  async troubles(nowMs: number): Promise<News[]> {
    const found = new Map((await this.#look()).map(({ name, detail }) => [name, detail]));
    const before = this.#needs.values.get<Record<string, Raised>>("troublesTold", {});
    const after: Record<string, Raised> = {};
    const news: News[] = [];
    for (const [name, detail] of found) {
      const { looks, toldMs } = before[name] ?? { looks: 0, toldMs: null };
      const isNew = toldMs === null && looks + 1 >= (looksUntil[name] ?? 1);
      after[name] = { looks: looks + 1, toldMs: isNew ? nowMs : toldMs };
      if (isNew) news.push(troubleNews("trouble.raised", name, nowMs, nowMs, detail));
    }
    for (const [name, { toldMs }] of Object.entries(before))
      if (!found.has(name as TroubleName) && toldMs !== null)
        news.push(troubleNews("trouble.cleared", name, toldMs, nowMs));
    this.#needs.values.set("troublesTold", after);
    return news;
  }

  /** Yesterday's calls, once each morning; null where that was done or it is too early. */
  async digest(nowMs: number): Promise<News | null> {
    const { zone } = await this.#needs.settings();
    const { date } = localTime(nowMs, zone);
    const midnight = Date.parse(`${date}T00:00:00Z`);
    if (nowMs < firstInstantOf(midnight + digestAtMs, zone)) return null;
    const last = this.#needs.values.get<string | null>("digestDay", null);
    if (last === date) return null;
    this.#needs.values.set("digestDay", date);
    // Nobody asked to be told of the days before there was anybody to tell.
    if (last === null) return null;
    const [fromMs, toMs] = [midnight - dayMs, midnight].map((local) => firstInstantOf(local, zone));
    const day = new Date(midnight - dayMs).toISOString().slice(0, 10);
    const data = { day, ...(await this.#count(fromMs ?? 0, (toMs ?? 0) - 1)) };
    return { topic: `digest ${day}`, body: { type: "digest.daily", timestamp: new Date(nowMs).toISOString(), data } };
  }

  async #count(fromMs: number, toMs: number): Promise<Pick<LetterData, "asked" | "talked" | "missed">> {
    const sum = { asked: 0, talked: 0, missed: 0 };
    for await (const page of this.#needs.callsBetween(fromMs, toMs))
      for (const call of page.filter(({ ownersOwn }) => !ownersOwn)) {
        sum.asked += 1;
        sum.talked += Number(hasTalked(call));
        sum.missed += Number(!hasTalked(call) && isFinal(call.summary.state) && call.summary.state !== "cancelled");
      }
    return sum;
  }

  async #look() {
    const { sipnet, hookUrl, settings } = this.#needs;
    const [money, hook, ours, view] = await Promise.all([
      balanceOf(sipnet),
      registeredHook(sipnet),
      hookUrl(),
      settings(),
    ]);
    const isStolen = typeof hook === "string" && ours !== null && hook !== ours;
    const stolen: { name: TroubleName; detail?: string }[] = isStolen ? [{ name: "webhook-stolen" }] : [];
    return [...troublesOfMoney(money), ...stolen, ...troublesOfBreaker(view)];
  }
}

function troubleNews(
  type: "trouble.raised" | "trouble.cleared",
  trouble: string,
  raisedMs: number,
  nowMs: number,
  detail?: string,
): News {
  const data = { trouble, ...(detail === undefined ? {} : { detail }) };
  return { topic: `${type} ${trouble} ${raisedMs}`, body: { type, timestamp: new Date(nowMs).toISOString(), data } };
}
