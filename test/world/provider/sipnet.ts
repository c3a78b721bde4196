/** SIPNET in a world: it places calls, rings phones, keeps lists and buttons, tells of it all by webhook, and fails. */
import { type Call, courseOf, type Mood, standingAt } from "./phones.ts";
import { type DialFault, fairWeather, plainShapes, type ProviderWeather, type Shape } from "./weather.ts";
import { attemptsOf, wornShapes } from "./worn-shapes.ts";
import { broken, gmt, good, silence } from "./replies.ts";
import type { Scheduler } from "../platform/scheduler.ts";

export const cids = ["D6VZ0000000000000000000000000ZG4", "D6VZ0000000000000000000000000ZG5"] as const;
export const ownerPhones = ["74951234567", "74957654321"] as const;

/** Whom the second button may ring instead, all at once. */
export const agentPhones = ["74953330101", "74953330202"] as const;
const owners: readonly string[] = [...ownerPhones, ...agentPhones];
export const shapes = [...plainShapes, ...wornShapes];

/** Whether a phone is the owner's or an agent's, and so no stranger's. */
export const isOwn = (phone: string): boolean => owners.includes(phone);

/** Which button rings these phones; -1 for none. */
export function buttonOf(parties: readonly string[]): number {
  const place = owners.findIndex((phone) => parties.includes(phone));
  return Math.min(place, 1);
}

/** A request to dial, as it arrived; it may have placed nothing. */
export interface Dial {
  operation: string;
  src: string;
  dst: string[];
  ms: number;
  /** What the Worker's clock shows. */
  clockMs: number;
  /** The provider said no: the phones were left alone. */
  refused: boolean;
}

export interface Button {
  cid: string;
  phone: string;
  color: string;
  btntype: string;
  text: string;
  descr: string;
  dtmf: string;
}

const hourMs = 3_600_000;
const button = (index: 0 | 1): Button => {
  const fixed = { color: "#008735", btntype: "2", descr: "", dtmf: "N" };
  return { ...fixed, cid: cids[index], phone: ownerPhones[index], text: `Button ${index}` };
};

export class Provider {
  readonly dials: Dial[] = [];
  readonly calls: Call[] = [];
  readonly buttons = new Map<string, Button>([button(0), button(1)].map((each) => [each.cid, each]));
  readonly moods = new Map<string, Mood>();
  weather: ProviderWeather = fairWeather();
  shape: Shape = shapes[0]?.[1] ?? (() => []);
  talkMs = 30_000;
  latencyMs = 40;
  /** Sends a webhook's body to whoever has registered. */
  tell: (url: string, body: object) => void = () => undefined;
  /** Ends the Ledger in the middle of a dial. */
  kill: () => void = () => undefined;
  /** When the Ledger asked what became of a call; the owner's own lists are not among these. */
  readonly polls: number[] = [];
  #hook: string | null = null;
  #made = 0;
  readonly #world: Scheduler;

  constructor(world: Scheduler) {
    this.#world = world;
  }

