/** Serves the console's built files, as they were compressed, each under the console's policy. */
import { Hono } from "hono/tiny";
import { consoleHeaders } from "./console-headers.ts";
import { Refusal } from "../http/problem.ts";
import type { App, Ctx } from "../services.ts";

const yearS = 31_536_000;

const types: Record<string, string> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};

export const consoleFiles = new Hono<App>()
  // To the router a slash at the end is nothing; to the addresses within the page it is.
  .get("/console", async (c) => {
    const isPage = c.req.path.endsWith("/");
    return isPage ? send(c, "index.html", "no-store") : c.redirect("/console/", 308);
  })
  // Of these the names stay as they are.
  .get("/console/:file{push-worker\\.js|app\\.webmanifest|icon\\.svg}", (c) => send(c, c.req.param("file"), "no-cache"))
  // Names carry a hash of what is in them.
  .get("/console/:file{[\\w-]+\\.(?:js|css)}", (c) =>
    send(c, c.req.param("file"), `public, max-age=${yearS}, immutable`),
  );

async function send(c: Ctx, file: string, cacheControl: string): Promise<Response> {
  const wantsBrotli = /\bbr\b/.test(c.req.header("Accept-Encoding") ?? "") && !file.endsWith(".html");
  const found = await c.env.ASSETS.fetch(`https://assets.invalid/${file}${wantsBrotli ? ".br" : ""}`);
  if (!found.ok) throw new Refusal("not-found", { rule: "path.unknown" });
  const headers = new Headers({
    ...consoleHeaders,
    "content-type": `${types[file.split(".").at(-1) ?? ""]}; charset=utf-8`,
    "cache-control": cacheControl,
    vary: "Accept-Encoding",
  });
  if (!wantsBrotli) return new Response(found.body, { headers });
  headers.set("content-encoding", "br");
  return new Response(found.body, { headers, encodeBody: "manual" });
}
