/** `/v1/owner/*`: who asks is checked first (401), then what is asked. */
import { Hono } from "hono";
import { ownerCalls } from "./calls.ts";
import { ownerHealth } from "./health.ts";
import { ownerState } from "./status.ts";
import { ownerButtons } from "./buttons.ts";
import { ownerSipnet } from "./sipnet.ts";
import { ownerPasskeys, passkeySession } from "../access/passkeys.ts";
import { ownerSafety } from "./safety.ts";
import type { App } from "../services.ts";
import { requireOwner, session } from "../access/session.ts";

export const owner = new Hono<App>()
  .route("/session/passkey", passkeySession)
  .route("/session", session)
  .use(requireOwner)
  .route("/", ownerButtons)
  .route("/", ownerSipnet)
  .route("/", ownerSafety)
  .route("/", ownerCalls)
  .route("/", ownerState)
  .route("/", ownerHealth)
  .route("/passkeys", ownerPasskeys);
