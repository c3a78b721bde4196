/** A receiver without a socket: it takes what it is sent, or answers as a test says. */
import type { StandInProvider } from "./network.ts";

export interface Heard {
  url: string;
  headers: Headers;
  body: string;
  /** The same, where it is no text. */
  bytes: Uint8Array;
}

export class PaperReceiver implements StandInProvider {
  readonly heard: Heard[] = [];
  /** What comes back; it is asked anew each time. */
  reply: (heard: Heard) => Response | Promise<Response> = () => new Response(null, { status: 204 });

  async answer(url: string, { headers, body, signal }: RequestInit): Promise<Response> {
    const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(String(body));
    const heard = { url, headers: new Headers(headers), body: new TextDecoder().decode(bytes), bytes };
    this.heard.push(heard);
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    return Promise.race([Promise.resolve(this.reply(heard)), aborted]);
  }

  /** The bodies, parsed. */
  get bodies(): { type: string; timestamp: string; data: Record<string, unknown> }[] {
    return this.heard.map(({ body }) => JSON.parse(body));
  }

  /** How often each message came, by its id. */
  get counts(): number[] {
    const ids = Map.groupBy(this.heard, ({ headers }) => headers.get("webhook-id") ?? "");
    return [...ids.values()].map((each) => each.length);
  }
}

/** Never anything. */
export function silence(): Promise<Response> {
  return new Promise(() => undefined);
}
