/** The platform's sockets in Node: they lead to mail servers of paper, by name and port. */
import type { PaperMail } from "./paper-mail.ts";

export const mailServers = new Map<string, PaperMail>();

interface Socket {
  opened: Promise<object>;
  readable: ReadableStream<Uint8Array>;
  writable: WritableStream<Uint8Array>;
  startTls(): Socket;
  close(): Promise<void>;
}

export function connect(
  { hostname, port }: { hostname: string; port: number },
  { secureTransport }: { secureTransport: string },
): Socket {
  const server = mailServers.get(`${hostname}:${port}`);
  const trouble = server === undefined ? "connection refused" : server.trouble;
  const [toServer, toClient] = [new TransformStream<Uint8Array>(), new TransformStream<Uint8Array>()];
  const opened = trouble === null ? Promise.resolve({}) : Promise.reject(new Error(trouble));
  // Whoever awaits it sees it; nobody else need.
  opened.catch(() => undefined);
  if (trouble === null) void server?.talk(toServer.readable, toClient.writable, secureTransport);
  return {
    opened,
    readable: toClient.readable,
    writable: toServer.writable,
    close: () => Promise.resolve(),
    startTls: () => {
      const [inside, outside] = [new TransformStream<Uint8Array>(), new TransformStream<Uint8Array>()];
      void server?.talk(inside.readable, outside.writable, "on", true);
      return {
        opened,
        readable: outside.readable,
        writable: inside.writable,
        close: () => Promise.resolve(),
        startTls: () => {
          throw new Error("encrypted already");
        },
      };
    },
  };
}
