/**
 * The Ledger: one object per API key, through which every dial must pass. It writes first
 * and dials after; what it does not know it looks up, and it never dials by itself again.
 */
import { DurableObject } from "cloudflare:workers";
import type { Verdict } from "./admission.ts";
import { Book, pollAfterMs } from "./book.ts";
import { now } from "./clock.ts";
import { type DialPlan, dial, lookAround, lookUp, matching } from "./dialler.ts";
import { Facts } from "./facts.ts";
import { Gate } from "./gate.ts";
import { attemptOf, type CallRow, Journal } from "./journal.ts";
import { base64url, deriveKeys, keyedHash, type Keys } from "./keys.ts";
import { log } from "./log.ts";
import { isFinal, sawLeg, sawRow, type Side } from "./progress.ts";
import type { Call, LegState } from "./protocol.ts";
import { type Blocked, Refusals } from "./refusals.ts";
import { Salts } from "./salts.ts";
import { type Env, readSettings, type Settings } from "./settings.ts";
import { createSipnet, type Sipnet } from "./sipnet/client.ts";
import type { HookEvent } from "./sipnet/hook-event.ts";
import type { TwoLegCall } from "./sipnet/readers.ts";
import type { RefusalNote } from "./tally.ts";
import { Suppressions } from "./suppressions.ts";
import { callView, Watchers } from "./watchers.ts";
import { dialPatienceMs, intentOf, type NumberHashes, rowFor, type Wish } from "./wish.ts";

/** What became of a wish: a call (new or already known), another use of its key, or a refusal. */
export type Answer = { id: string; fresh: boolean } | { reused: true } | { refused: Verdict };

const sweepMs = 60 * 60_000;

