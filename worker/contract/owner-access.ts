/** Who may come in, and what they did: sessions, passkeys, the audit log. Types only. */

/** What the audit log keeps, apart from the object that keeps it: the console reads it too. */
/** One act of the owner; `subject` names a button, an operation or a setting, never a number. */
export interface AuditEntry {
  at: string;
  act: string;
  subject?: string;
}

// Session: `POST /v1/owner/session {token}` 204 and a cookie; `GET` SessionReply; `DELETE` 204.

export interface SessionReply {
  signedIn: true;
  /** Passkeys need a domain; an address gets the token only. */
  passkeys: boolean;
}

/** `GET /v1/owner/audit`: newest first. */
export interface AuditReply {
  entries: AuditEntry[];
}

// Passkeys (WebAuthn level 3, JSON forms). All of them 403 where the host is an IP address.
// `POST /v1/owner/passkeys/options` → PublicKeyCredentialCreationOptionsJSON;
// `POST /v1/owner/passkeys/register` PasskeyRegistration → 201 Passkey;
// `GET /v1/owner/passkeys` PasskeysReply; `DELETE /v1/owner/passkeys/{id}` 204;
// signed out: `POST /v1/owner/session/passkey/options` → PublicKeyCredentialRequestOptionsJSON,
// `POST /v1/owner/session/passkey/verify` {response: AuthenticationResponseJSON} → 204 and the session's cookie.

export interface PasskeyRegistration {
  name: string;
  /** RegistrationResponseJSON */
  response: object;
}

export interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  usedAt?: string;
}

export interface PasskeysReply {
  passkeys: Passkey[];
}
