/**
 * The floor: a Worker that keeps the promises of a call with the least code that can. Two hops, the whole row with its
 * indexes in one commit before the dial, the outcome written, one look-up, ticket and number as keyed hashes, the
 * number parsed. No limits but one counter, no lists, no owner. What ours costs beyond it is the price of safety.
 */
import { DurableObject } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import { Hono } from "hono";
import parsePhone from "libphonenumber-js/max";

const firstLookMs = 2_000;
const lockMs = 15 * 60_000;
/** As ours does: whoever looks at all at once puts its own dials in the queue behind them. */
const looksAtOnce = 2;

interface Bindings {
  SHIELD: DurableObjectNamespace<Shield>;
  LEDGER: DurableObjectNamespace<Ledger>;
  SIPNET_URL: string;
}

interface Started {
  id: string;
  lookMs: number;
}

const salt = "floor".padEnd(32, "0");
const hash = (text: string) => createHmac("sha256", salt).update(text).digest().subarray(0, 16).toString("base64url");

/** The columns of our own calls, so that a row weighs the same. */
const columns = [
  "id TEXT PRIMARY KEY",
  "createdMs INTEGER",
  "button TEXT",
  "page TEXT",
  "lang TEXT",
  "operation TEXT",
  "account TEXT",
  "first TEXT",
  "ownerPhones TEXT",
  "idem TEXT UNIQUE",
  "intent TEXT",
  "ticket TEXT",
  "nets TEXT",
  "number TEXT",
  "prefix TEXT",
  "mask TEXT",
  "consent TEXT",
  "dial TEXT",
  "dialledMs INTEGER",
  "sipnetId TEXT",
  "uuids TEXT",
  "state TEXT",
  "ownerLeg TEXT",
  "visitorLeg TEXT",
  "sinceMs INTEGER",
  "version INTEGER",
  "reason TEXT",
  "durationS INTEGER",
  "kopecks INTEGER",
  "lockedUntilMs INTEGER",
  "pollMs INTEGER",
  "polls INTEGER",
  "flag TEXT",
  "atMs INTEGER",
  "sealed TEXT",
  "connectedMs INTEGER",
  "rating INTEGER",
  "frequent INTEGER",
  "fault TEXT",
];
const indexes = [
  "callsByTime ON calls (createdMs)",
  "callsBySipnetId ON calls (sipnetId) WHERE sipnetId IS NOT NULL",
  "callsByEnd ON calls (sinceMs) WHERE state IN ('ended', 'no-answer', 'busy', 'failed')",
  "callsOpen ON calls (pollMs) WHERE pollMs IS NOT NULL",
];

export class Shield extends DurableObject<Bindings> {
  readonly #seen = new Map<string, number>();

  count(address: string): number {
    const seen = (this.#seen.get(address) ?? 0) + 1;
    this.#seen.set(address, seen);
    return seen;
  }
}

export class Ledger extends DurableObject<Bindings> {
  readonly #sql: SqlStorage;
  readonly #open = new Map<string, Started>();
  #armedMs = Infinity;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS calls (${columns.join()})`);
    for (const index of indexes) this.#sql.exec(`CREATE INDEX IF NOT EXISTS ${index}`);
  }

  ask(key: string, phone: string, address: string): string {
    const [known] = this.#sql.exec("SELECT id FROM calls WHERE idem = ?", key).toArray();
    if (known) return String(known.id);
    const nowMs = Date.now();
    const number = hash(phone);
    const row = {
      id: crypto.randomUUID(),
      createdMs: nowMs,
      button: "button",
      lang: "ru",
      operation: "gencall",
      first: "owner",
      ownerPhones: "74951234567",
      idem: key,
      intent: `button ${number}`,
      ticket: hash(key),
      nets: hash(address),
      number,
      prefix: hash(phone.slice(0, -4)),
      mask: "+7916***4567",
      dial: "dialling",
      dialledMs: nowMs,
      uuids: "",
      state: "dialling",
      ownerLeg: "waiting",
      visitorLeg: "waiting",
      sinceMs: nowMs,
      version: 1,
      kopecks: 0,
      lockedUntilMs: nowMs + lockMs,
      pollMs: nowMs + lockMs,
      polls: 0,
    };
    const names = Object.keys(row);
    this.#sql.exec(
      `INSERT INTO calls (${names.join()}) VALUES (${names.map(() => "?").join()})`,
      ...Object.values(row),
    );
    this.#arm(nowMs + firstLookMs);
    this.ctx.waitUntil(this.#dial(row.id, phone));
    return row.id;
  }

