/** `PUT /v1/owner/away`: an agent goes, or is back. Owners say it of anybody, a manager of the agent of their own name. */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { note } from "../access/session.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { readOwnPhone } from "../numbers/own-phone.ts";
import { buttonsOf } from "../objects.ts";
import type { App, Ctx } from "../services.ts";
import { awayUntil } from "./button-form.ts";

const form = v.strictObject({ phone: v.pipe(v.string(), v.maxLength(200)), away: v.nullable(awayUntil) });

export const away = new Hono<App>().put("/away", async (c) => {
  const { phone, away: until } = await readJson(c, form);
  const read = readOwnPhone(phone, c.get("services").settings.countries);
  const sent = read.kind === "unreadable" ? phone : read.sent;
  if (!(await mayMove(c, sent))) throw new Refusal("forbidden", { detail: "A manager says it of themselves only" });
  if ((await buttonsOf(c.env).setAway(sent, until)) === 0)
    throw new Refusal("not-found", { rule: "agent.unknown", detail: "No button has an agent with this phone" });
  c.get("services").buttonCache.forget();
  await note(c, until === null ? "is back" : "is away");
  return c.body(null, 204);
});

async function mayMove(c: Ctx, phone: string): Promise<boolean> {
  const caller = c.get("caller");
  if (caller?.role === "owner") return true;
  const { buttons } = await buttonsOf(c.env).list();
  const agents = buttons.flatMap((button) => button.agents).filter((agent) => agent.phone === phone);
  return agents.length > 0 && agents.every((agent) => plain(agent.name) === plain(caller?.name ?? ""));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
