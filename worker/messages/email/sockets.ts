/** The platform's sockets, as far as mail needs them; a test puts others in their place. */
import { connect as connectTo } from "cloudflare:sockets";

export interface MailSocket {
  opened: Promise<unknown>;
  readable: ReadableStream<Uint8Array>;
  writable: WritableStream<Uint8Array>;
  startTls(): MailSocket;
  close(): Promise<void>;
}

/** Whether everything is encrypted from the first byte, from a moment on, or never (the demo's own mailbox). */
export type Encryption = "on" | "starttls" | "off";

export function connect(hostname: string, port: number, secureTransport: Encryption): MailSocket {
  return connectTo({ hostname, port }, { secureTransport, allowHalfOpen: false });
}
