/**
 * A provider on paper: enough of SIPNET for the Worker to dial and to look up, at the test's own
 * clock, with every fault that an HTTP client can see. What was really placed is on its list.
 */
import { hand } from "./hand-clock.ts";
import { hour } from "../safety/limiter/oracle.ts";

/** What happens to a dialling request. `placed` says whether the phones ring all the same. */
export interface Fault {
  name: string;
  placed: boolean | "twice";
  /** Null: no answer ever comes. */
  answer: ((placed: Response) => Response | Promise<Response>) | null;
}

export interface PlacedCall {
  id: string;
  operation: string;
  src: string;
  dst: string;
  atMs: number;
  /** The sub-account it was placed for. */
  account: string | null;
}

export const cid = "D6VZ0000000000000000000000000ZG4";
export const ownerPhone = "74951234567";
const talkMs = 20_000;

export class PaperProvider {
  readonly placed: PlacedCall[] = [];
  /** Every request to dial, whatever became of it. */
  readonly asked: PlacedCall[] = [];
  /** A call of the account that nobody asked this Worker for. */
  readonly strangers: PlacedCall[] = [
    { id: "1", operation: "gencall", src: "74950000001", dst: "74950000002", atMs: 0, account: null },
  ];
  /** Armed for the next dialling requests, first come first served. */
  readonly faults: Fault[] = [];
  /** `calls2` answers as it should, a minute late, with nothing, in part, an hour off, or not at all. */
  list: "whole" | "late" | "empty" | "partial" | "ahead" | "behind" | "down" = "whole";
  /** The account's buttons. */
  buttons = [cid];
  talkS = 20;
  /** How long its calls last. */
  lastsMs = talkMs;
  /** Those that have struck. */
  readonly struck: Fault[] = [];
  /** How many looks each state of the list was given. */
  readonly looks = new Map<string, number>();
  /** Rows as another provider would write them. */
  write = (row: Record<string, unknown>): Record<string, unknown> => row;
  /** Every body it was sent. */
  readonly heard: string[] = [];
  #made = 0;

  async answer(url: string, { body, signal }: RequestInit): Promise<Response> {
    const params = new URLSearchParams(String(body));
    const operation = params.get("operation") ?? "";
    this.heard.push(`${url} ${body}`);
    if (operation === "webbuttons") return json({ buttons: this.buttons.map(buttonOf) });
    if (operation === "aninnumbers") return json({ phones: [{ phone: ownerPhone, default: "Y" }] });
    if (operation === "calls2") return this.#calls2(params);
    if (!operation.startsWith("gen")) return json({});
    const fault = this.faults.shift();
    const id = this.#place(operation, params, fault?.placed ?? true);
    if (!fault) return json({ id });
    this.struck.push(fault);
    return fault.answer ? fault.answer(json({ id })) : hang(signal);
  }

  #place(operation: string, params: URLSearchParams, placed: Fault["placed"]): string {
    const id = `${1_000 + ++this.#made}`;
    // Without a source it is the account's caller number that rings.
    const [src, dst] = [params.get("srcphone") ?? ownerPhone, params.get("dstphone") ?? ""];
    const call = { operation, src, dst, atMs: hand.nowMs, account: params.get("foruser") };
    this.asked.push({ ...call, id });
    if (placed) this.placed.push({ ...call, id });
    if (placed === "twice") this.placed.push({ ...call, id: `${id}1` });
    return id;
  }

  #calls2(params: URLSearchParams): Response {
    this.looks.set(this.list, (this.looks.get(this.list) ?? 0) + 1);
    if (this.list === "down") return new Response("", { status: 503 });
    const wanted = params.get("id");
    const shownMs = this.list === "empty" ? -Infinity : this.list === "late" ? hand.nowMs - 60_000 : Infinity;
    const found = [...this.strangers, ...this.placed].filter(
      ({ id, atMs, account }) =>
        atMs <= shownMs && (wanted === null || id === wanted) && account === params.get("foruser"),
    );
    return json({ calls: found.slice(-50).map((call) => this.write(this.#row(call))) });
  }

  #row({ id, src, dst, atMs }: PlacedCall): Record<string, unknown> {
    if (this.list === "partial") return { ID: id, Account: "demo" };
    const over = hand.nowMs - atMs > this.lastsMs;
    const state = over ? "completed" : "connected";
    const leg = over ? "ended" : "answered";
    const offMs = { ahead: hour, behind: -hour }[String(this.list)] ?? 0;
    const [GMT, Duration] = [gmt(atMs + offMs), over ? this.talkS : 0];
    return { ID: id, GMT, SrcPhone: src, DstPhone: dst, State: state, SrcState: leg, DstState: leg, Duration };
  }
}

function buttonOf(id: string): Record<string, unknown> {
  return { cid: id, phone: ownerPhone, color: "#008735", text: "?" };
}

/** Nothing comes back until the caller has had enough. */
function hang(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, fail) => {
    signal?.addEventListener("abort", () => fail(new DOMException("aborted", "AbortError")), { once: true });
  });
}

function json(fields: object): Response {
  return Response.json({ status: "success", apiVersion: "2.7.0", ...fields });
}

/** `24.11.2026 09:00:00`, GMT. API document, section 3. */
function gmt(ms: number): string {
  const [date = "", time = ""] = new Date(ms).toISOString().split(/[T.]/);
  return `${date.split("-").toReversed().join(".")} ${time}`;
}
