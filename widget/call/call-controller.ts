/**
 * The page's one call, whichever button asked for it: places it once, follows it, picks it up after
 * a reload and tells other tabs. It owns every timer, stream and listener; the first button to join
 * opens them and the last to leave closes them.
 */
import type { ButtonView, CallReply, CallBody } from "../../worker/contract/visitor.ts";
import { ask, followCall, here, Refused, type Refusal } from "./api.ts";
import {
  advance,
  isAsking,
  isDialled,
  isLive,
  isOver,
  ofTheVisitor,
  type Progress,
  shortWord,
  wordFor,
} from "./progress.ts";
import type { CallHost, Line, Meant, Wish } from "./call-host.ts";
import { InView } from "./in-view.ts";
import { FreshAnswers, pause } from "./fresh-answers.ts";
import { CallErrorEvent, CallStateEvent } from "../element/events.ts";
import { forgetSavedCall, openTabs, readSavedCall, saveCall, type SavedCall } from "./saved-call.ts";

const longestPauseMs = 15_000;

/** Of 22 to 64 characters, as the Worker wants. Pages without TLS have no `randomUUID`. */
const randomKey = (): string => crypto.getRandomValues(new Uint32Array(5)).join("-");

export class CallController {
  progress: Progress = { state: "idle" };
  /** When the phones began to ring, then when talk began, by this page's clock. */
  beganAtMs = 0;
  /** Whom this page asked to be called; kept nowhere else. */
  phone = "";
  #newKey: () => string;
  #hosts = new Set<CallHost>();
  #answers = new FreshAnswers();
  #saved: SavedCall | undefined;
  /** The button that speaks for the call: events must not come twice. */
  #speaker: CallHost | undefined;
  #channel: BroadcastChannel | null | undefined;
  #unfollow: (() => void) | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #inView = new InView(() => this.#hosts.size > 1 && this.update());

  constructor(newKey = randomKey) {
    this.#newKey = newKey;
  }

