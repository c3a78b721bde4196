/** `GET /v1/proof?nonce=`: this deployment shows whose it is, before anybody sends it a secret. */
import { Hono } from "hono/tiny";
import { proofOf } from "../crypto.ts";
import { Refusal } from "../http/problem.ts";
import type { App } from "../services.ts";

export const proof = new Hono<App>().get("/", async (c) => {
  const nonce = c.req.query("nonce") ?? "";
  const { host } = new URL(c.req.url);
  const { settings, keys } = c.get("services");
  const known = settings.publicUrl === null || new URL(settings.publicUrl).host === host;
  // Under a name that isn't ours it would prove somebody else, who passes the question on to us.
  if (!known) throw new Refusal("not-found", { rule: "proof.host" });
  if (!/^[\w-]{22,64}$/.test(nonce)) throw new Refusal("bad-request", { rule: "proof.nonce" });
  return c.json({ proof: proofOf(keys, nonce, host) }, 200, { "cache-control": "no-store" });
});
