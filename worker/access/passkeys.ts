/** Signing in by passkey instead of the token, and the list of passkeys that may. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import type { Passkey, PasskeysReply } from "../contract/owner-access.ts";
import { type Ceremony, isFreshChallenge, newChallenge } from "../desk/challenge.ts";
import { provedForMs, setupForMs } from "../desk/desk.ts";
import type { PasskeyRecord } from "../desk/passkey-store.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { deskOf } from "../objects.ts";
import { addressOf, type App, type Ctx, shield } from "../services.ts";
import { now } from "../time/clock.ts";
import { algorithms, challengeOf, type Place, readAssertion, readRegistration, userHandleOf } from "./passkey.ts";
import {
  callerIn,
  mayHavePasskeys,
  note,
  openSession,
  ownOrigins,
  requireOwnOrigin,
  requireProof,
  tryToSignIn,
  unauthorized,
} from "./session.ts";

const mostBytes = 32_768;
const text = v.pipe(v.string(), v.maxLength(16_384));
const deviceName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
/** The parts that this code reads itself; the library checks the whole. */
const ceremony = v.looseObject({ id: text, response: v.looseObject({ clientDataJSON: text }) });
const registration = v.object({ name: deviceName, response: ceremony });
const assertion = v.object({ response: ceremony, setup: v.optional(v.boolean(), false) });

/** Signed in: `/v1/owner/passkeys`. */
export const ownerPasskeys = new Hono<App>()
  .get("/", async (c) => {
    const { person, role } = callerIn(c);
    const all = await deskOf(c.env).passkeys();
    return c.json<PasskeysReply>({ passkeys: all.filter((each) => role === "owner" || each.person === person) });
  })
  .post("/options", async (c) => {
    requireProof(c);
    return c.json(await creationOptions(c, callerIn(c).person, "owner"));
  })
  .post("/register", async (c) => {
    requireProof(c);
    const { name, response } = await readJson(c, registration, mostBytes);
    const record = await newPasskey(c, response as unknown as RegistrationResponseJSON);
    const added = await deskOf(c.env).addPasskey({ record, person: callerIn(c).person }, name);
    if (!added)
      throw new Refusal("bad-request", { detail: "response: is known already, or there are too many passkeys" });
    await note(c, "added a passkey", name);
    return c.json<Passkey>(added, 201);
  })
  .delete("/:id", async (c) => {
    requireProof(c);
    const removed = await deskOf(c.env).removePasskey(c.req.param("id"));
    if (!removed) throw new Refusal("not-found");
    await note(c, "removed a passkey");
    return c.body(null, 204);
  });

/** Signed out: `/v1/owner/session/passkey`. */
export const passkeySession = new Hono<App>()
  .post("/options", async (c) => {
    const { rpId } = placeOf(c);
    requireOwnOrigin(c);
    await shield(c, addressOf(c), "post");
    // No list of credentials: who asks is a stranger yet.
    const challenge = newChallenge(c.get("services").keys.session, "webauthn.get", now());
    return c.json({ rpId, challenge, allowCredentials: [], userVerification: "required", timeout: 300_000 });
  })
  .post("/verify", async (c) => {
    const place = placeOf(c);
    requireOwnOrigin(c);
    await tryToSignIn(c);
    const { response, setup } = await readJson(c, assertion, mostBytes);
    const challenge = await freshChallenge(c, response.response.clientDataJSON, "webauthn.get");
    const passkey = challenge === null ? null : await deskOf(c.env).passkey(response.id);
    if (challenge === null || !passkey) throw unauthorized();
    const counter = await readAssertion(response as unknown as AuthenticationResponseJSON, passkey, challenge, place);
    if (counter === null || !(await deskOf(c.env).spendChallenge(challenge))) throw unauthorized();
    await deskOf(c.env).usedPasskey(response.id, counter);
    await openSession(c, passkey.person, response.id, setup ? setupForMs : provedForMs);
    return c.body(null, 204);
  });

/** PublicKeyCredentialCreationOptionsJSON for a person's next passkey. */
export async function creationOptions(c: Ctx, person: string, name: string) {
  const { rpId } = placeOf(c);
  const known = await deskOf(c.env).passkeys();
  return {
    rp: { id: rpId, name: "SIPNET call button" },
    user: { id: userHandleOf(person), name, displayName: `${name} · ${rpId}` },
    challenge: newChallenge(c.get("services").keys.session, "webauthn.create", now()),
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: known.map(({ id }) => ({ type: "public-key", id })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
    timeout: 300_000,
  };
}

/** The passkey that an answer to fresh options holds. @throws Refusal for any other answer */
export async function newPasskey(c: Ctx, response: RegistrationResponseJSON): Promise<PasskeyRecord> {
  const challenge = await freshChallenge(c, response.response.clientDataJSON, "webauthn.create");
  const record = challenge === null ? null : await readRegistration(response, challenge, placeOf(c));
  if (challenge === null || !record || !(await deskOf(c.env).spendChallenge(challenge)))
    throw new Refusal("bad-request", { detail: "response: is not the answer to these options" });
  return record;
}

/** The challenge that a ceremony answers, if it was ours and is fresh: no object is asked about any other. */
async function freshChallenge(c: Ctx, clientDataJSON: string, kind: Ceremony): Promise<string | null> {
  const challenge = challengeOf(clientDataJSON);
  return isFreshChallenge(c.get("services").keys.session, kind, challenge, now()) ? challenge : null;
}

/** @throws Refusal `forbidden` */
function placeOf(c: Ctx): Place {
  const rpId = new URL(c.req.url).hostname;
  if (!mayHavePasskeys(c))
    throw new Refusal("forbidden", { rule: "passkey.address", detail: "Passkeys need a domain name, not an address" });
  // A page of another host that is ours as well may not use this host's passkeys.
  return { rpId, origins: ownOrigins(c).filter((origin) => new URL(origin).hostname === rpId) };
}
