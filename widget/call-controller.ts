/**
 * The page's one call, whichever button asked for it: places it once, follows it, picks it up after
 * a reload and tells other tabs. It owns every timer, stream and listener; the first button to join
 * opens them and the last to leave closes them.
 */
import type { ButtonView, CallRequest } from "../worker/protocol.ts";
import { cancelCall, followCall, orderTicket, placeCall, readButton, Refused } from "./api.ts";
import { advance, idle, isLive, type Progress, wordFor } from "./call.ts";
import { CallErrorEvent, CallStateEvent } from "./events.ts";
import { forget, recall, save, type SavedCall } from "./saved-call.ts";

/** A button as the controller sees it. */
export interface CallHost extends EventTarget {
  button: string | undefined;
  requestUpdate(): void;
  show(): void;
}

export type Wish = Omit<CallRequest, "ticket"> & { endpoint: string };

/** The Worker takes no ticket younger than this. */
const ticketAgeMs = 1_500;
const longestPauseMs = 15_000;
const mostTries = 9;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const randomKey = (): string => crypto.getRandomValues(new Uint32Array(5)).join("-");

export class CallController {
  progress: Progress = idle;
  /** When talk began, by this page's clock. */
  connectedAtMs = 0;
  #newKey: () => string;
  #hosts = new Set<CallHost>();
  #records = new Map<string, Promise<ButtonView>>();
  #ticket: { line: string; ticket: Promise<string> } | undefined;
  #saved: SavedCall | undefined;
  /** What `#saved.key` was made for: a number that rests nowhere else. */
  #intent = "";
  /** The button that speaks for the call: events must not come twice. */
  #speaker: CallHost | undefined;
  #channel: BroadcastChannel | undefined;
  #unfollow: (() => void) | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;

  constructor(newKey = randomKey) {
    this.#newKey = newKey;
  }

