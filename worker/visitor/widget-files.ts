/**
 * Serves the widget, and the modules that it loads after a click, as they were compressed at build
 * time, so that a visitor gets the smallest bytes and the Worker spends nothing on making them.
 */
import { Hono } from "hono";
import comfortBrotli from "../../dist/widget/comfort.js.br";
import comfortGzip from "../../dist/widget/comfort.js.gz";
import departmentsBrotli from "../../dist/widget/departments.js.br";
import departmentsGzip from "../../dist/widget/departments.js.gz";
import kkBrotli from "../../dist/widget/kk.js.br";
import kkGzip from "../../dist/widget/kk.js.gz";
import laterBrotli from "../../dist/widget/later.js.br";
import laterGzip from "../../dist/widget/later.js.gz";
import uzBrotli from "../../dist/widget/uz.js.br";
import uzGzip from "../../dist/widget/uz.js.gz";
import brotli from "../../dist/widget/widget.js.br";
import gzip from "../../dist/widget/widget.js.gz";
import built from "../../dist/widget/widget.json";
import { codingFor } from "../http/content-coding.ts";
import { hasCopy } from "../http/etag.ts";
import type { App, Ctx } from "../services.ts";

interface Script {
  hash: string;
  brotli: ArrayBuffer;
  gzip: ArrayBuffer;
}

const forever = "public, max-age=31536000, immutable";
const script: Script = { hash: built.hash, brotli, gzip };
const companions: Record<keyof typeof built.modules, Omit<Script, "hash">> = {
  comfort: { brotli: comfortBrotli, gzip: comfortGzip },
  departments: { brotli: departmentsBrotli, gzip: departmentsGzip },
  kk: { brotli: kkBrotli, gzip: kkGzip },
  later: { brotli: laterBrotli, gzip: laterGzip },
  uz: { brotli: uzBrotli, gzip: uzGzip },
};

export const widget = new Hono<App>()
  .get("/widget.js", (c) => send(c, script, "public, max-age=300, stale-while-revalidate=86400"))
  .get(`/v1/widget-${built.hash}.js`, (c) => send(c, script, forever));
for (const [name, { hash }] of Object.entries(built.modules)) {
  const file = { hash, ...companions[name as keyof typeof companions] };
  widget.get(`/v1/${name}-${hash}.js`, (c) => send(c, file, forever));
}

function send(c: Ctx, file: Script, cacheControl: string): Response {
  const headers = new Headers({
    // Modules are read as UTF-8, whatever is said. HTML Standard, section 8.1.4.2.
    "content-type": "text/javascript",
    "cache-control": cacheControl,
    "access-control-allow-origin": "*",
    vary: "Accept-Encoding",
  });
  const coding = codingFor(c.req.header("Accept-Encoding"));
  // What never changes is never asked about again: its tag would only be weight. Each coding is a body of its own.
  const etag = cacheControl === forever ? null : `"${file.hash}${coding === null ? "" : `-${coding}`}"`;
  if (etag !== null) headers.set("etag", etag);
  if (etag !== null && hasCopy(c.req.header("If-None-Match"), etag))
    return new Response(null, { status: 304, headers });
  if (coding === null) return new Response(plain(file), { headers });
  headers.set("content-encoding", coding);
  return new Response(coding === "br" ? file.brotli : file.gzip, { headers, encodeBody: "manual" });
}

function plain(file: Script): ReadableStream<Uint8Array> {
  const body = new Response(file.gzip).body ?? new ReadableStream<Uint8Array>();
  return body.pipeThrough(new DecompressionStream("gzip"));
}
