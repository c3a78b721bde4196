/** Who may come in, and what they did: sessions, passkeys, people, the audit log. Types only. */

/** An owner may do everything; a manager calls back and looks after missed calls; a viewer looks. */
export type Role = "owner" | "manager" | "viewer";

/** Who asks. `proved`: by token or passkey within the last minutes, as what could cost money needs. */
export interface Caller {
  /** Id of the person; `owner` for whoever has the token. */
  person: string;
  name: string;
  role: Role;
  proved: boolean;
}

/** One act; `subject` names a button, an operation or a setting, never a number; `who` a person. */
export interface AuditEntry {
  at: string;
  act: string;
  subject?: string;
  who?: string;
}

/** `GET /v1/owner/audit`: newest first. */
export interface AuditReply {
  entries: AuditEntry[];
}

// Session: `POST /v1/owner/session {token, setup?}` 204 and a cookie; with a cookie it proves anew that it is
// the owner (`setup`, here and at `passkey/verify`: for 30 minutes, while the checklist is gone through); `GET` SessionReply; `DELETE` 204.

export interface SessionReply extends Caller {
  signedIn: true;
  /** Passkeys need a domain; an address gets the token only. */
  passkeys: boolean;
}

/** An open session, as `GET /v1/owner/sessions` lists it. */
export interface Session {
  /** Good for naming it in `DELETE /v1/owner/sessions/{id}`, for nothing else. */
  id: string;
  name: string;
  role: Role;
  openedAt: string;
  usedAt: string;
  /** The one that asks. */
  current: boolean;
}

/** `GET /v1/owner/sessions`; `DELETE` of it ends all of them, the asking one too. */
export interface SessionsReply {
  sessions: Session[];
}

/** `POST /v1/owner/people {name, role}`: 201 Invitation. */
export interface Invitation extends Person {
  /** The console's address with the invitation in it: shown once, good once. */
  url: string;
}

export interface Person {
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  /** `invited`: has no passkey yet; the invitation is good until `expiresAt`. */
  state: "invited" | "expired" | "active";
  expiresAt?: string;
}

/** `GET /v1/owner/people`; `DELETE /v1/owner/people/{id}` 204 takes passkeys and sessions with it. */
export interface PeopleReply {
  people: Person[];
}

// Passkeys (WebAuthn level 3, JSON forms). All of them 403 where the host is an IP address.
// `POST /v1/owner/passkeys/options` → PublicKeyCredentialCreationOptionsJSON;
// `POST /v1/owner/passkeys/register` PasskeyRegistration → 201 Passkey;
// `GET /v1/owner/passkeys` PasskeysReply (one's own; an owner sees all); `DELETE /v1/owner/passkeys/{id}` 204;
// signed out: `POST /v1/owner/session/passkey/options` → PublicKeyCredentialRequestOptionsJSON,
// `POST /v1/owner/session/passkey/verify` {response: AuthenticationResponseJSON} → 204 and the session's cookie;
// invited: `POST /v1/invitations/{token}` {} → {name, role, options}, then {response} → 204 and the session's cookie.

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
  /** Id of the person it signs in. */
  person: string;
}

export interface PasskeysReply {
  passkeys: Passkey[];
}