  join(host: CallHost): void {
    this.#hosts.add(host);
    if (this.#channel) return;
    document.addEventListener("click", this.#onClick);
    this.#channel = new BroadcastChannel("sipnet-call");
    this.#channel.onmessage = ({ data }: MessageEvent<SavedCall | null>) => {
      if (data) this.#adopt(data);
      else this.#tellTabs();
    };
    // Another tab may have a call: whoever has answers.
    this.#channel.postMessage(null);
    this.#saved ??= recall();
    this.#adopt(this.#saved);
  }

  leave(host: CallHost): void {
    this.#hosts.delete(host);
    if (this.#speaker === host) this.#speaker = undefined;
    if (this.#hosts.size > 0) return;
    document.removeEventListener("click", this.#onClick);
    this.#channel?.close();
    this.#channel = undefined;
    this.#rest();
    this.#records.clear();
  }

  /** What anybody may know of a button, asked for once however many show it. */
  record(endpoint: string, button: string): Promise<ButtonView> {
    const line = `${endpoint} ${button}`;
    const record = this.#records.get(line) ?? readButton(endpoint, button);
    this.#records.set(line, record);
    return record;
  }

  /** The visitor looks at the form: what the last call left is wiped, and a ticket begins to age. */
  prepare(host: CallHost, endpoint: string, button: string): void {
    if (isLive(this.progress)) return;
    this.#speaker = host;
    this.#set(idle);
    this.#ticketFor(endpoint, button).catch((error) => this.progress.state === "idle" && this.#refuse(error));
  }

  async place(host: CallHost, wish: Wish): Promise<void> {
    if (isLive(this.progress)) return;
    this.#speaker = host;
    this.#set({ state: "placing" });
    try {
      const id = await this.#send(wish);
      this.#set({ id, state: "dialling", legs: { owner: "waiting", visitor: "waiting" }, since: "" });
      this.#saved = { endpoint: wish.endpoint, button: wish.button, key: this.#saved?.key ?? "", callId: id };
      save(this.#saved);
      this.#tellTabs();
      this.#follow();
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Takes back a call that has not been dialled yet. */
  async cancel(): Promise<void> {
    if (!this.#saved?.callId) return;
    await cancelCall(this.#saved.endpoint, this.#saved.callId).catch((error) => this.#report(error));
  }

  /** Only the network's silence is answered with another try, and always with the same key. */
  async #send({ endpoint, ...request }: Wish): Promise<string> {
    let renewed = false;
    for (let tries = 0; ;) {
      const ticket = await this.#ticketFor(endpoint, request.button);
      try {
        return (await placeCall(endpoint, { ...request, ticket }, this.#keyFor(endpoint, request))).id;
      } catch (error) {
        if (error instanceof Refused) {
          if (!/phone/.test(error.problem)) this.#ticket = undefined;
          if (error.problem === "idempotency-key-reused") this.#forget();
          else if (error.problem !== "ticket-invalid") throw error;
          if (renewed) throw error;
          renewed = true;
        } else {
          this.#set({ state: "unknown" });
          if (++tries === mostTries || this.#hosts.size === 0) throw error;
          await pause(Math.min(500 * 2 ** tries, longestPauseMs));
        }
      }
    }
  }

  /** Resolves once the Worker will take it. */
  #ticketFor(endpoint: string, button: string): Promise<string> {
    const line = `${endpoint} ${button}`;
    if (this.#ticket?.line !== line) {
      const ticket = orderTicket(endpoint, button).then(async (reply) => {
        await pause(ticketAgeMs);
        return reply.ticket;
      });
      this.#ticket = { line, ticket };
      ticket.catch(() => (this.#ticket = undefined));
    }
    return this.#ticket.ticket;
  }

  /** One key per button and number. After a reload the number isn't known, and the Worker compares. */
  #keyFor(endpoint: string, { button, phone, at }: Omit<CallRequest, "ticket">): string {
    const intent = `${endpoint} ${button} ${phone} ${at}`;
    const { key } =
      this.#saved?.button === button && !this.#saved.callId && (!this.#intent || this.#intent === intent)
        ? this.#saved
        : { key: this.#newKey() };
    this.#intent = intent;
    this.#saved = { endpoint, button, key };
    save(this.#saved);
    return key;
  }

  #adopt(saved: SavedCall | undefined): void {
    if (!saved?.callId || this.#unfollow || (isLive(this.progress) && !("id" in this.progress))) return;
    this.#saved = saved;
    save(saved);
    this.#follow();
  }

  #follow(): void {
    if (!this.#saved?.callId || this.#hosts.size === 0) return;
    this.#unfollow = followCall(
      this.#saved.endpoint,
      this.#saved.callId,
      (call) => this.#set(advance(this.progress, call)),
      (error) => this.#refuse(error),
    );
  }

  #set(progress: Progress): void {
    const before = this.progress;
    this.progress = progress;
    const { state } = progress;
    if (state !== before.state) {
      clearInterval(this.#tick);
      if (state === "connected") {
        // The visitor's clock may be wrong; a call that was already connected leaves no choice.
        this.connectedAtMs = isLive(before) ? Date.now() : Math.min(Date.now(), Date.parse(progress.since));
        this.#tick = setInterval(() => this.#update(), 1000);
      }
    }
    if (!isLive(progress) && isLive(before)) {
      this.#rest();
      if (state !== "refused") this.#forget();
    }
    this.#update();
    if (!/^(idle|placing|refused)$/.test(state) && (state !== before.state || wordFor(progress) !== wordFor(before)))
      this.#tell(new CallStateEvent(progress.state, "legs" in progress ? progress : undefined));
  }

  #refuse(error: unknown): void {
    const { problem, retryAfterS, opensAt } = this.#report(error);
    forget();
    // Where the Worker broke down, a second try of the same wish must not become a second call.
    if (problem !== "unavailable") this.#forget();
    this.#set({ state: "refused", problem, retryAfterS, opensAt });
  }

  #report(error: unknown): Refused {
    const refused = error instanceof Refused ? error : new Refused("unavailable");
    this.#tell(new CallErrorEvent(refused.problem, refused.retryAfterS));
    return refused;
  }

  #tell(event: Event): void {
    const hosts = [...this.#hosts];
    (this.#speaker ?? hosts.find(({ button }) => button === this.#saved?.button) ?? hosts[0])?.dispatchEvent(event);
  }

  #tellTabs(): void {
    if (this.#saved?.callId) this.#channel?.postMessage(this.#saved);
  }

  #update(): void {
    for (const host of this.#hosts) host.requestUpdate();
  }

  #forget(): void {
    forget();
    this.#saved = undefined;
    this.#intent = "";
  }

  #rest(): void {
    clearInterval(this.#tick);
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  #onClick = (event: Event): void => {
    const [target] = event.composedPath();
    const opener = target instanceof Element && target.closest<HTMLElement>("[data-sipnet-open]");
    if (!opener) return;
    const host = [...this.#hosts].find(({ button }) => button === opener.dataset["sipnetOpen"]);
    if (!host) return;
    event.preventDefault();
    host.show();
  };
}
