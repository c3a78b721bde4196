/** What the platform binds to the Worker: its settings, and the objects that hold state. */
import type { ButtonsRecord } from "./buttons/buttons-record.ts";
import type { Desk } from "./desk/desk.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { type Remote, remote } from "./remote.ts";
import type { Shield } from "./safety/shield.ts";
import type { Ctx } from "./services.ts";

export interface Env {
  LEDGER: DurableObjectNamespace<Ledger>;
  SHIELD: DurableObjectNamespace<Shield>;
  BUTTONS: DurableObjectNamespace<ButtonsRecord>;
  DESK: DurableObjectNamespace<Desk>;
  /** The console's files. */
  ASSETS: Fetcher;
  SIPNET_APIKEY?: string;
  SIPNET_LOGIN?: string;
  SIPNET_PASSWORD?: string;
  SIPNET_URL?: string;
  APP_SECRET?: string;
  OWNER_TOKEN?: string;
  PUBLIC_URL?: string;
  ALLOWED_ORIGINS?: string;
  COUNTRIES?: string;
  LIMITS?: string;
}

/** The one Ledger of this account. */
export function ledgerStub(env: Env): Remote<Ledger> {
  return remote(env.LEDGER, "ledger");
}

export function ledgerOf(c: Ctx): Remote<Ledger> {
  return ledgerStub(c.env);
}

export function buttonsOf(c: Ctx): Remote<ButtonsRecord> {
  return remote(c.env.BUTTONS, "buttons");
}

export function deskOf(c: Ctx): Remote<Desk> {
  return remote(c.env.DESK, "desk");
}
