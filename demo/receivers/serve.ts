/** `/receivers…`: the receivers' own doors, the page that shows them, and what its person does. */
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Audience } from "../sipnet/audience.ts";
import { BadRequest, readBytes, send, sendJson } from "../sipnet/replies.ts";
import { type DemoReceivers, type Habit, habits } from "./receivers.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'";
const types: Record<string, string> = { html: "text/html", css: "text/css", js: "text/javascript" };

/** @param path with `/receivers` before it */
export async function serveReceivers(
  { receivers, audience }: { receivers: DemoReceivers; audience: Audience },
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const [, , door = "", ...rest] = path.split("/");
  const method = request.method ?? "GET";
  if (method === "GET" && door === "events") return audience.join(response);
  if (method === "GET" && door === "seen") return sendJson(response, 200, receivers.view());
  if (method === "GET") return sendPage(response, door);
  if (method !== "POST") throw new BadRequest(405, "Only GET and POST are of use here.");
  const bytes = await readBytes(request);
  const body = bytes.toString("utf8");
  switch (door) {
    case "telegram":
      return askBot(receivers, response, rest, body);
    case "crm":
      if (!misbehaves(receivers.habit, response)) sendJson(response, 200, receivers.addLead(body));
      return;
    case "push":
      if (misbehaves(receivers.habit, response)) return;
      if (!receivers.takePush(bytes)) throw new BadRequest(400, "This is for no browser here.");
      return send(response, 201, "text/plain", "");
    case "hook":
      // What was taken before the answer went wrong comes again under the same id.
      receivers.takeHook(request.headers, body);
      if (!misbehaves(receivers.habit, response)) send(response, 204, "text/plain", "");
      return;
    case "chat":
      return act(receivers, response, rest[0] ?? "", body);
    case "habit":
      return setHabit(receivers, response, body);
    default:
      throw new BadRequest(404, "There are telegram, crm, push and hook here.");
  }
}

async function askBot(receivers: DemoReceivers, response: ServerResponse, rest: string[], body: string): Promise<void> {
  const [bot = "", method = ""] = rest;
  const params = (body === "" ? {} : JSON.parse(body)) as Record<string, unknown>;
  const reply = await receivers.telegram.ask(bot.replace(/^bot/, ""), method, params);
  if (!response.destroyed) sendJson(response, reply.status, reply.body);
}

function act(receivers: DemoReceivers, response: ServerResponse, what: string, body: string): void {
  const { text = "", data = "" } = JSON.parse(body) as { text?: string; data?: string };
  if (what === "write" && text.trim() !== "") receivers.telegram.write(text.trim());
  else if (what !== "press" || !receivers.telegram.press(data)) throw new BadRequest(404, "There is no such button.");
  sendJson(response, 200, {});
}

function setHabit(receivers: DemoReceivers, response: ServerResponse, body: string): void {
  const { habit } = JSON.parse(body) as { habit?: Habit };
  if (habit === undefined || !habits.includes(habit))
    throw new BadRequest(400, `A habit is one of ${habits.join(", ")}.`);
  receivers.habit = habit;
  sendJson(response, 200, { habit });
}

/** True where the answer was what the habit makes of it. */
function misbehaves(habit: Habit, response: ServerResponse): boolean {
  if (habit === "well") return false;
  if (habit === "500" || habit === "410") send(response, Number(habit), "text/plain", "no");
  if (habit === "redirects") response.writeHead(302, { location: "/receivers/elsewhere" }).end();
  if (habit === "streams") {
    response.writeHead(500, { "content-type": "text/plain" });
    const more = setInterval(() => response.write("more ".repeat(1_000)), 20);
    response.once("close", () => clearInterval(more));
  }
  return true;
}

async function sendPage(response: ServerResponse, name: string): Promise<void> {
  const file = name === "" ? "page.html" : /^page\.(?:css|js)$/.test(name) ? name : null;
  if (file === null) throw new BadRequest(404, "There is no such page: the receivers are at /receivers.");
  response.setHeader("content-security-policy", policy);
  const type = `${types[file.split(".")[1] ?? ""] ?? "text/plain"}; charset=utf-8`;
  send(response, 200, type, await readFile(new URL(file, import.meta.url)));
}