  join(host: CallHost): void {
    if (!this.#hosts.size) {
      // On its way down: a page may stop it anywhere on its way up.
      addEventListener("click", this.#onClick, true);
      document.addEventListener("visibilitychange", this.#onLook);
    }
    this.#hosts.add(host);
    this.#inView.watch(host);
  }

  /** A button has come: once it is painted, and the page is at rest, there is time to look for a call that lives already. */
  settleIn(): void {
    if (this.#channel === undefined) setTimeout(() => this.#pickUp(), 99);
  }

  /** Another tab may have a call, or this one before a reload. */
  #pickUp(): void {
    if (this.#channel !== undefined || !this.#hosts.size) return;
    this.#channel = openTabs();
    this.#channel?.addEventListener("message", ({ data }: MessageEvent<SavedCall | undefined>) =>
      data ? this.#adopt(data) : this.#saved?.callId && this.#tellTabs(this.#saved),
    );
    // Whoever has one answers.
    this.#tellTabs(undefined);
    this.#adopt((this.#saved ??= readSavedCall()));
  }

  leave(host: CallHost): void {
    this.#hosts.delete(host);
    this.#inView.forget(host);
    // One that stepped aside may have nobody to step aside for.
    this.update();
    if (this.#hosts.size) return;
    removeEventListener("click", this.#onClick, true);
    document.removeEventListener("visibilitychange", this.#onLook);
    this.#channel?.close();
    this.#channel = undefined;
    this.#answers.forget();
    this.#rest();
  }

  /** What anybody may know of a button, a minute old at most, asked for once however many show it. */
  async record(host: CallHost, { endpoint, button }: Meant): Promise<ButtonView | undefined> {
    if (!button) return undefined;
    try {
      if (endpoint === undefined) throw new Refused({ problem: "endpoint" });
      return await this.#answers.record({ endpoint, button });
    } catch (error) {
      this.#report(error, host);
      return undefined;
    }
  }

  /** The visitor looks at the form: what the last call left is wiped, and a ticket begins to age. */
  prepare(host: CallHost, line: Line): void {
    this.#pickUp();
    if (isLive(this.progress)) return;
    this.#speaker = host;
    this.#set({ state: "idle" });
    // A visitor takes longer to type, and the dialog shows sooner without it.
    setTimeout(() => this.#answers.ticket(line).catch((error) => isLive(this.progress) || this.refuse(error)), 9);
  }

  async place(host: CallHost, line: Line, wish: Wish): Promise<void> {
    this.#pickUp();
    if (isLive(this.progress)) return;
    this.#speaker = host;
    this.phone = wish.phone;
    this.#set({ state: "placing" });
    // A wish that got no answer, before a reload even, keeps its key: the Worker then knows it again.
    const known = this.#saved?.button === line.button && !this.#saved.callId && this.#saved;
    const saved = known || { ...line, key: this.#newKey() };
    this.#saved = saved;
    saveCall(saved);
    try {
      const reply = await this.#send(saved, wish);
      this.#rest();
      this.#set({ ...reply, at: wish.at });
      this.#adopt({ ...saved, callId: reply.id });
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Takes back a call that has not been dialled yet. */
  async cancel(): Promise<void> {
    if (this.#saved?.callId) await ask(this.#url(), { method: "DELETE" }).catch((error) => this.#report(error));
  }

  /** Only the network's silence is answered with another try, and always with the same key. */
  async #send(saved: SavedCall, wish: Wish, pauseMs = 1_000): Promise<CallReply> {
    const ticket = await this.#answers.ticket(saved);
    const body: CallBody = { ticket, page: here(), button: saved.button, ...wish };
    try {
      return await ask(`${saved.endpoint}/v1/calls`, { body, idempotencyKey: saved.key });
    } catch (error) {
      if (error instanceof Refused || !this.#hosts.size) throw error;
      this.#set({ state: "unknown" });
      await pause(pauseMs);
      return this.#send(saved, wish, Math.min(pauseMs * 2, longestPauseMs));
    }
  }

  #url(): string {
    return `${this.#saved?.endpoint}/v1/calls/${this.#saved?.callId}`;
  }

  /** Follows a call: the one just placed, one from before a reload, another tab's. */
  #adopt(saved: SavedCall | undefined): void {
    if (!saved?.callId || this.#unfollow) return;
    this.#saved = saved;
    saveCall(saved);
    this.#tellTabs(saved);
    if (!this.#hosts.size) return;
    this.#unfollow = followCall({
      url: this.#url(),
      isNew: saved.callId === this.progress.id,
      onCall: (call) => this.#set(advance(this.progress, call)),
      onLost: (refused) => this.refuse(refused),
    });
  }

  #set(progress: Progress): void {
    const before = this.progress;
    this.progress = { wait: before.wait, ...progress };
    clearInterval(this.#tick);
    if (isDialled(progress) || progress.state === "connected") {
      // The visitor's clock may be wrong; only a reload leaves no choice but to trust it.
      if (shortWord(progress) !== shortWord(before))
        this.beganAtMs = isLive(before) ? Date.now() : Date.parse(progress.since ?? "");
      this.#tick = setInterval(() => this.update(), 1000);
    }
    if (isOver(progress)) {
      this.#rest();
      this.#forget();
    }
    this.update();
    if (!isAsking(progress) && wordFor(progress) !== wordFor(before)) this.#tell(new CallStateEvent(progress));
  }

  /** No call comes of it, by whose word ever. */
  refuse(error: unknown): void {
    const refusal = this.#report(error);
    this.#rest();
    // Where the Worker broke down, another try of the same wish must not become a second call.
    if (refusal.problem === "unavailable") forgetSavedCall();
    else this.#forget();
    this.#set({ state: "refused", ...refusal });
  }

  #report(error: unknown, host = this.#speaker): Refusal {
    const refusal: Refusal = error instanceof Refused ? error.refusal : { problem: "unavailable" };
    // A number may be corrected on the same ticket.
    if (!ofTheVisitor.has(refusal.problem)) this.#answers.forget();
    this.#tell(new CallErrorEvent(refusal), host);
    return refusal;
  }

  #tell(event: Event, host = this.#speaker): void {
    const [first] = this.#hosts;
    (host?.isConnected ? host : first)?.dispatchEvent(event);
  }

  #tellTabs(saved: SavedCall | undefined): void {
    this.#channel?.postMessage(saved);
  }

  /** Another of the same record can be seen where it stands. */
  isBeside(host: CallHost): boolean {
    return this.#inView.hasTwin(host);
  }

  /** Every button looks again. */
  update(): void {
    for (const host of this.#hosts) host.requestUpdate();
  }

  #forget(): void {
    forgetSavedCall();
    this.#saved = undefined;
  }

  #rest(): void {
    clearInterval(this.#tick);
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  #onLook = (): void => {
    if (!document.hidden) for (const host of this.#hosts) host.look();
  };

  #onClick = (event: MouseEvent): void => {
    // A link in a new tab, or to be saved, is what the visitor asks for.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const opened = event.composedPath().map((node) => (node as HTMLElement).dataset?.["sipnetOpen"]);
    for (const host of this.#hosts)
      if (host.button?.match(/\S+/g)?.some((cid) => opened.includes(cid)) && host.show()) return event.preventDefault();
  };
}
