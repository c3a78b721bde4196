/** Visitors and the owner: each step of a history as the requests that their pages would send. */
import { type Cloud, NoAnswer, origin, secrets } from "./platform/cloud.ts";
import { addresses, phones, type Step } from "./history.ts";
import { cids } from "./provider/sipnet.ts";
import type { Scheduler } from "./platform/scheduler.ts";
import { granted, type Seen, type Told, type Wish } from "./seen.ts";

export type Of<Kind extends Step["do"]> = Extract<Step, { do: Kind }>;

const roundMs = 5 * 60_000;

export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

/** Weekly hours that a history may set; the third has a holiday today and tomorrow. */
export function hoursOf(which: number, nowMs: number): unknown {
  if (which === 0) return null;
  if (which === 1) return "always";
  const day = [["10:00", "18:00"]];
  const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const holidays = which === 3 ? [date(nowMs), date(nowMs + 86_400_000)] : [];
  return { zone: which === 2 ? "Europe/Berlin" : "Europe/Moscow", week, holidays };
}

interface Wanted extends Pick<Of<"visit">, "id" | "phone" | "button" | "laterMin"> {
  address: string;
  ticket: string;
}

export class People {
  readonly #cloud: Pick<Cloud, "request">;
  readonly #world: Scheduler;
  readonly #seen: Seen;

  constructor(cloud: Pick<Cloud, "request">, world: Scheduler, seen: Seen) {
    this.#cloud = cloud;
    this.#world = world;
    this.#seen = seen;
  }

  /** Opens the page, types for two seconds and asks. */
  async visit({ id, phone, from, button, laterMin }: Of<"visit">): Promise<void> {
    const address = addresses[from] ?? addresses[0];
    const cid = cids[button] ?? cids[0];
    const ticket = await this.#visitor("POST", "/v1/tickets", address, { button: cid });
    if (ticket.status !== 201) return;
    await this.#world.sleep(2_000);
    await this.#wishFor({ id, phone, button, laterMin, address, ticket: String(ticket.body.ticket) });
  }

  /** The same page, with the same ticket, asks to call this number as well. */
  async onceMore({ id, visit, phone }: Of<"once more">): Promise<void> {
    const wish = this.#wish(visit);
    if (!wish) return;
    const { button, address, ticket } = wish;
    await this.#wishFor({ id, phone, button, laterMin: null, address, ticket });
  }

