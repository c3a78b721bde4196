/**
 * TLS 1.3 and HTTP/2 in front of the Worker, as a visitor meets it, with every byte towards the visitor
 * counted where it leaves: below TLS. The same door stands open in plain HTTP for the provider's webhook.
 */
import { EventEmitter, once } from "node:events";
import {
  createServer as createHttp,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server as HttpServer,
} from "node:http";
import {
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders as Http2Headers,
  type ServerHttp2Stream,
} from "node:http2";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { Chain } from "./chain.ts";

export interface Part {
  name: string;
  bytes: number;
}

export interface CountingProxy {
  /** `https://localhost:…`, for the page. */
  url: string;
  /** For the webhook. */
  plainUrl: string;
  /** The Worker's address, once it is known. */
  upstream: string;
  connections(): number;
  /** How many of them were cut. */
  cuts(): number;
  total(): number;
  /** What was received by part, in order: the handshake, then each request's name or what `mark` said. */
  parts(): Part[];
  close(): Promise<void>;
}

/** Headers of one HTTP/1 connection, which HTTP/2 does not know. RFC 9113, section 8.2.2. */
const hopByHop = /^(connection|keep-alive|transfer-encoding|date)$/;

/** @param cutAfterBytes - of one connection, towards the visitor: what some networks do to foreign servers */
export async function startCountingProxy(chain: Chain, cutAfterBytes = Infinity): Promise<CountingProxy> {
  const pairs: [Socket, Socket][] = [];
  const parts: Part[] = [{ name: "handshake", bytes: 0 }];
  const count = (bytes: number) => {
    const last = parts.at(-1);
    if (last) last.bytes += bytes;
    arrivals.emit("bytes");
  };
  const arrivals = new EventEmitter();
  let cuts = 0;
  let turn = Promise.resolve();
  // One answer after the other: below TLS two at once could not be told apart.
  const sendWhole = async (name: string, stream: ServerHttp2Stream, send: () => void, bytes: number): Promise<void> => {
    if (stream.destroyed) return;
    // Not before the answer: until then what arrives is still the handshake's, its session tickets for one.
    const part = { name, bytes: 0 };
    parts.push(part);
    stream.on("close", () => arrivals.emit("bytes"));
    send();
    while (part.bytes <= bytes && !stream.rstCode) await once(arrivals, "bytes");
  };
  const sendInTurn = (...answer: Parameters<typeof sendWhole>): void => {
    turn = turn.then(() => sendWhole(...answer));
  };
  const secure = createSecureServer({ ...chain, minVersion: "TLSv1.3" });
  const plain = createHttp((incoming, outgoing) => {
    const onward = request(proxy.upstream + incoming.url, { method: incoming.method, headers: incoming.headers });
    onward.on("response", (answer) => answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers)));
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  secure.on("stream", (stream, headers) => {
    const name = `${headers[":method"]} ${nameOf(String(headers[":path"]))}`;
    relay(proxy.upstream, stream, headers, (send, bytes) => sendInTurn(name, stream, send, bytes));
  });
  const front = createServer((socket) => {
    const inner = connect((secure.address() as AddressInfo).port, "127.0.0.1");
    pairs.push([socket, inner]);
    socket.pipe(inner);
    let sent = 0;
    inner.on("data", (chunk: Buffer) => {
      sent += chunk.length;
      count(chunk.length);
      if (sent <= cutAfterBytes) return;
      cuts += 1;
      inner.unpipe(socket);
      for (const end of [socket, inner]) end.destroy();
    });
    inner.pipe(socket);
    for (const end of [socket, inner]) end.on("error", () => (socket.destroy(), inner.destroy()));
  });
  const [frontPort, plainPort] = [await listen(front), await listen(plain), await listen(secure)];
  const proxy: CountingProxy = {
    url: `https://localhost:${frontPort}`,
    plainUrl: `http://127.0.0.1:${plainPort}`,
    upstream: "",
    connections: () => pairs.length,
    cuts: () => cuts,
    total: () => parts.reduce((all, { bytes }) => all + bytes, 0),
    parts: () => parts,
    async close() {
      for (const socket of pairs.flat()) socket.destroy();
      for (const server of [front, plain, secure]) server.close();
      plain.closeAllConnections();
    },
  };
  return proxy;
}

/** Sends an answer of so many bytes at least, when its turn has come. */
type SendInTurn = (send: () => void, bytes: number) => void;

function relay(upstream: string, stream: ServerHttp2Stream, headers: Http2Headers, inTurn: SendInTurn): void {
  const method = headers[":method"];
  const own = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
  const onward = request(upstream + headers[":path"], {
    method,
    headers: { ...Object.fromEntries(own), "cf-connecting-ip": "203.0.113.7" },
  });
  const pass = async (answer: IncomingMessage): Promise<void> => {
    const head = { ":status": answer.statusCode ?? 502, ...passed(answer.headers) };
    const isStream = answer.headers["content-type"] === "text/event-stream";
    // An edge has a short answer whole before it passes it on. Piece by piece, each in a TLS record of its own, the
    // count would tell how busy this machine is.
    const whole = isStream ? undefined : Buffer.concat(await answer.toArray());
    const send = (): void => {
      stream.respond(head, { endStream: whole?.length === 0 });
      if (whole === undefined) answer.pipe(stream);
      else if (whole.length > 0) stream.end(whole);
    };
    inTurn(send, whole?.length ?? 0);
  };
  onward.on("response", (answer) => void pass(answer).catch(() => stream.close()));
  onward.on("error", () => stream.close());
  stream.on("close", () => onward.destroy());
  stream.pipe(onward);
}

function passed(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.test(name)));
}

function nameOf(path: string): string {
  return path.replace(/\/v1\/calls\/[^/]+/, "/v1/calls/{id}").replace(/\/buttons\/[^/]+/, "/buttons/{cid}");
}

async function listen(server: Server | HttpServer | Http2SecureServer): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
