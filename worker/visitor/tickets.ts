/** `POST /v1/tickets`: the proof, needed for a call, that a page with the button was opened. */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import { campaignOf, noCampaign } from "../funnel/campaign.ts";
import { pageOf } from "../funnel/page.ts";
import { now } from "../time/clock.ts";
import { buttonForPage } from "./allowed-origin.ts";
import type { TicketReply } from "../contract/visitor.ts";
import { addressOf, type App, shield } from "../services.ts";
import { whence } from "./whence.ts";
import { issueTicket, ticketMaxAgeMs } from "./ticket.ts";

const request = v.object({ button: v.pipe(v.string(), v.maxLength(64)), ...whence });

export const tickets = new Hono<App>().post("/", async (c) => {
  const { button, ...from } = await readJson(c, request);
  const { origin } = await buttonForPage(c, button);
  const address = addressOf(c);
  await shield(c, address, "ticket");
  const random = crypto.getRandomValues(new Uint8Array(12));
  const ticket = issueTicket(c.get("services").keys.ticket, { button, origin, net: address.net }, now(), random);
  const { countries } = c.get("services").settings;
  const page = pageOf(from.page, countries) ?? "";
  // A page says itself where it is; whose it is, the browser says.
  const place = URL.parse(page)?.origin === origin ? page : origin;
  const campaign = campaignOf(from, countries) ?? noCampaign;
  c.get("services").funnel.add({ step: "opened", button, place, campaign }, (work) => c.executionCtx.waitUntil(work));
  const reply: TicketReply = { ticket, expiresAt: new Date(now() + ticketMaxAgeMs).toISOString() };
  return c.json(reply, 201, { "cache-control": "no-store" });
});
