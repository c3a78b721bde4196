/**
 * Server-sent events of calls: who watches which call, fed by the Ledger at every change.
 * HTML Living Standard, section 9.2.
 */
import { callView, summaryOf } from "./call-view.ts";
import type { CallRow } from "./call-row.ts";
import { isFinal } from "./progress.ts";

type Stream = ReadableByteStreamController;

/** Where there are too many streams already, and when to come again. */
export interface StreamsFull {
  full: "perCall" | "perAddress";
  retryAfterS: number;
}

const mostPerCall = 3;
const mostPerAddress = 10;
/** How long a stream whose reader has gone takes to be known as such, once it is written to. */
const ghostWaits = 6;
const ghostWaitMs = 50;

const utf8 = new TextEncoder();
const heartbeatMs = 15_000;
/** No call's id. */
const everyCall = "*";

export class EventStreams {
  readonly #streams = new Map<string, Set<Stream>>();
  /** By the address that reads them, as long as they are open. */
  readonly #readers = new Map<Stream, string>();
  #heartbeat: ReturnType<typeof setInterval> | null = null;

  /**
   * One call's events for one address, if neither has too many streams; null where there is no such call.
   * @param find - the call's row as it is at that moment
   */
  async open(find: () => CallRow | null, seen: number, net: string) {
    const id = find()?.id;
    if (id === undefined) return null;
    const full = await this.#makeRoom(id, net);
    // Read anew after the wait, in the turn in which the stream begins.
    const row = find();
    return full ?? (row && this.#watch(row, seen, net));
  }

  /**
   * Waits for room for one more stream of a call and of an address; null once there is some. A page that is
   * reloaded leaves its stream behind: such ghosts are found out by writing to them, and don't count.
   */
  async #makeRoom(id: string, net: string): Promise<StreamsFull | null> {
    for (let waits = 0; this.#fullFor(id, net) !== null && waits < ghostWaits; waits++) {
      for (const [each, streams] of this.#streams)
        for (const stream of streams)
          if (each === id || this.#readers.get(stream) === net) this.#send(each, stream, comment());
      await new Promise((done) => setTimeout(done, ghostWaitMs));
    }
    return this.#fullFor(id, net);
  }

  #fullFor(id: string, net: string): StreamsFull | null {
    const retryAfterS = heartbeatMs / 1000;
    if ((this.#streams.get(id)?.size ?? 0) >= mostPerCall) return { full: "perCall", retryAfterS };
    const mine = [...this.#readers.values()].filter((each) => each === net);
    return mine.length >= mostPerAddress ? { full: "perAddress", retryAfterS } : null;
  }

  /**
   * The events of one call from now on, the present state first unless it is one that was `seen` (an event's `id`;
   * NaN where there is none); it ends after a final state.
   */
  #watch(row: CallRow, seen: number, net: string): ReadableStream<Uint8Array> {
    let mine: Stream;
    return new ReadableStream({
      // Only byte streams travel between an object and its callers.
      type: "bytes",
      start: (controller) => {
        mine = controller;
        const isKnown = row.version <= seen && !isFinal(row.state);
        // Its reader must see that the stream flows, though there is no news.
        controller.enqueue(isKnown ? utf8.encode("data:\n\n") : stateEvent(row));
        if (isFinal(row.state)) return controller.close();
        this.#readers.set(controller, net);
        this.#add(row.id, controller);
      },
      cancel: () => this.#drop(row.id, mine),
    });
  }

  /** Every change of every call, for the owner; these first. */
  watchAll(rows: readonly CallRow[]): ReadableStream<Uint8Array> {
    let mine: Stream;
    return new ReadableStream({
      type: "bytes",
      start: (controller) => {
        mine = controller;
        // A stream that says nothing yet would leave its reader without an answer.
        controller.enqueue(comment());
        for (const row of rows) controller.enqueue(callEvent(row));
        this.#add(everyCall, controller);
      },
      cancel: () => this.#drop(everyCall, mine),
    });
  }

  tell(row: CallRow): void {
    for (const stream of this.#streams.get(everyCall) ?? []) this.#send(everyCall, stream, callEvent(row));
    for (const stream of this.#streams.get(row.id) ?? []) {
      this.#send(row.id, stream, stateEvent(row));
      if (!isFinal(row.state)) continue;
      this.#drop(row.id, stream);
      stream.close();
    }
  }

  #add(id: string, stream: Stream): void {
    const streams = this.#streams.get(id) ?? new Set();
    this.#streams.set(id, streams.add(stream));
    this.#heartbeat ??= setInterval(() => this.#beat(), heartbeatMs);
  }

  #drop(id: string, stream: Stream): void {
    const streams = this.#streams.get(id);
    streams?.delete(stream);
    this.#readers.delete(stream);
    if (streams?.size === 0) this.#streams.delete(id);
    if (this.#streams.size > 0) return;
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
  }

  /** Keeps proxies from closing a quiet connection. */
  #beat(): void {
    for (const [id, streams] of this.#streams) for (const stream of streams) this.#send(id, stream, comment());
  }

  #send(id: string, stream: Stream, bytes: Uint8Array): void {
    try {
      stream.enqueue(bytes);
    } catch (error) {
      // The visitor is gone and the stream with them; anything else is a fault of ours.
      if (!(error instanceof TypeError)) throw error;
      this.#drop(id, stream);
    }
  }
}

/** Each stream gets bytes of its own: they go over to it. */
function comment(): Uint8Array {
  return utf8.encode(":\n\n");
}

function callEvent(row: CallRow): Uint8Array {
  return utf8.encode(`event: call\ndata: ${JSON.stringify(summaryOf(row))}\n\n`);
}

function stateEvent(row: CallRow): Uint8Array {
  return utf8.encode(`event: state\nid: ${row.version}\ndata: ${JSON.stringify(callView(row))}\n\n`);
}
