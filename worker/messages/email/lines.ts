/** The lines of a talk over a socket: what the other side says, no more of it than we are ready to hear, and what we say. */
import type { MailSocket } from "./sockets.ts";

const utf8 = new TextEncoder();
const text = new TextDecoder();
const mostBytes = 65_536;

/** The other side has gone, or says more than anybody would. */
export class TalkEnded extends Error {
  readonly why: "closed" | "too-long";

  constructor(why: TalkEnded["why"]) {
    super(why);
    this.why = why;
  }
}

export class Lines {
  readonly #socket: MailSocket;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #heard = "";
  #bytes = 0;

  constructor(socket: MailSocket) {
    this.#socket = socket;
    this.#reader = socket.readable.getReader();
    this.#writer = socket.writable.getWriter();
  }

  /** The next line, without its end. */
  async read(): Promise<string> {
    for (;;) {
      const end = this.#heard.indexOf("\n");
      if (end >= 0) {
        const line = this.#heard.slice(0, end).replace(/\r$/, "");
        this.#heard = this.#heard.slice(end + 1);
        return line;
      }
      const { value, done } = await this.#reader.read();
      if (done) throw new TalkEnded("closed");
      this.#bytes += value.byteLength;
      if (this.#bytes > mostBytes) throw new TalkEnded("too-long");
      this.#heard += text.decode(value, { stream: true });
    }
  }

  /** Whether something was said that nobody has asked for yet. */
  get hasMore(): boolean {
    return this.#heard !== "";
  }

  async say(line: string): Promise<void> {
    await this.#writer.write(utf8.encode(`${line}\r\n`));
  }

  /** The same talk, encrypted from here on. */
  encrypted(): Lines {
    this.#reader.releaseLock();
    this.#writer.releaseLock();
    return new Lines(this.#socket.startTls());
  }

  /** Nobody waits for the other side to agree. */
  end(): void {
    const ignore = () => undefined;
    this.#reader.cancel().catch(ignore);
    this.#socket.close().catch(ignore);
  }
}
