/** The shop's web server: one page in two languages and its two files, on an origin of its own as in real life. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { renderPlayground } from "./playground/page.ts";
import { type PageFacts, renderPage } from "./shop/page.ts";

const styles = ["shop", "sections", "desk", "art"].map((name) => [`/shop/${name}.css`, "text/css; charset=utf-8"]);
const files: Record<string, string> = {
  ...Object.fromEntries(styles),
  "/shop/shop.js": "text/javascript; charset=utf-8",
};

export interface Site {
  close(): Promise<void>;
}

/** Holds its port from now on; what is asked of it before the facts are known waits for them. */
export async function startSite(port: number, facts: Promise<PageFacts>): Promise<Site> {
  const server = createServer((request, response) => {
    facts
      .then((known) => answer(request, response, known))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, facts: PageFacts): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405, "text/plain", "GET only\n");
  const url = new URL(request.url ?? "/", "http://shop");
  if (url.pathname === "/") {
    const language = chooseLanguage(url.searchParams.get("lang"), request.headers["accept-language"]);
    response.setHeader("content-security-policy", policy(facts));
    response.setHeader("content-language", language);
    response.setHeader("vary", "Accept-Language");
    return end(response, 200, "text/html; charset=utf-8", await renderPage(facts, language));
  }
  if (url.pathname === "/playground") return redirect(response, `/playground/${url.search}`);
  if (url.pathname === "/playground/") {
    const language = chooseLanguage(url.searchParams.get("lang"), request.headers["accept-language"]);
    response.setHeader("content-security-policy", policy(facts));
    return end(response, 200, "text/html; charset=utf-8", await renderPlayground(facts, language));
  }
  const built = /^\/playground\/([\w-]+\.(js|css))$/.exec(url.pathname);
  if (built) return sendBuilt(response, built[1] ?? "", built[2] === "js" ? "text/javascript" : "text/css");
  const type = files[url.pathname];
  if (type === undefined) return end(response, 404, "text/plain", "There is nothing here.\n");
  return end(response, 200, type, await readFile(new URL(`.${url.pathname}`, import.meta.url)));
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(308, { location: to }).end();
}

/** A file of `dist/playground`. */
async function sendBuilt(response: ServerResponse, file: string, type: string): Promise<void> {
  const body = await readFile(new URL(`../dist/playground/${file}`, import.meta.url)).catch(() => null);
  if (body === null) return end(response, 404, "text/plain", "There is nothing here.\n");
  return end(response, 200, `${type}; charset=utf-8`, body);
}

function end(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

/** What a careful shop would send: the widget asks a page for no more than this. */
function policy({ workerUrl, phonesUrl }: PageFacts): string {
  const phones = phonesUrl === undefined ? "'none'" : new URL(phonesUrl).origin;
  return [
    "default-src 'none'",
    `script-src 'self' ${workerUrl}`,
    `connect-src ${workerUrl}`,
    "style-src 'self'",
    "img-src 'self' data:",
    `frame-src ${phones}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function chooseLanguage(wanted: string | null, accepted = ""): "ru" | "en" {
  if (wanted === "ru" || wanted === "en") return wanted;
  return accepted === "" || /\bru\b/i.test(accepted) ? "ru" : "en";
}
