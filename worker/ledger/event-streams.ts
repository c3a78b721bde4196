/**
 * Server-sent events of calls: who watches which call, fed by the Ledger at every change.
 * HTML Living Standard, section 9.2.
 */
import { callView, summaryOf } from "./call-view.ts";
import type { CallRow } from "./call-row.ts";
import { isFinal } from "./progress.ts";

type Stream = ReadableByteStreamController;

const utf8 = new TextEncoder();
export const heartbeatMs = 15_000;
/** No call's id. */
const everyCall = "*";

export class EventStreams {
  readonly #streams = new Map<string, Set<Stream>>();
  #heartbeat: ReturnType<typeof setInterval> | null = null;

  /**
   * The events of one call from now on, the present state first unless it is one that was `seen`; it ends after a
   * final state.
   * @param seen - an event's `id`; NaN where there is none
   */
  watch(row: CallRow, seen: number): ReadableStream<Uint8Array> {
    let mine: Stream;
    return new ReadableStream({
      // Only byte streams travel between an object and its callers.
      type: "bytes",
      start: (controller) => {
        mine = controller;
        const isKnown = row.version <= seen && !isFinal(row.state);
        // Its reader must see that the stream flows, though there is no news.
        controller.enqueue(isKnown ? utf8.encode("data:\n\n") : stateEvent(row));
        if (isFinal(row.state)) controller.close();
        else this.#add(row.id, controller);
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
        controller.enqueue(utf8.encode(":\n\n"));
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
    if (streams?.size === 0) this.#streams.delete(id);
    if (this.#streams.size > 0) return;
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
  }

  /** Keeps proxies from closing a quiet connection. */
  #beat(): void {
    for (const [id, streams] of this.#streams)
      for (const stream of streams) this.#send(id, stream, utf8.encode(":\n\n"));
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

function callEvent(row: CallRow): Uint8Array {
  return utf8.encode(`event: call\ndata: ${JSON.stringify(summaryOf(row))}\n\n`);
}

function stateEvent(row: CallRow): Uint8Array {
  return utf8.encode(`event: state\nid: ${row.version}\ndata: ${JSON.stringify(callView(row))}\n\n`);
}
