/** The page of phones and its modules, sent as they lie in the folder: TypeScript loses its types on the way. */
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { BadRequest, send } from "./replies.ts";

const folder = new URL("./phones/", import.meta.url);

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  ts: "text/javascript; charset=utf-8",
};

export async function sendPhones(_request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  if (path === "/") {
    response.setHeader("location", "/phones");
    return send(response, 302, "text/plain; charset=utf-8", "The phones are at /phones.\n");
  }
  const name = /^\/phones(?:\/([a-z-]+\.(?:css|ts)))?\/?$/.exec(path);
  if (name === null)
    throw new BadRequest(404, "There is nothing here. The phones are at /phones, the API at /api.php.");
  const file = name[1] ?? "page.html";
  const type = types[file.split(".")[1] ?? ""] ?? "text/plain; charset=utf-8";
  const text = await read(file);
  response.setHeader(
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'",
  );
  send(response, 200, type, file.endsWith(".ts") ? stripTypeScriptTypes(text) : text);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(new URL(file, folder), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new BadRequest(404, `The page of phones has no ${file}.`);
    }
    throw error;
  }
}
