/** Signing in by passkey instead of the token, and the list of passkeys that may. */
import { Hono } from "hono";
import * as v from "valibot";
import { readJson } from "../http/body.ts";
import type { PasskeysReply, Passkey } from "../contract/owner-access.ts";
import { type Ceremony, isFreshChallenge, newChallenge } from "../desk/challenge.ts";
import { now } from "../time/clock.ts";
import { algorithms } from "../desk/passkey-store.ts";
import { challengeOf, type Place, readAssertion, readRegistration } from "./passkey.ts";
import { Refusal } from "../http/problem.ts";
import { addressOf, type App, type Ctx, shield } from "../services.ts";
import { deskOf } from "../objects.ts";
import { mayHavePasskeys, openSession, ownOrigins, requireOwnOrigin, unauthorized } from "./session.ts";

const mostBytes = 16_384;
const text = v.pipe(v.string(), v.maxLength(4_096));
// Browsers send more than is read here.
const registration = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  response: v.object({
    id: text,
    response: v.object(
      { clientDataJSON: text, authenticatorData: text, publicKey: text, publicKeyAlgorithm: v.number() },
      "must hold publicKey and authenticatorData: this browser is too old for passkeys",
    ),
  }),
});
const assertion = v.object({
  response: v.object({
    id: text,
    response: v.object({ clientDataJSON: text, authenticatorData: text, signature: text }),
  }),
});

/** Signed in: `/v1/owner/passkeys`. */
export const ownerPasskeys = new Hono<App>()
  .get("/", async (c) => c.json<PasskeysReply>({ passkeys: await deskOf(c.env).passkeys() }))
  .post("/options", async (c) => {
    const { rpId } = placeOf(c);
    const known = await deskOf(c.env).passkeys();
    return c.json({
      rp: { id: rpId, name: "SIPNET call button" },
      // One owner: the same account for every passkey, so that a new one replaces none of another site.
      user: { id: "b3duZXI", name: "owner", displayName: rpId },
      challenge: await newChallenge(c.get("services").keys.session, "webauthn.create", now()),
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known.map(({ id }) => ({ type: "public-key", id })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
      timeout: 300_000,
    });
  })
  .post("/register", async (c) => {
    const place = placeOf(c);
    const { name, response } = await readJson(c, registration, mostBytes);
    const challenge = await freshChallenge(c, response.response.clientDataJSON, "webauthn.create");
    const record = challenge === null ? null : await readRegistration(response, place);
    if (challenge === null || !record || !(await deskOf(c.env).spendChallenge(challenge)))
      throw new Refusal("bad-request", { detail: "response: is not the answer to these options" });
    const added = await deskOf(c.env).addPasskey(record, name);
    if (!added) throw new Refusal("bad-request", { detail: "response: is known already, or there are 20 passkeys" });
    await deskOf(c.env).note("added a passkey", name);
    return c.json<Passkey>(added, 201);
  })
  .delete("/:id", async (c) => {
    const removed = await deskOf(c.env).removePasskey(c.req.param("id"));
    if (!removed) throw new Refusal("not-found");
    await deskOf(c.env).note("removed a passkey");
    return c.body(null, 204);
  });

/** Signed out: `/v1/owner/session/passkey`. */
export const passkeySession = new Hono<App>()
  .post("/options", async (c) => {
    const { rpId } = placeOf(c);
    requireOwnOrigin(c);
    await shield(c, addressOf(c), "post");
    // No list of credentials: who asks is a stranger yet.
    const challenge = await newChallenge(c.get("services").keys.session, "webauthn.get", now());
    return c.json({ rpId, challenge, allowCredentials: [], userVerification: "required", timeout: 300_000 });
  })
  .post("/verify", async (c) => {
    const place = placeOf(c);
    requireOwnOrigin(c);
    await shield(c, addressOf(c), "sign-in");
    const { response } = await readJson(c, assertion, mostBytes);
    const challenge = await freshChallenge(c, response.response.clientDataJSON, "webauthn.get");
    const passkey = challenge === null ? null : await deskOf(c.env).passkey(response.id);
    const counter = passkey && (await readAssertion(response, passkey, place));
    if (challenge === null || counter === null || !(await deskOf(c.env).spendChallenge(challenge)))
      throw unauthorized();
    await deskOf(c.env).usedPasskey(response.id, counter);
    await openSession(c);
    return c.body(null, 204);
  });

/** The challenge that a ceremony answers, if it was ours and is fresh: no object is asked about any other. */
async function freshChallenge(c: Ctx, clientDataJSON: string, ceremony: Ceremony): Promise<string | null> {
  const challenge = challengeOf(clientDataJSON, ceremony, placeOf(c));
  if (challenge === null) return null;
  return (await isFreshChallenge(c.get("services").keys.session, ceremony, challenge, now())) ? challenge : null;
}

/** @throws Refusal `forbidden` */
function placeOf(c: Ctx): Place {
  if (mayHavePasskeys(c)) return { rpId: new URL(c.req.url).hostname, origins: ownOrigins(c) };
  throw new Refusal("forbidden", { rule: "passkey.address", detail: "Passkeys need a domain name, not an address" });
}
