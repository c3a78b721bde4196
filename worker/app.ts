/**
 * Every request's way through the Worker, on one screen. Public routes check, cheap first:
 * form (400, 413, 415), origin (403), ticket (403), number (422), address (429); only the
 * Ledger may then grant a call. Owner's routes check who asks (401) before anything else.
 */
import { Hono } from "hono/tiny";
import { guards } from "./http/guards.ts";
import { invitations } from "./access/people.ts";
import { buttons } from "./visitor/buttons.ts";
import { call } from "./visitor/call.ts";
import { calls } from "./visitor/calls.ts";
import { consoleFiles } from "./owner/console-files.ts";
import { hooks } from "./visitor/sipnet-webhook.ts";
import { optOutPageRoute, optOuts } from "./visitor/opt-out.ts";
import { owner } from "./owner/routes.ts";
import { problemResponse, Refusal } from "./http/problem.ts";
import { reflectOrigin } from "./visitor/allowed-origin.ts";
import { type App, createServices, type Ctx, languageOf, type Services } from "./services.ts";
import { Health } from "./health.ts";
import { log, marksOf, nameOf, routeOf } from "./log.ts";
import { proof } from "./visitor/proof.ts";
import type { Env } from "./objects.ts";
import { madeUpAtHand } from "./visitor/made-up-at-hand.ts";
import { recordAtHand } from "./visitor/record-at-hand.ts";
import { telegramHook } from "./visitor/telegram-webhook.ts";
import { tickets } from "./visitor/tickets.ts";
import { KnownScripts } from "./scripts/known-scripts.ts";
import { widgetFiles } from "./visitor/widget-files.ts";

/** What Cloudflare asks; its routes are for who would list them. */
export interface Application extends Pick<Hono<App>, "routes"> {
  fetch(request: Request, env: Env, context: ExecutionContext): Response | Promise<Response>;
}

export function createApp(scripts = new KnownScripts()): Application {
  const app = new Hono<App>();
  let services: Services | undefined;
  const health = new Health();

  const guarded = Object.entries(guards);
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of guarded) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
  app.route("/", widgetFiles(scripts));
  app.route("/", consoleFiles);
  app.route("/", optOutPageRoute);
  app.get("/healthz", async (c) => {
    services ??= await createServices(c.env).catch(() => undefined);
    const isWell = services !== undefined && (await health.isWell(c.env));
    return c.json({ status: isWell ? "ok" : "degraded" }, 200, { "cache-control": "no-store" });
  });

  app.use("/v1/*", async (c, next) => {
    c.set("services", (services ??= await createServices(c.env)));
    await next();
  });
  app.route("/v1/hooks", hooks);
  app.route("/v1/hooks", telegramHook);
  app.route("/v1/proof", proof);
  app.route("/v1/owner", owner);
  app.route("/v1/invitations", invitations);
  app.use("/v1/*", reflectOrigin);
  app.route("/v1/buttons", buttons);
  app.route("/v1/tickets", tickets);
  app.route("/v1/calls", calls);
  app.route("/v1/calls", call);
  app.route("/v1/opt-outs", optOuts);

  app.notFound((c) => answer(c, new Refusal("not-found", { rule: "path.unknown" })));
  app.onError((error, c) => answer(c, error instanceof Refusal ? error : broken(c, error)));
  return {
    routes: app.routes,
    fetch(request, env, context) {
      const waitUntil = (work: Promise<void>) => context.waitUntil(work);
      const asked = services && { request, services, waitUntil };
      const known = asked && (recordAtHand(asked) ?? madeUpAtHand(asked));
      return known ?? app.fetch(request, env, context);
    },
  };
}

/** Something of ours broke: closed, and never a word of what it was. */
function broken(c: Ctx, error: Error): Refusal {
  log({ event: "broken", because: nameOf(error), route: routeOf(c.req.method, c.req.path), ...marksOf(error) });
  return new Refusal("unavailable", { rule: "broken", retryAfterS: 30 });
}

function answer(c: Ctx, refusal: Refusal): Response {
  const button = c.get("button");
  const note = { rule: refusal.rule, problem: refusal.problem, ...(button === undefined ? {} : { button }) };
  c.get("services")?.refusals.add(note, (work) => c.executionCtx.waitUntil(work));
  const response = problemResponse(refusal, c.get("lang") ?? languageOf(c));
  response.headers.set("cache-control", "no-store");
  return response;
}
