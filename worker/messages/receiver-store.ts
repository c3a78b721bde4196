/** Receivers in the desk's own SQLite. What opens them rests sealed and is never answered back. */
import type { Receiver, ReceiverKind, ReceiverRules } from "../contract/owner-messages.ts";
import { seal, unseal } from "../crypto.ts";
import { migrate } from "../migrations.ts";
import type { Sql } from "../storage.ts";
import { dayMs } from "../time/durations.ts";
import { Versions } from "../versions.ts";
import { laidUpon, seenOf } from "./receiver-edits.ts";
import type { Secrets } from "./secrets.ts";
import { newSecret } from "./channels/webhook.ts";

export const mostReceivers = 20;

export interface KeptReceiver extends ReceiverRules {
  id: string;
  kind: ReceiverKind;
  place: string;
  sealed: string;
  ended?: true;
}

/** A receiver as the owner wants it; without an id it is new. */
export interface ReceiverChange extends ReceiverRules {
  id?: string | undefined;
  kind: ReceiverKind;
  /** Null: as they are. */
  secrets: Secrets | null;
  place: string;
  /** Of a webhook: a new signing secret, the former one signs for another day. */
  rotate?: boolean;
}

export type Saved =
  | { version: number; receivers: Receiver[] }
  | { unknown: string }
  | { missing: string }
  /** Somebody else has changed the same since it was seen. */
  | { changedMeanwhile: true };

const record = "receivers";

export class ReceiverStore {
  readonly #sql: Sql;
  readonly #key: () => Promise<CryptoKey>;
  readonly #versions: Versions;
  #all: KeptReceiver[] | undefined;

  constructor(sql: Sql, key: () => Promise<CryptoKey>) {
    this.#sql = sql;
    this.#key = key;
    this.#versions = new Versions(sql);
    migrate(sql, "receivers", [
      ["CREATE TABLE IF NOT EXISTS receivers (id TEXT PRIMARY KEY, place INTEGER, kept TEXT)"],
    ]);
  }

  all(): readonly KeptReceiver[] {
    this.#all ??= this.#sql
      .exec("SELECT kept FROM receivers ORDER BY place")
      .toArray()
      .map(({ kept }) => JSON.parse(String(kept)) as KeptReceiver);
    return this.#all;
  }

  find(id: string): KeptReceiver | null {
    return this.all().find((each) => each.id === id) ?? null;
  }

  /** Null where they were sealed with another key. */
  async secretsOf({ sealed }: KeptReceiver): Promise<Secrets | null> {
    const text = await unseal(await this.#key(), sealed);
    return text === null ? null : (JSON.parse(text) as Secrets);
  }

  /** Which state of the list this is. */
  version(): number {
    return this.#versions.note(record, seenOf(this.all()), "console");
  }

  /**
   * Puts these in the place of all; secrets that were made for it are in this one answer. With the `version` that was
   * seen, only what was changed since then changes.
   */
  async put(
    wanted: readonly ReceiverChange[],
    newId: () => string,
    nowMs: number,
    version: number | null = null,
  ): Promise<Saved> {
    const before = this.all();
    const seen = version === null ? seenOf(before) : this.#versions.at(record, version)?.fields;
    const laid = seen === undefined ? null : laidUpon(seen, before, wanted);
    if (laid === null || laid.changes.length + laid.kept.length > mostReceivers) return { changedMeanwhile: true };
    const made = new Map<string, string>();
    const kept: KeptReceiver[] = [];
    for (const { secrets, rotate, ...rules } of laid.changes) {
      const known = rules.id === undefined ? null : this.find(rules.id);
      if (rules.id !== undefined && known?.kind !== rules.kind) return { unknown: rules.id };
      if (known === null && secrets === null) return { missing: rules.kind };
      const id = known?.id ?? newId();
      const former = known && (await this.secretsOf(known));
      const next = { ...former, ...secrets };
      if (rules.kind === "webhook") Object.assign(next, signing(former, secrets, rotate === true, nowMs));
      if (rules.kind === "webhook" && next.secret !== former?.secret && next.secret !== secrets?.secret)
        made.set(id, next.secret ?? "");
      const place = rules.place === "" ? (known?.place ?? "") : rules.place;
      // What is over begins again with another subscription only.
      const isOver = known?.ended === true && secrets === null;
      const on = rules.on && !isOver;
      const over = isOver ? { ended: true as const } : {};
      kept.push({ ...rules, ...over, on, id, place, sealed: await seal(await this.#key(), JSON.stringify(next)) });
    }
    // Sealing takes a moment, in which another may have saved.
    if (this.all() !== before) return { changedMeanwhile: true };
    const all = [...kept, ...laid.kept];
    this.#replace(all);
    return { version: this.version(), receivers: all.map((each) => viewOf(each, made.get(each.id))) };
  }

  /** Nothing reaches it any more. What was changed since it was read is another receiver by now. */
  end({ id, sealed }: KeptReceiver): void {
    const ended = { on: false, ended: true } as const;
    this.#replace(this.all().map((each) => (each.id === id && each.sealed === sealed ? { ...each, ...ended } : each)));
  }

  /** In one turn: all of them are in place, or none. */
  #replace(kept: KeptReceiver[]): void {
    this.#sql.exec("DELETE FROM receivers");
    for (const [place, each] of kept.entries())
      this.#sql.exec("INSERT INTO receivers (id, place, kept) VALUES (?, ?, ?)", each.id, place, JSON.stringify(each));
    this.#all = kept;
  }
}

/** The signing secret from now on, and the one before for another day. */
function signing(former: Secrets | null, given: Secrets | null, rotate: boolean, nowMs: number): Secrets {
  const secret = given?.secret ?? (former === null || rotate ? newSecret() : former.secret) ?? newSecret();
  if (former?.secret === undefined || former.secret === secret) return { secret };
  return { secret, former: former.secret, formerUntilMs: String(nowMs + dayMs) };
}

export function viewOf(kept: KeptReceiver, secret?: string): Receiver {
  const { id, kind, name, on, events, buttons, quiet, waitS, number, lang, place, ended } = kept;
  const rules = { name, on, events, buttons, quiet, waitS, number, lang };
  return { id, kind, place, ...rules, ...(ended ? { ended } : {}), ...(secret === undefined ? {} : { secret }) };
}
