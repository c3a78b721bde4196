/**
 * What a bare Worker costs that does the same hops and no more: one object in memory, one that
 * writes two rows, one request to a provider. Everything beyond it is the price of safety.
 */
import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";

interface Counter {
  count(key: string): Promise<number>;
}

interface Notebook {
  note(key: string, phone: string): Promise<string>;
}

interface Bindings {
  COUNTER: { getByName(name: string): Counter };
  NOTEBOOK: { getByName(name: string): Notebook };
  SIPNET_URL: string;
}

export class InMemory extends DurableObject {
  readonly #seen = new Map<string, number>();

  count(key: string): number {
    const seen = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, seen);
    return seen;
  }
}

export class OnDisk extends DurableObject {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec("CREATE TABLE IF NOT EXISTS calls (id TEXT PRIMARY KEY, phone TEXT)");
    this.#sql.exec("CREATE TABLE IF NOT EXISTS counts (id TEXT PRIMARY KEY, n INTEGER)");
  }

  note(key: string, phone: string): string {
    this.#sql.exec("INSERT OR REPLACE INTO calls (id, phone) VALUES (?, ?)", key, phone);
    this.#sql.exec("INSERT OR REPLACE INTO counts (id, n) VALUES (?, 1)", key);
    return key;
  }
}

const view = {
  button: "x",
  text: "Call",
  color: "#008735",
  design: 2,
  lang: "ru",
  open: true,
  callerId: "+74951234567",
};

export default new Hono<{ Bindings: Bindings }>()
  .get("/v1/buttons/:cid", (c) => c.json(view))
  .post("/v1/calls", async (c) => {
    const { phone } = await c.req.json<{ phone: string }>();
    const key = c.req.header("Idempotency-Key") ?? "";
    await c.env.COUNTER.getByName("counter").count(c.req.header("CF-Connecting-IP") ?? "");
    const id = await c.env.NOTEBOOK.getByName("notebook").note(key, phone);
    const body = new URLSearchParams({ operation: "gencall", dstphone: phone.slice(1) });
    await (await fetch(c.env.SIPNET_URL, { method: "POST", body })).text();
    return c.json({ id, state: "dialling" }, 202);
  });
