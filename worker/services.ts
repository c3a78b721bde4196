/** What a request works with: settings, keys and the objects, put together once per isolate. */
import type { Context } from "hono";
import { type Address, visitorAddress } from "./http/client-address.ts";
import { ButtonCache } from "./buttons/button-cache.ts";
import { KnownRefusals } from "./safety/shield/known-refusals.ts";
import { KnownStoppage } from "./safety/known-stoppage.ts";
import { deriveKeys, type Keys } from "./crypto.ts";
import { log, nameOf } from "./log.ts";
import { preferredLanguage, Refusal } from "./http/problem.ts";
import type { Caller } from "./contract/owner-access.ts";
import type { Language } from "./contract/visitor.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";
import { buttonsOf, type Env, ledgerOf } from "./objects.ts";
import { type ShieldedRequest, shardOf } from "./safety/shield/shield.ts";
import { createSipnet, type Sipnet, type SipnetOptions } from "./sipnet/client.ts";
import { SiteList } from "./buttons/site-list.ts";
import { SiteSightings } from "./buttons/site-sightings.ts";
import { FunnelBatch } from "./funnel/funnel-batch.ts";
import { RefusalBatch } from "./safety/refusal-batch.ts";
import { remote } from "./remote.ts";

export interface Services {
  settings: Settings;
  keys: Keys;
  buttonCache: ButtonCache;
  sites: SiteList;
  sightings: SiteSightings;
  stoppage: KnownStoppage;
  sipnet: Sipnet;
  refusals: RefusalBatch;
  funnel: FunnelBatch;
  /** Of the pre-limiter. */
  known: KnownRefusals;
}

export type App = {
  Bindings: Env;
  Variables: {
    services: Services;
    /** That the request is about. */
    button?: string;
    /** The visitor's own choice, over the browser's. */
    lang?: Language;
    /** Who asks at the owner's routes. */
    caller?: Caller;
  };
};
export type Ctx = Context<App>;

/** Reads the settings once; a broken one is logged by name and refuses everything that needs it. */
export async function createServices(env: Env): Promise<Services> {
  try {
    const settings = readSettings(env);
    const { sipnetUrl: url, credentials, appSecret } = settings;
    const transport = (input: string, init: RequestInit) => fetch(input, init);
    // The console shows what the Ledger keeps; an answer is none the worse where that fails.
    const onDoubts: SipnetOptions["onDoubts"] = (operation, doubts) => {
      ledgerOf(env)
        .reports.noteDoubts(operation, doubts)
        .catch((error: unknown) => log({ event: "doubts-lost", operation, because: nameOf(error) }));
    };
    // Only the owner asks through this one, and a month's list is long.
    const sipnet = createSipnet({
      url,
      credentials,
      fetch: transport,
      maxBytes: 8_388_608,
      timeoutMs: 20_000,
      onDoubts,
    });
    const buttonCache = new ButtonCache((cid) => buttonsOf(env).lookUp(cid));
    const sites = new SiteList(settings.allowedOrigins, () => buttonsOf(env).siteOrigins());
    const sightings = new SiteSightings((seen) => buttonsOf(env).seeSites(seen));
    const stoppage = new KnownStoppage(() => ledgerOf(env).safety.stoppage());
    const refusals = new RefusalBatch((sums, notes) => ledgerOf(env).reports.noteRefusals(sums, notes));
    const funnel = new FunnelBatch((sums) => ledgerOf(env).reports.noteFunnel(sums));
    return {
      settings,
      keys: await deriveKeys(appSecret),
      sipnet,
      buttonCache,
      sites,
      sightings,
      stoppage,
      refusals,
      funnel,
      known: new KnownRefusals(),
    };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    log({ event: "setting-wrong", setting: error.message });
    throw new Refusal("unavailable", { rule: "settings", retryAfterS: 300 });
  }
}

/** The visitor's address, from the headers that Cloudflare sets itself. */
export function addressOf(c: Ctx): Address {
  const address = visitorAddress((name) => c.req.header(name));
  if (!address) throw new Refusal("bad-request", { rule: "address.unknown", detail: "No usable client address" });
  return address;
}

/** Counts the request against its address; throws once it is one too many. */
export async function shield(c: Ctx, address: Address, ask: ShieldedRequest): Promise<void> {
  const { known } = c.get("services");
  const verdict =
    known.get(address.net, ask) ?? (await remote(c.env.SHIELD, shardOf(address.net)).admit(address.net, ask));
  const { rule, waitS } = verdict;
  if (waitS > 0) known.put(address.net, ask, verdict);
  if (waitS > 0) throw new Refusal("too-many-calls", { rule, retryAfterS: waitS });
}

export function languageOf(c: Ctx, wanted?: string): Language {
  return preferredLanguage(wanted ?? c.req.header("Accept-Language"));
}