  get #nowMs(): number {
    return this.#world.trueMs;
  }

  /** A request that has left. @throws as a broken connection does */
  async answer(body: string, aborted: AbortSignal | null): Promise<Response> {
    const params = new URLSearchParams(body);
    const operation = params.get("operation") ?? "";
    if ((operation === "calls2" || operation === "attempts") && !params.has("showchild")) this.polls.push(this.#nowMs);
    const isDial = operation.startsWith("gen");
    await this.#world.sleep(this.latencyMs + (isDial ? 0 : this.weather.slowMs));
    if (isDial) return this.#dial(operation, params, aborted);
    if (operation === "calls2") return this.#calls2(params, aborted);
    if (operation === "webbuttons") return this.#webbuttons(params);
    if (operation === "webhook") return this.#webhook(params);
    if (operation === "attempts") return good({ attempts: this.#attempts() });
    if (operation === "aninnumbers") return good({ phones: [{ phone: ownerPhones[0], default: "Y" }] });
    if (operation === "balance") return good({ balance: "100.00", currency: "RUB" });
    return good({});
  }

  #webhook(params: URLSearchParams): Response {
    if (params.get("action") === "set") this.#hook = params.get("url");
    return good({ url: this.#hook ?? "", webhooks: this.#hook === null ? [] : [{ url: this.#hook }] });
  }

  async #dial(operation: string, params: URLSearchParams, aborted: AbortSignal | null): Promise<Response> {
    const src = params.get("srcphone") ?? ownerPhones[0];
    const dst = (params.get("dstphone") ?? "").split(",");
    const fault: DialFault = this.weather.dials.shift() ?? { name: "", placed: true, answer: "good" };
    const refused = fault.answer === "refusal";
    this.dials.push({ operation, src, dst, refused, ms: this.#nowMs, clockMs: this.#world.nowMs });
    const before = this.calls.at(-1)?.id ?? "1";
    const id = String(5_000 + (this.#made += 1));
    const place = (suffix = "") =>
      this.#place({ id: id + suffix, operation, src, dst, account: params.get("foruser"), fault: fault.name });
    if (fault.placed && fault.lateMs !== undefined) this.#world.at(this.#nowMs + fault.lateMs, () => place());
    else if (fault.placed) place();
    if (fault.placed === "twice") place("1");
    if (fault.kills) this.kill();
    const answerMs = fault.afterMs ?? this.weather.slowMs;
    if (answerMs > 0) await this.#world.sleep(answerMs);
    const { answer } = fault;
    if (typeof answer === "number") return new Response("", { status: answer });
    if (answer === "lost") throw broken();
    if (answer === "silence") return silence(aborted);
    if (answer === "refusal") return Response.json({ status: "error", errorCode: "12", errorMessage: "no" });
    if (answer === "html") return new Response("<h1>Welcome</h1>", { headers: { "content-type": "text/html" } });
    return good(
      answer === "no id"
        ? {}
        : { id: { good: id, "a stranger's id": "1", "the last id": before, "another id": `77${id}` }[answer] },
    );
  }

  #place(call: Omit<Call, "placedMs" | "course" | "answering">): void {
    const moodOf = (phone: string) => this.moods.get(phone) ?? "answers";
    const dst = call.dst.map(moodOf);
    const mood = dst.find((each) => each === "answers") ?? dst.at(-1) ?? "silent";
    const course = courseOf(this.#nowMs, moodOf(call.src), mood, this.talkMs);
    const placed = { ...call, placedMs: this.#nowMs, course, answering: dst.indexOf("answers") };
    this.calls.push(placed);
    this.#follow(placed);
  }

  /** Tells of a call's course as it happens. API document, section 6.9; one `call_id` per leg. */
  #follow({ id, src, dst, course, answering }: Call): void {
    const legs = [
      { n: 1, phone: src, rings: course.srcRingsMs, answers: course.srcAnswersMs },
      ...dst.map((phone, i) => {
        const answers = i === answering ? course.dstAnswersMs : Infinity;
        return { n: 2 + i, phone, rings: course.dstRingsMs, answers };
      }),
    ];
    for (const { n, phone, rings, answers } of legs) {
      const event = (ms: number, state: string) => {
        if (ms < Infinity) this.#world.at(ms, () => this.#hookWith({ call: `${id}-${n}`, phone, state }));
      };
      event(rings, "INVITE");
      event(answers, "CONNECTED");
      if (rings < Infinity) event(course.overMs, "BYE");
    }
  }

  #hookWith({ call, phone, state }: { call: string; phone: string; state: string }): void {
    const at = new Date(this.#nowMs).toISOString();
    const parties = { sip_id: "0012345678", caller_id: ownerPhones[0], callee_id: phone };
    const body = { call_id: call, ...parties, created: at, event_created: at, direction: "out", state };
    const url = this.#hook;
    if (url === null || this.weather.hooks === "lost") return;
    const send = () => this.tell(url, body);
    if (this.weather.hooks === "late") this.#world.at(this.#nowMs + 45_000, send);
    else send();
    if (this.weather.hooks === "doubled") this.#world.at(this.#nowMs + 700, send);
  }

  async #calls2(params: URLSearchParams, aborted: AbortSignal | null): Promise<Response> {
    const { list } = this.weather;
    if (list === "silent") return silence(aborted);
    if (list === "down") return new Response("", { status: 503 });
    const wanted = params.get("id");
    const shownMs = list === "empty" ? -Infinity : list === "late" ? this.#nowMs - 60_000 : Infinity;
    const found = this.calls.filter(({ id, placedMs }) => placedMs <= shownMs && (wanted === null || id === wanted));
    const offMs = list === "ahead" ? hourMs : list === "behind" ? -hourMs : 0;
    const rows = found.slice(-50).flatMap((call) => {
      if (list === "partial") return [{ ID: call.id, Account: "demo" }];
      return this.shape(call, this.#nowMs, gmt(call.placedMs + offMs));
    });
    const parties = { SrcPhone: "74950000001", DstPhone: "74950000002" };
    const stranger = { ID: "1", GMT: gmt(this.#nowMs - 60_000), ...parties, State: "completed", Duration: 5 };
    return good({ calls: list === "empty" || (wanted !== null && wanted !== "1") ? rows : [stranger, ...rows] });
  }

  /** As well hidden as the other list. */
  #attempts(): Record<string, unknown>[] {
    const { list } = this.weather;
    if (list === "empty" || list === "partial") return [];
    return this.calls.slice(-50).flatMap((call) => attemptsOf(call, this.#nowMs));
  }

  #webbuttons(params: URLSearchParams): Response {
    const { write, noButtons } = this.weather;
    const action = params.get("action") ?? "list";
    if (action === "list") return good({ buttons: noButtons ? [] : [...this.buttons.values()] });
    if (write === "refused") return Response.json({ status: "error", errorCode: "3", errorMessage: "no" });
    if (write === "request lost") throw broken();
    const cid = params.get("cid") ?? `NEW${String((this.#made += 1)).padStart(29, "0")}`;
    if (action !== "add" && !this.buttons.has(cid))
      return Response.json({ status: "error", errorCode: "4", errorMessage: "no such button" });
    if (action === "delete") this.buttons.delete(cid);
    else this.buttons.set(cid, this.#written(cid, params));
    if (write === "answer lost") throw broken();
    return good({ cid });
  }

  #written(cid: string, params: URLSearchParams): Button {
    const field = (name: string, otherwise: string) => params.get(name) ?? otherwise;
    return {
      cid,
      phone: field("phone", ""),
      color: field("color", "#008735"),
      btntype: field("btntype", "2"),
      text: field("text", ""),
      descr: field("descr", ""),
      dtmf: field("dtmf", "N"),
    };
  }

  /** Others use the account as well: colleagues among themselves, or a customer who rings the owner. */
  placeOthers(ringsOwner: boolean): void {
    const dst = [ringsOwner ? ownerPhones[0] : "74950000002"];
    const id = String(5_000 + (this.#made += 1));
    this.#place({ id, operation: "call", src: "74950000001", dst, account: null, fault: "another's" });
  }

  /** Somebody who has learnt the hook's address posts what they like. */
  forge(phone: string, state: string): void {
    const at = new Date(this.#nowMs).toISOString();
    const parties = { sip_id: "1", caller_id: "74950000001", callee_id: phone };
    const body = {
      call_id: `forged-${this.#nowMs}`,
      ...parties,
      created: at,
      event_created: at,
      direction: "out",
      state,
    };
    if (this.#hook !== null) this.tell(this.#hook, body);
  }

  /** Calls that ring or are talked on. */
  live(): Call[] {
    return this.calls.filter((call) => standingAt(call, this.#nowMs).state !== "completed");
  }
}
