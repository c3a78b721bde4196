/** Ways to answer an HTTP request, shared by everything the simulator serves. */
import type { IncomingMessage, ServerResponse } from "node:http";

/** Says why a request to a control or a page was turned down. */
export class BadRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body as text. */
export async function readBody(request: IncomingMessage, maxBytes?: number): Promise<string> {
  return (await readBytes(request, maxBytes)).toString("utf8");
}

/** The body as it came. @throws BadRequest when it is longer than anybody needs. */
export async function readBytes(request: IncomingMessage, maxBytes = 65_536): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new BadRequest(413, `Send at most ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, "application/json; charset=utf-8", JSON.stringify(value));
}

export function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** Sound, whole or the part a player asks for (RFC 9110, section 14). */
export function sendAudio(response: ServerResponse, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) return send(response, 404, "text/plain; charset=utf-8", "There is no such recording.\n");
  response.setHeader("accept-ranges", "bytes");
  const asked = /^bytes=(\d*)-(\d*)$/.exec(response.req.headers.range ?? "");
  if (asked === null || (asked[1] === "" && asked[2] === "")) return send(response, 200, "audio/mpeg", bytes);
  const [, first = "", last = ""] = asked;
  const from = first === "" ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const to = first === "" || last === "" ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
  if (from > to) {
    response.setHeader("content-range", `bytes */${bytes.length}`);
    return send(response, 416, "text/plain; charset=utf-8", "The recording is shorter than that.\n");
  }
  response.setHeader("content-range", `bytes ${from}-${to}/${bytes.length}`);
  send(response, 206, "audio/mpeg", bytes.subarray(from, to + 1));
}
