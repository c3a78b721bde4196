/** Pages that watch: each gets the whole picture by server-sent events whenever something changed. */
import type { ServerResponse } from "node:http";

export class Audience {
  readonly #watchers = new Set<ServerResponse>();
  readonly #picture: () => unknown;
  #due = false;

  constructor(picture: () => unknown) {
    this.#picture = picture;
  }

  join(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
    response.write(`retry: 1000\n\n${this.#event()}`);
    this.#watchers.add(response);
    response.once("close", () => this.#watchers.delete(response));
  }

  /** Many changes of one turn make one picture. */
  changed(): void {
    if (this.#due || this.#watchers.size === 0) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      const event = this.#watchers.size > 0 ? this.#event() : "";
      for (const watcher of this.#watchers) watcher.write(event);
    });
  }

  #event(): string {
    return `data: ${JSON.stringify(this.#picture())}\n\n`;
  }
}
