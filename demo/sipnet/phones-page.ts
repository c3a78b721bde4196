/** The page of phones: a handful of files, sent as they lie in their folder. */
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { BadRequest, send } from "./replies.ts";

const folder = new URL("./phones/", import.meta.url);

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'";

export async function sendPhones(response: ServerResponse, path: string): Promise<void> {
  if (path === "/") {
    response.setHeader("location", "/phones");
    return send(response, 302, "text/plain; charset=utf-8", "The phones are at /phones.\n");
  }
  const name = /^\/phones(?:\/([a-z-]+\.(?:css|js))?)?$/.exec(path);
  if (name === null)
    throw new BadRequest(404, "There is nothing here: the phones are at /phones, the API at /api.php.");
  const file = name[1] ?? "page.html";
  const text = await read(file);
  response.setHeader("content-security-policy", policy);
  send(response, 200, types[file.split(".")[1] ?? ""] ?? "text/plain", text);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(new URL(file, folder), "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    throw new BadRequest(404, `The page of phones has no ${file}.`);
  }
}
