/** Shows every request to its place: the API, the controls, the page of phones, recordings, the cabinet. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Audience } from "./audience.ts";
import { enterCabinet } from "./cabinet.ts";
import { control } from "./controls.ts";
import { answerApi } from "./api/exchange.ts";
import { openRecording } from "./api/journal.ts";
import { sendPhones } from "./phones-page.ts";
import type { Provider } from "./provider.ts";
import type { DemoReceivers } from "../receivers/receivers.ts";
import { serveReceivers } from "../receivers/serve.ts";
import { BadRequest, readBody, send, sendAudio, sendJson } from "./replies.ts";

export interface House {
  provider: Provider;
  audience: Audience;
  /** Who is told of calls, at `/receivers`, and the pages that show it. */
  receivers: DemoReceivers;
  told: Audience;
  log: (line: string) => void;
  reset(): void;
  closePort(forMs: number): void;
}

export async function receive(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await show(house, request, response);
  } catch (error) {
    if (!(error instanceof BadRequest)) house.log(`A bug: ${error instanceof Error ? error.stack : String(error)}`);
    if (response.headersSent || response.destroyed) return void response.destroy();
    const known =
      error instanceof BadRequest ? error : new BadRequest(500, "The simulator has a bug; its log says which.");
    sendJson(response, known.status, { error: known.message });
  }
}

async function show(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", house.provider.url);
  const method = request.method ?? "GET";
  if (pathname === "/api.php" || pathname.startsWith("/sim/")) {
    openToPages(response);
    if (method === "OPTIONS") return send(response, 204, "text/plain", "");
  }
  if (pathname === "/api.php") return answerApi(house.provider, request, response);
  if (pathname === "/sim/events" && method === "GET") return house.audience.join(response);
  if (pathname.startsWith("/sim/")) return answerControl(house, method, pathname, await readBody(request), response);
  if (/^\/receivers(?:\/|$)/.test(pathname))
    return serveReceivers({ receivers: house.receivers, audience: house.told }, request, response, pathname);
  if (method !== "GET" && method !== "HEAD") throw new BadRequest(405, "Only GET is of use here.");
  const recording = /^\/recordings\/([\da-f-]{36})\.mp3$/.exec(pathname)?.[1];
  if (recording !== undefined) return sendAudio(response, openRecording(house.provider, recording));
  if (pathname.startsWith("/cabinet/")) return enterCabinet(house.provider, pathname.slice(9), response);
  return sendPhones(response, pathname);
}

/** Any page may look and act: the simulator holds nothing but toys. */
function openToPages(response: ServerResponse): void {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-methods", "GET, POST, PUT, DELETE");
  response.setHeader("access-control-allow-headers", "content-type");
}

function answerControl(house: House, method: string, path: string, body: string, response: ServerResponse): void {
  const { value, reset, closePortMs } = control(house.provider, method, path, body);
  if (reset) house.reset();
  if (closePortMs !== undefined) response.once("finish", () => setImmediate(() => house.closePort(closePortMs)));
  sendJson(response, 200, value);
}
