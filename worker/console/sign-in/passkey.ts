/** Passkeys: the browser's part of WebAuthn, loaded when the owner asks for it. */
import {
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { Passkey, PasskeyRegistration } from "../../contract/owner-access.ts";
import { ask } from "../api.ts";

/** @param setup - good for half an hour instead of five minutes */
export async function signInWithPasskey(setup = false): Promise<void> {
  const optionsJSON = await ask<PublicKeyCredentialRequestOptionsJSON>("/session/passkey/options", { method: "POST" });
  const response = await startAuthentication({ optionsJSON });
  await ask("/session/passkey/verify", { body: { response, setup } });
}

export async function addPasskey(name: string): Promise<Passkey> {
  const optionsJSON = await ask<PublicKeyCredentialCreationOptionsJSON>("/passkeys/options", { method: "POST" });
  const response = await startRegistration({ optionsJSON });
  return ask<Passkey>("/passkeys/register", { body: { name, response } satisfies PasskeyRegistration });
}