  async #dial(id: string, phone: string): Promise<void> {
    const { id: providers } = await this.#askProvider<{ id: string }>({
      operation: "gencall",
      dstphone: phone.slice(1),
    });
    const lookMs = Date.now() + firstLookMs;
    this.#sql.exec("UPDATE calls SET dial = 'started', sipnetId = ?, pollMs = ? WHERE id = ?", providers, lookMs, id);
    this.#open.set(id, { id: providers, lookMs });
    this.#arm(lookMs);
  }

  async #askProvider<Answer>(params: Record<string, string>): Promise<Answer> {
    const response = await fetch(this.env.SIPNET_URL, { method: "POST", body: new URLSearchParams(params) });
    return response.json();
  }

  #arm(ms: number): void {
    if (ms >= this.#armedMs) return;
    this.#armedMs = ms;
    void this.ctx.storage.setAlarm(ms);
  }

  override async alarm(): Promise<void> {
    this.#armedMs = Infinity;
    const lane = async () => {
      for (let next = this.#nextDue(); next !== undefined; next = this.#nextDue()) await this.#look(...next);
    };
    await Promise.all(Array.from({ length: looksAtOnce }, lane));
    const [next] = this.#open.values();
    if (next !== undefined) this.#arm(Math.max(next.lookMs, Date.now() + 50));
  }

  /** They lie in the order in which they are due. */
  #nextDue(): [id: string, started: Started] | undefined {
    const [next] = this.#open;
    if (next === undefined || next[1].lookMs > Date.now()) return undefined;
    this.#open.delete(next[0]);
    return next;
  }

  async #look(id: string, started: Started): Promise<void> {
    const { calls } = await this.#askProvider<{ calls: { Duration: number }[] }>({
      operation: "calls2",
      id: started.id,
    });
    const over = "state = 'ended', ownerLeg = 'ended', visitorLeg = 'ended', pollMs = NULL, lockedUntilMs = 0";
    const query = `UPDATE calls SET ${over}, version = 2, sinceMs = ?, durationS = ? WHERE id = ?`;
    this.#sql.exec(query, Date.now(), calls[0]?.Duration ?? 0, id);
  }
}

export class ButtonsRecord extends DurableObject<Bindings> {}
export class Desk extends DurableObject<Bindings> {}
export class PastScripts extends DurableObject<Bindings> {}

const view = {
  button: "x",
  text: "Call",
  color: "#008735",
  design: 2,
  lang: "ru",
  open: true,
  callerId: "+74951234567",
};
const headers = {
  etag: '"abcdefghijk"',
  "cache-control": "public, max-age=60",
  vary: "Origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

export default new Hono<{ Bindings: Bindings }>()
  .get("/v1/buttons/:cid", (c) => c.json(view, 200, headers))
  .post("/v1/calls", async (c) => {
    const { phone, ticket } = await c.req.json<{ phone: string; ticket: string }>();
    const key = c.req.header("Idempotency-Key") ?? "";
    const address = c.req.header("CF-Connecting-IP") ?? "";
    if (hash(`${ticket}\n${c.req.header("Origin")}\n${address}`) === ticket) return c.text("never", 403);
    const parsed = parsePhone(phone, { defaultCountry: "RU", extract: false });
    if (!parsed?.isValid() || parsed.country !== "RU" || !parsed.getType()) return c.text("no number", 422);
    await c.env.SHIELD.getByName("shard").count(address);
    const id = await c.env.LEDGER.getByName("ledger").ask(key, phone, address);
    return c.json({ id, state: "dialling" }, 202);
  });
