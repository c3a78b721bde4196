/** What the platform binds to the Worker: its settings, and the objects that hold state. */
import type { ButtonsRecord } from "./buttons/buttons-record.ts";
import type { Desk } from "./desk/desk.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { type Remote, remote } from "./remote.ts";
import type { PastScripts } from "./scripts/past-scripts.ts";
import type { Shield } from "./safety/shield/shield.ts";
import type { Vars } from "./settings.ts";

export interface Env extends Vars {
  LEDGER: DurableObjectNamespace<Ledger>;
  SHIELD: DurableObjectNamespace<Shield>;
  BUTTONS: DurableObjectNamespace<ButtonsRecord>;
  DESK: DurableObjectNamespace<Desk>;
  SCRIPTS: DurableObjectNamespace<PastScripts>;
  /** The console's files. */
  ASSETS: Fetcher;
}

/** The one Ledger of this account. */
export function ledgerOf(env: Env): Remote<Ledger> {
  return remote(env.LEDGER, "ledger");
}

/** The one record of this account's buttons. */
export function buttonsOf(env: Env): Remote<ButtonsRecord> {
  return remote(env.BUTTONS, "buttons");
}

/** The one desk of this account's owner. */
export function deskOf(env: Env): Remote<Desk> {
  return remote(env.DESK, "desk");
}

/** The one keeper of the widget's earlier builds. */
export function scriptsOf(env: Env): Remote<PastScripts> {
  return remote(env.SCRIPTS, "scripts");
}