  async #wishFor({ id, phone, button, laterMin, address, ticket }: Wanted): Promise<void> {
    const { trueMs, nowMs } = this.#world;
    // Slots are round times, and so are those of the watchdog.
    const atMs = laterMin === null ? null : Math.ceil((nowMs + laterMin * 60_000) / roundMs) * roundMs;
    const digits = phones[phone] ?? phones[0];
    const at = atMs === null ? {} : { at: new Date(atMs).toISOString() };
    const body = { button: cids[button] ?? cids[0], phone: `+${digits}`, ticket, ...at };
    const key = `key-of-a-visit-${id}-0000000000`;
    const asked = { askedMs: trueMs, askedClockMs: nowMs, atMs };
    const wish: Wish = {
      step: id,
      key,
      phone: digits,
      address,
      button,
      ticket,
      body,
      ...asked,
      told: [],
      onItsWay: 0,
      cancelledMs: null,
      cancelAsked: false,
      shown: null,
    };
    this.#seen.wishes.push(wish);
    await this.#ask(wish);
  }

  async retry({ visit }: Of<"retry">): Promise<void> {
    const wish = this.#wish(visit);
    if (wish) await this.#ask(wish);
  }

  async cancel({ visit }: Of<"cancel">): Promise<void> {
    const wish = this.#wish(visit);
    const id = wish && granted(wish);
    if (!wish || id === undefined) return;
    wish.cancelAsked = true;
    const { status } = await this.#visitor("DELETE", `/v1/calls/${id}`, wish.address);
    if (status === 204) wish.cancelledMs ??= this.#world.trueMs;
  }

  /** Every page that still waits looks at its call. */
  async look(): Promise<void> {
    await Promise.all(this.#seen.wishes.map((wish) => this.#lookAt(wish)));
  }

  async #lookAt(wish: Wish): Promise<void> {
    const id = granted(wish);
    if (id === undefined) return;
    const { status, body } = await this.#visitor("GET", `/v1/calls/${id}`, wish.address);
    const ms = this.#world.trueMs;
    if (status === 404) this.#seen.troubles.push(`the page of ${wish.phone} was told that its call does not exist`);
    if (status === 200) wish.shown = { ...(body as unknown as NonNullable<Wish["shown"]>), ms };
  }

  async optOut({ phone }: Of<"opt out">): Promise<void> {
    const digits = phones[phone] ?? phones[0];
    const { status, body } = await this.#visitor("POST", "/v1/opt-outs", addresses[phone] ?? "", {
      phone: `+${digits}`,
    });
    if (status === 202 && body.state !== "queued") this.#seen.optOuts.push({ phone: digits, ms: this.#world.trueMs });
  }

  async panic({ on }: Of<"panic">): Promise<void> {
    const sentMs = this.#world.trueMs;
    // Whether it has taken is not known before there is an answer, nor ever without one.
    const told = { on, sentMs, ms: Infinity };
    this.#seen.panic.push(told);
    const { status } = await this.owner("PUT", "/settings", { panic: on });
    if (status === 200) told.ms = this.#world.trueMs;
  }

  async hours({ button, hours: which }: Of<"hours">): Promise<void> {
    const hours = hoursOf(which, this.#world.nowMs);
    const sentMs = this.#world.trueMs;
    const { status } = await this.owner("PUT", `/buttons/${cids[button] ?? cids[0]}`, { hours });
    const ms = status === 200 || status === 202 ? this.#world.trueMs : Infinity;
    this.#seen.hours.push({ button, hours, sentMs, ms });
  }

  async edit({ id, button }: Of<"edit">): Promise<void> {
    const [cid, text] = [cids[button] ?? cids[0], `Edited ${id}`];
    const sentMs = this.#world.trueMs;
    const { status } = await this.owner("PUT", `/buttons/${cid}`, { text });
    this.#seen.texts.push({ cid, text, sentMs, ms: this.#world.trueMs, status });
  }

  async add({ text: n, id }: Of<"add">): Promise<void> {
    const text = `Added ${n} ${id}`;
    const sentMs = this.#world.trueMs;
    const { status } = await this.owner("POST", "/buttons", { phone: "74991112233", text });
    this.#seen.texts.push({ cid: null, text, sentMs, ms: this.#world.trueMs, status });
  }

  /** Calls back the first of those who were missed. */
  async callBack({ id }: Of<"call back">): Promise<void> {
    const { body } = await this.owner("GET", "/missed");
    const [first] = (body.missed ?? []) as { id: string; phone?: string }[];
    if (!first) return;
    const wish = this.#seen.wishes.find((each) => granted(each) === first.id);
    if (!wish) return;
    const askedClockMs = this.#world.nowMs;
    const call = { phone: wish.phone, askedMs: this.#world.trueMs, told: null as Told | null };
    this.#seen.callBacks.push(call);
    const { status } = await this.owner("POST", `/missed/${first.id}/call`, {}, `owner-calls-back-${id}`);
    const { trueMs: ms, nowMs: clockMs } = this.#world;
    call.told = { ms, clockMs, askedMs: call.askedMs, askedClockMs, status };
  }

  /** The owner has read what a restored backup lacks. */
  async confirm(): Promise<void> {
    for (const each of this.#seen.restored) each.untilMs ??= this.#world.trueMs;
    await this.owner("POST", "/health/restored", {});
  }

  /** A request with the owner's token. */
  owner(method: string, path: string, body?: unknown, key?: string): Promise<Reply> {
    const headers = {
      authorization: `Bearer ${secrets.ownerToken}`,
      ...(key === undefined ? {} : { "idempotency-key": key }),
    };
    return this.send(method, `/v1/owner${path}`, { headers, body });
  }

  /** The same key, as often as it is sent. */
  async #ask(wish: Wish): Promise<void> {
    const { trueMs: askedMs, nowMs: askedClockMs } = this.#world;
    wish.onItsWay += 1;
    const { status, body } = await this.#visitor("POST", "/v1/calls", wish.address, wish.body, wish.key);
    wish.onItsWay -= 1;
    const problem = String(body.type ?? "").replace("/problems/", "");
    const id = typeof body.id === "string" ? { id: body.id } : {};
    const times = { ms: this.#world.trueMs, clockMs: this.#world.nowMs, askedMs, askedClockMs };
    wish.told.push({ ...times, status, ...(problem === "" ? {} : { problem }), ...id });
  }

  /** The n-th latest. */
  #wish(n: number): Wish | undefined {
    const { wishes } = this.#seen;
    return wishes.length === 0 ? undefined : wishes[wishes.length - 1 - (n % wishes.length)];
  }

  #visitor(method: string, path: string, from: string, body?: unknown, key?: string): Promise<Reply> {
    const headers = { origin, "cf-connecting-ip": from, ...(key === undefined ? {} : { "idempotency-key": key }) };
    return this.send(method, path, { headers, body });
  }

  async send(
    method: string,
    path: string,
    { headers, body }: { headers: Record<string, string>; body?: unknown },
  ): Promise<Reply> {
    const json = body === undefined ? {} : { "content-type": "application/json" };
    const init = { method, headers: { "cf-connecting-ip": "192.0.2.1", ...json, ...headers } };
    const isolate = (headers["cf-connecting-ip"]?.length ?? 0) % 2;
    try {
      const answer = await this.#cloud.request(path, {
        ...init,
        isolate,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {} };
    } catch (error) {
      if (error instanceof NoAnswer) return { status: 0, body: {} };
      throw error;
    }
  }
}
