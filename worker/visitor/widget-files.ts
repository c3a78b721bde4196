/** Serves the widget, and the modules that it loads after a click: this build's, and those of builds before it. */
import { Hono } from "hono/tiny";
import { codingFor } from "../http/content-coding.ts";
import { hasCopy } from "../http/etag.ts";
import { Refusal } from "../http/problem.ts";
import { scriptsOf } from "../objects.ts";
import { build, type Script, widgetScript } from "../scripts/built-scripts.ts";
import type { KnownScripts } from "../scripts/known-scripts.ts";
import type { App, Ctx } from "../services.ts";

const forever = "public, max-age=31536000, immutable";

export function widgetFiles(known: KnownScripts): Hono<App> {
  const routes = new Hono<App>();
  /** Nobody waits for it. */
  const keep = (c: Ctx) => {
    if (known.isToKeep) c.executionCtx.waitUntil(known.keep(() => scriptsOf(c.env)));
  };
  routes.get("/widget.js", (c) => {
    keep(c);
    return send(c, widgetScript, { hash: build.hash });
  });
  routes.get("/v1/:file{[a-z]+-[0-9a-f]{16}\\.js}", async (c) => {
    keep(c);
    const script = await known.find(c.req.param("file"), () => scriptsOf(c.env));
    if (script === null) throw new Refusal("not-found", { rule: "path.unknown" });
    return send(c, script);
  });
  return routes;
}

/** `newest`: under a name that other bytes may have tomorrow. */
function send(c: Ctx, script: Script, newest?: { hash: string }): Response {
  const headers = new Headers({
    // Modules are read as UTF-8, whatever is said. HTML Standard, section 8.1.4.2.
    "content-type": "text/javascript",
    "cache-control": newest ? "public, max-age=300, stale-while-revalidate=86400" : forever,
    "access-control-allow-origin": "*",
    vary: "Accept-Encoding",
  });
  const coding = codingFor(c.req.header("Accept-Encoding"));
  // What never changes is never asked about again: its tag would only be weight. Each coding is a body of its own.
  const etag = newest ? `"${newest.hash}${coding === null ? "" : `-${coding}`}"` : null;
  if (etag !== null) headers.set("etag", etag);
  if (etag !== null && hasCopy(c.req.header("If-None-Match"), etag))
    return new Response(null, { status: 304, headers });
  if (coding === null) return new Response(plain(script), { headers });
  headers.set("content-encoding", coding);
  return new Response(coding === "br" ? script.brotli : script.gzip, { headers, encodeBody: "manual" });
}

function plain(script: Script): ReadableStream<Uint8Array> {
  const body = new Response(script.gzip).body ?? new ReadableStream<Uint8Array>();
  return body.pipeThrough(new DecompressionStream("gzip"));
}
