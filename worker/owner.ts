/** `/v1/owner/*`: who asks is checked first (401), then what is asked. */
import { Hono } from "hono";
import { hookSecret } from "./hooks.ts";
import { ownerButtons } from "./owner-buttons.ts";
import { ownerSipnet } from "./owner-sipnet.ts";
import { ownerSafety } from "./owner-safety.ts";
import type { App } from "./services.ts";
import { requireOwner, session } from "./session.ts";

export const owner = new Hono<App>()
  .route("/session", session)
  .use(requireOwner)
  .route("/", ownerButtons)
  .route("/", ownerSipnet)
  .route("/", ownerSafety)
  .post("/webhook", async (c) => {
    const { settings, keys, sipnet } = c.get("services");
    const hook = `${settings.publicUrl}/v1/hooks/sipnet/`;
    await sipnet.call("webhook", { action: "set", url: hook + (await hookSecret(keys)) });
    // The secret segment goes to the provider and to nobody else.
    return c.json({ url: `${hook}***` });
  });
