/** `/v1/owner/*`: who asks is checked first (401), then whether they may (403), then what is asked. */
import { Hono } from "hono/tiny";
import { ownerPasskeys, passkeySession } from "../access/passkeys.ts";
import { people } from "../access/people.ts";
import { requireCaller, session, sessions } from "../access/session.ts";
import type { App } from "../services.ts";
import { ownerAgents } from "./agents.ts";
import { ownerButtons } from "./buttons.ts";
import { ownerCalls } from "./calls.ts";
import { ownerChecklist } from "./checklist.ts";
import { ownerHealth } from "./health.ts";
import { ownerReceivers } from "./receivers.ts";
import { ownerSafety } from "./safety.ts";
import { ownerSipnet } from "./sipnet.ts";
import { ownerSites } from "./sites.ts";
import { ownerState } from "./status.ts";

export const owner = new Hono<App>()
  .route("/session/passkey", passkeySession)
  .route("/session", session)
  .use(requireCaller)
  .route("/", ownerButtons)
  .route("/", ownerChecklist)
  .route("/", ownerSites)
  .route("/", ownerAgents)
  .route("/", ownerSipnet)
  .route("/", ownerSafety)
  .route("/", ownerCalls)
  .route("/", ownerState)
  .route("/", ownerHealth)
  .route("/", ownerReceivers)
  .route("/passkeys", ownerPasskeys)
  .route("/sessions", sessions)
  .route("/people", people);
