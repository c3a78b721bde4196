/**
 * Serves the widget as it was compressed at build time, so that a visitor gets the smallest
 * bytes and the Worker spends nothing on making them.
 */
import { Hono } from "hono";
import brotli from "../dist/widget/widget.js.br";
import gzip from "../dist/widget/widget.js.gz";
import built from "../dist/widget/widget.json";
import type { App, Ctx } from "./services.ts";

const yearS = 31_536_000;

export const widget = new Hono<App>()
  .get("/widget.js", (c) => send(c, "public, max-age=300, stale-while-revalidate=86400"))
  .get(`/v1/widget-${built.hash}.js`, (c) => send(c, `public, max-age=${yearS}, immutable`));

function send(c: Ctx, cacheControl: string): Response {
  const headers = new Headers({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": cacheControl,
    "access-control-allow-origin": "*",
    vary: "Accept-Encoding",
    etag: `"${built.hash}"`,
  });
  if (c.req.header("If-None-Match") === headers.get("etag")) return new Response(null, { status: 304, headers });
  const accepted = c.req.header("Accept-Encoding") ?? "";
  const coding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : null;
  if (coding === null) return new Response(plain(), { headers });
  headers.set("content-encoding", coding);
  return new Response(coding === "br" ? brotli : gzip, { headers, encodeBody: "manual" });
}

function plain(): ReadableStream<Uint8Array> {
  const body = new Response(gzip).body ?? new ReadableStream<Uint8Array>();
  return body.pipeThrough(new DecompressionStream("gzip"));
}
