/** What a request works with: settings, keys and the objects, put together once per isolate. */
import type { Context } from "hono";
import { type Address, readAddress } from "./address.ts";
import type { ButtonsRecord } from "./buttons-record.ts";
import { Catalog } from "./catalog.ts";
import type { Desk } from "./desk.ts";
import { deriveKeys, type Keys } from "./keys.ts";
import type { Ledger } from "./ledger.ts";
import { log } from "./log.ts";
import { preferredLanguage, Refusal } from "./problem.ts";
import type { Language } from "./protocol.ts";
import { type Env, readSettings, type Settings, SettingsError } from "./settings.ts";
import { type Ask, shardOf } from "./shield.ts";
import { createSipnet, type Sipnet } from "./sipnet/client.ts";
import { Tally } from "./tally.ts";

export interface Services {
  settings: Settings;
  keys: Keys;
  catalog: Catalog;
  sipnet: Sipnet;
  tally: Tally;
}

export type App = { Bindings: Env; Variables: { services: Services } };
export type Ctx = Context<App>;

/** Reads the settings once; a broken one is logged by name and refuses everything that needs it. */
export async function createServices(env: Env): Promise<Services> {
  try {
    const settings = readSettings(env);
    const { sipnetUrl: url, credentials, appSecret } = settings;
    const sipnet = createSipnet({ url, credentials, fetch: (input, init) => fetch(input, init) });
    return { settings, keys: await deriveKeys(appSecret), sipnet, catalog: new Catalog(), tally: new Tally() };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    log({ event: "setting-wrong", setting: error.message });
    throw new Refusal("unavailable", { rule: "settings", retryAfterS: 300 });
  }
}

/** The one Ledger of this account. */
export function ledgerStub(env: Env): DurableObjectStub<Ledger> {
  return env.LEDGER.getByName("ledger");
}

export function ledgerOf(c: Ctx): DurableObjectStub<Ledger> {
  return ledgerStub(c.env);
}

export function buttonsOf(c: Ctx): DurableObjectStub<ButtonsRecord> {
  return c.env.BUTTONS.getByName("buttons");
}

export function deskOf(c: Ctx): DurableObjectStub<Desk> {
  return c.env.DESK.getByName("desk");
}

/** The visitor's address, from the one header that Cloudflare sets itself. */
export function addressOf(c: Ctx): Address {
  const address = readAddress(c.req.header("CF-Connecting-IP"));
  if (!address) throw new Refusal("bad-request", { rule: "address.unknown", detail: "No usable client address" });
  return address;
}

/** Counts the request against its address; throws once it is one too many. */
export async function shield(c: Ctx, address: Address, ask: Ask): Promise<void> {
  const { rule, waitS } = await c.env.SHIELD.getByName(shardOf(address.net)).admit(address.net, ask);
  if (waitS > 0) throw new Refusal("too-many-calls", { rule, retryAfterS: waitS });
}

export function languageOf(c: Ctx, wanted?: string): Language {
  return preferredLanguage(wanted ?? c.req.header("Accept-Language"));
}
