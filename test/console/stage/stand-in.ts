/**
 * A Worker's place taken for tests of the console alone: the built files under the real policy, and
 * answers of the owner's routes from memory, typed by the contract, with whatever texts a test wants.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, resolve } from "node:path";
import { consoleHeaders } from "../../../worker/owner/console-headers.ts";
import { answersOf, type Told } from "./stand-in-answers.ts";

const files = resolve(import.meta.dirname, "../../../dist/console");
const widget = resolve(import.meta.dirname, "../../../dist/widget/widget.js");
const types: Record<string, string> = {
  ".svg": "image/svg+xml",
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

export interface StandIn {
  url: string;
  /** What is answered from now on; without `session` everybody is a stranger. */
  answers: Map<string, unknown>;
  /** Live streams that are open now. */
  streams(): number;
  close(): Promise<void>;
}

/** Starts on a free port of 127.0.0.1; everyone is the owner. */
export async function startStandIn(told: Told = {}): Promise<StandIn> {
  const answers = answersOf(told);
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.url === "/v1/owner/live" && answers.has("session")) {
      streams.add(response);
      response.on("close", () => streams.delete(response));
    }
    void serve(request, response, answers);
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answers,
    streams: () => streams.size,
    close: async () => {
      server.closeAllConnections();
      await new Promise((settle) => server.close(settle));
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, answers: Map<string, unknown>): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://stand-in");
  if (pathname.startsWith("/v1/owner/") && !answers.has("session")) return void response.writeHead(401).end();
  if (pathname === "/v1/owner/live") return void sendEvents(response, answers.get("live"));
  const found = answers.get(pathname.replace("/v1/owner/", ""));
  if (found !== undefined) {
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    return void response.end(JSON.stringify(found));
  }
  const file = pathname === "/widget.js" ? widget : pathname.startsWith("/console/") ? fileOf(pathname) : undefined;
  const content = file && (await readFile(file).catch(() => undefined));
  if (!file || !content) return void response.writeHead(404, consoleHeaders).end();
  response.writeHead(200, { ...consoleHeaders, "content-type": `${types[extname(file)] ?? ""}; charset=utf-8` });
  response.end(content);
}

function fileOf(pathname: string): string {
  return resolve(files, pathname === "/console/" ? "index.html" : basename(pathname));
}

function sendEvents(response: ServerResponse, events: unknown): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  // Like the Worker's: one that says nothing yet would leave its reader without an answer.
  response.write(":\n\n");
  for (const event of events as unknown[]) response.write(`event: call\ndata: ${JSON.stringify(event)}\n\n`);
}
