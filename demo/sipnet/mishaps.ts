/** How an answer goes wrong on the wire: each fault that acts before or instead of it. */
import type { ServerResponse } from "node:http";
import type { Clock } from "./network/clock.ts";
import type { TakenFault } from "./faults.ts";
import type { Rendered } from "./api/render.ts";
import { send } from "./replies.ts";

const hugeBytes = 200 * 1024 * 1024;

/** Sends the answer as the fault would have it. */
export function spoilAnswer(response: ServerResponse, answer: Rendered, fault: TakenFault, clock: Clock): void {
  const plain = (body: string | Uint8Array, type = answer.type) => send(response, 200, type, body);
  switch (fault.name) {
    case "reset-before-placing":
    case "reset-before-headers":
      response.socket?.resetAndDestroy();
      return;
    case "reset-after-headers":
      return cutShort(response, answer, 0, () => response.socket?.resetAndDestroy());
    case "silence-before-placing":
    case "silence":
      return;
    case "redirect":
      response.setHeader("location", "/elsewhere.php");
      return send(response, 302, "text/html", "<a href=/elsewhere.php>moved</a>");
    case "slow-drip":
      return drip(response, answer, fault.delayMs, clock);
    case "half-body":
      return cutShort(response, answer, 0.5, () => response.destroy());
    case "cut-chunk":
      return cutChunk(response, answer);
    case "html":
      return plain("<!doctype html><title>Технические работы</title><h1>Сервис временно недоступен</h1>", "text/html");
    case "xml":
      return plain(`<?xml version="1.0"?><response><status>success</status></response>`, "text/xml");
    case "truncated-json":
      return plain(answer.body.slice(0, Math.ceil(answer.body.length / 2)));
    case "bom":
      return plain(`\uFEFF${answer.body}`);
    case "windows-1251":
      return plain(toWindows1251(answer.body.replace(/\}$/, ',"note":"Звонок принят"}')), "application/json");
    case "duplicate-keys":
      return plain(answer.body.replace(/\}$/, ',"status":"error","id":"1"}'));
    case "wrong-types":
      return plain(JSON.stringify({ status: ["success"], id: { value: true }, calls: "none", balance: [] }));
    case "wrong-id":
      return plain(answer.body.replace(/("id"\s*:\s*)("?)\d+/, "$1$280000"));
    case "huge-body":
      return flood(response);
    case "webhook-before-answer":
      return void clock.after(fault.delayMs, () => plain(answer.body));
    default:
      return send(response, Number.parseInt(fault.name, 10) || 503, "text/plain; charset=utf-8", "Try again later.\n");
  }
}

function cutShort(response: ServerResponse, { type, body }: Rendered, share: number, then: () => void): void {
  const bytes = Buffer.from(body);
  response.writeHead(200, { "content-type": type, "content-length": bytes.length });
  response.flushHeaders();
  response.write(bytes.subarray(0, Math.floor(bytes.length * share)), () => setImmediate(then));
}

function cutChunk(response: ServerResponse, { type, body }: Rendered): void {
  const bytes = Buffer.from(body);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`;
  const chunk = `${bytes.length.toString(16)}\r\n${bytes.subarray(0, bytes.length >> 1).toString("latin1")}`;
  response.socket?.end(Buffer.from(head + chunk, "latin1"));
}

function drip(response: ServerResponse, { type, body }: Rendered, delayMs: number, clock: Clock): void {
  const bytes = Buffer.from(body);
  response.writeHead(200, { "content-type": type, "content-length": bytes.length });
  response.flushHeaders();
  let cancel = () => {};
  const next = (at: number) => {
    if (at === bytes.length) return void response.end();
    response.write(bytes.subarray(at, at + 1));
    cancel = clock.after(delayMs, () => next(at + 1));
  };
  response.once("close", () => cancel());
  next(0);
}

function flood(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": hugeBytes });
  const chunk = Buffer.alloc(65_536, " ");
  let left = hugeBytes / chunk.length;
  const pour = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) return void response.once("drain", pour);
    }
    response.end();
  };
  pour();
}

function toWindows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : 0x3f;
  });
}