export class Ledger extends DurableObject<Env> {
  readonly #settings: Settings;
  readonly #sipnet: Sipnet;
  readonly #book: Book;
  readonly #salts: Salts;
  readonly #refusals: Refusals;
  readonly #suppressions: Suppressions;
  readonly #gate: Gate;
  readonly #watchers = new Watchers();
  readonly #asking = new Set<string>();
  readonly #keys: Promise<Keys>;
  #sweptMs = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#settings = readSettings(env);
    const { sipnetUrl: url, credentials, appSecret } = this.#settings;
    this.#sipnet = createSipnet({ url, credentials, fetch: (input, init) => fetch(input, init) });
    this.#keys = deriveKeys(appSecret);
    const facts = new Facts(ctx.storage.sql);
    this.#salts = new Salts(facts);
    this.#suppressions = new Suppressions(ctx.storage.sql);
    this.#gate = new Gate(facts, this.#suppressions, this.#settings.limitsOverride);
    this.#book = new Book(new Journal(ctx.storage.sql), now());
    this.#refusals = new Refusals(ctx.storage.sql);
    for (const row of this.#book.recover(now())) log({ event: "recovered", call: row.id, dial: row.dial });
    void ctx.blockConcurrencyWhile(() => this.#arm());
  }

  /** Grants or refuses a call; a granted one is durable when this answers, and dialled right after. */
  async ask(wish: Wish): Promise<Answer> {
    const hashes = await this.#hashes(wish.phone);
    const nets = await this.#salts.hash(wish.address, now());
    // No await from here to the end of `ask`: the limits hold because this is one turn.
    const nowMs = now();
    const { limits } = this.#gate;
    const row = rowFor(wish, hashes, nets, base64url(crypto.getRandomValues(new Uint8Array(18))), limits, nowMs);
    const gate = () => this.#gate.judge({ ...wish, ...hashes }, nowMs);
    const asked = this.#book.ask(row, { ...attemptOf(row), nets }, limits, gate);
    if (!("reserved" in asked)) return "known" in asked ? { id: asked.known.id, fresh: false } : asked;
    this.ctx.waitUntil(this.#dial(asked.reserved, wish.plan));
    await this.#arm();
    return { id: row.id, fresh: true };
  }

  /** The answer an `Idempotency-Key` already has, so that a late retry is not refused for its age. */
  async recall(idem: string, button: string, phone: string, at: string | null): Promise<Answer | null> {
    const intent = intentOf(button, (await this.#hashes(phone)).number, at);
    const known = this.#book.recall(idem, intent);
    return known && "known" in known ? { id: known.known.id, fresh: false } : (known as { reused: true } | null);
  }

  /** A call as its visitor may see it. */
  look(id: string): Call | null {
    const row = this.#book.byId(id);
    return row && callView(row);
  }

  /** A call's changes as server-sent events, the present state first. */
  events(id: string): ReadableStream<Uint8Array> | null {
    const row = this.#book.byId(id);
    return row && this.#watchers.watch(row);
  }

  /** Takes a call back that has not been dialled; false once it has. */
  cancel(id: string): boolean | null {
    const row = this.#book.byId(id);
    if (!row) return null;
    if (row.dial !== "scheduled" && row.dial !== "reserved") return row.dial === "cancelled";
    this.#tell(this.#book.neverDialled(row, "cancelled", now()));
    return true;
  }

  /** A webhook's hint: shows a leg of the one call it fits, and has the provider asked at once. */
  async hear(event: HookEvent): Promise<void> {
    const { number } = await this.#hashes(`+${event.calleeId}`);
    const fits = this.#book.open().flatMap((row): [CallRow, Side][] => {
      const side = sideOf(row, event, number);
      return side ? [[row, side]] : [];
    });
    const [only] = fits;
    const leg: LegState | undefined = { INVITE: "ringing", CONNECTED: "answered", BYE: undefined }[event.state];
    if (only && leg && fits.length === 1) {
      const [row, side] = only;
      this.#tell(this.#book.move(row, (seen) => sawLeg(seen, side, leg, now())));
      if (leg === "ringing") return;
    }
    await Promise.all(fits.map(([row]) => this.#followUp(row.id)));
  }

  /** Adds an isolate's gathered refusals to the owner's count. */
  noteRefusals(counts: Record<string, number>, notes: RefusalNote[]): void {
    this.#refusals.note(counts, notes);
  }

  /** Every refusal by the rule that fired. */
  blocked(): Blocked {
    return this.#refusals.list();
  }

  /** Wakes the Ledger, in case its alarm was lost. */
  async wake(): Promise<void> {
    await this.alarm();
  }

  override async alarm(): Promise<void> {
    try {
      const due = this.#book.open().filter(({ pollMs }) => pollMs !== null && pollMs <= now());
      await Promise.all(due.map(({ id }) => this.#followUp(id)));
      if (now() - this.#sweptMs > sweepMs) this.#book.forget((this.#sweptMs = now()));
    } catch (error) {
      log({ event: "alarm-failed", because: error instanceof Error ? error.name : "Error" });
    } finally {
      await this.#arm();
    }
  }

  async #dial(reserved: CallRow, plan: DialPlan): Promise<void> {
    await this.ctx.storage.sync();
    const reread = this.#book.byId(reserved.id);
    if (reread?.dial !== "reserved") return;
    const row = this.#book.change(reread, { dial: "dialling", dialledMs: now(), pollMs: now() + dialPatienceMs });
    const outcome = await dial(this.#sipnet, plan);
    const latest = this.#book.byId(row.id) ?? row;
    log({
      event: "dialled",
      call: row.id,
      dial: outcome.dial,
      ...("because" in outcome ? { because: outcome.because } : {}),
    });
    // A webhook or a look-up may have settled it already; an outcome then has nothing to add.
    if (latest.dial !== "dialling") return;
    if (outcome.dial === "started") {
      this.#book.change(latest, { dial: "started", sipnetId: outcome.sipnetId, pollMs: now() + 2_000 });
    } else if (outcome.dial === "unknown") this.#tell(this.#book.lose(latest, now()));
    else this.#tell(this.#book.neverDialled(latest, outcome.dial, now()));
    await this.#arm();
  }

  /** Asks the provider what became of a call, once at a time for each. */
  async #followUp(id: string): Promise<void> {
    if (this.#asking.has(id)) return;
    this.#asking.add(id);
    try {
      await this.#confirm(id);
    } finally {
      this.#asking.delete(id);
    }
  }

  async #confirm(id: string): Promise<void> {
    const row = this.#book.byId(id);
    if (!row || isFinal(row.state)) return;
    const found = await this.#find(row);
    const latest = this.#book.byId(id);
    if (!latest || isFinal(latest.state)) return;
    if (found) this.#tell(this.#attach(latest, found));
    else if (this.#book.isHopeless(latest, now())) this.#tell(this.#book.giveUp(latest, now()));
    else this.#book.change(latest, { polls: latest.polls + 1, pollMs: now() + pollAfterMs(latest) });
    await this.#arm();
  }

  async #find(row: CallRow): Promise<{ seen: TwoLegCall; twice: boolean } | null> {
    try {
      if (row.sipnetId !== null) {
        const seen = await lookUp(this.#sipnet, row, now());
        return seen && { seen, twice: false };
      }
      const isVisitor = async (phone: string) => (await this.#hashes(`+${phone}`)).number === row.number;
      const rows = await matching(await lookAround(this.#sipnet, row, now()), row, isVisitor);
      const free = rows.filter((each) => each.id === undefined || !this.#book.isAttached(each.id));
      const [seen] = free;
      return seen ? { seen, twice: free.length > 1 } : null;
    } catch (error) {
      log({ event: "look-up-failed", call: row.id, because: error instanceof Error ? error.name : "Error" });
      return null;
    }
  }

  /** Takes over what the provider's row says; an unknown outcome is thereby known to have been placed. */
  #attach(row: CallRow, { seen, twice }: { seen: TwoLegCall; twice: boolean }): CallRow {
    const extra: Partial<CallRow> = { polls: row.polls + 1, pollMs: now() + pollAfterMs(row) };
    if (row.dial !== "started") Object.assign(extra, { dial: "started", sipnetId: seen.id ?? null });
    if (seen.uuids.length > 0) extra.uuids = seen.uuids.join();
    if (twice) extra.flag = "two calls of the provider match";
    if (seen.price !== undefined) extra.kopecks = Math.round(seen.price * 100);
    const known = row.state === "unknown" ? { ...row, state: "dialling" as const } : row;
    return this.#book.move(known, (progress) => sawRow(progress, seen, row.first, now()), extra);
  }

  #tell(row: CallRow): void {
    this.#watchers.tell(row);
    if (!isFinal(row.state)) return;
    const { window } = this.#gate.limits.breaker;
    this.#gate.review(this.#book.finishedSince(this.#gate.countsSinceMs(), window), now());
  }

  async #hashes(phone: string): Promise<NumberHashes> {
    const key = (await this.#keys).number;
    return { number: await keyedHash(key, phone), prefix: await keyedHash(key, phone.slice(0, -4)) };
  }

  /** One alarm for whatever is due next, set anew only when it must ring earlier. */
  async #arm(): Promise<void> {
    const next = Math.min(this.#book.nextPollMs() ?? Infinity, now() + sweepMs);
    const armed = await this.ctx.storage.getAlarm();
    if (armed === null || armed > next) await this.ctx.storage.setAlarm(Math.max(next, now() + 50));
  }
}

/** Whose leg of this call a webhook speaks of, if any. */
function sideOf(row: CallRow, event: HookEvent, number: string): Side | null {
  const second: Side = row.first === "owner" ? "visitor" : "owner";
  const known = row.uuids.split(",").indexOf(event.callId);
  if (known >= 0) return known === 0 ? row.first : second;
  if (row.number === number) return "visitor";
  return row.ownerPhones.split(",").includes(event.calleeId) ? "owner" : null;
}
