/**
 * What `npm start` takes from the environment, and what it makes up when nothing is given:
 * secrets per start, origins of the demo site, and limits that let one visitor try again and again.
 */
import { randomBytes } from "node:crypto";
import { limitsOf } from "../worker/contract/limits.ts";
import { StartError } from "./start-error.ts";

/** All optional: what is absent is made up as the README says. Port 0 is any free one. */
export interface DemoOptions {
  demoPort?: number;
  workerPort?: number;
  sipnetPort?: number;
  /** A provider elsewhere; the simulator then does not start. */
  sipnetUrl?: string | undefined;
  sipnetApiKey?: string | undefined;
  appSecret?: string | undefined;
  ownerToken?: string | undefined;
  allowedOrigins?: string | undefined;
  countries?: string | undefined;
  /** JSON as in the Worker's `LIMITS`; absent: the visitor's own limits are loosened tenfold. */
  limits?: string | undefined;
  /** The Worker's log, line by line, secrets masked. */
  log?: (line: string) => void;
  /** What a start that takes long waits for. */
  say?: (line: string) => void;
}

/** The simulator's own key: there is nothing to protect. */
const simulatorKey = "11111111-2222-3333-4444-555555555555";

export function readEnvironment(env: NodeJS.ProcessEnv): DemoOptions {
  return {
    demoPort: readPort(env, "DEMO_PORT", 5173),
    workerPort: readPort(env, "WORKER_PORT", 8787),
    sipnetPort: readPort(env, "SIPNET_PORT", 8788),
    sipnetUrl: env.SIPNET_URL || undefined,
    sipnetApiKey: env.SIPNET_APIKEY || undefined,
    appSecret: env.APP_SECRET || undefined,
    ownerToken: env.OWNER_TOKEN || undefined,
    allowedOrigins: env.ALLOWED_ORIGINS || undefined,
    countries: env.COUNTRIES || undefined,
    limits: env.LIMITS || undefined,
  };
}

/** Where things will listen, once ports are chosen. */
export interface Addresses {
  demoPort: number;
  workerUrl: string;
  sipnetApiUrl: string;
}

/** The Worker's settings for this start. @throws StartError when a real provider has no key. */
export function workerSettings(options: DemoOptions, { demoPort, workerUrl, sipnetApiUrl }: Addresses) {
  const apiKey = options.sipnetApiKey ?? (options.sipnetUrl ? undefined : simulatorKey);
  if (!apiKey) throw new StartError("SIPNET_URL is set, so SIPNET_APIKEY must be too: the provider's own key.");
  return {
    SIPNET_APIKEY: apiKey,
    SIPNET_URL: sipnetApiUrl,
    APP_SECRET: options.appSecret ?? randomSecret(),
    OWNER_TOKEN: options.ownerToken ?? randomSecret(),
    PUBLIC_URL: workerUrl,
    ALLOWED_ORIGINS: options.allowedOrigins ?? `http://127.0.0.1:${demoPort},http://localhost:${demoPort}`,
    COUNTRIES: options.countries ?? "RU",
    LIMITS: options.limits ?? JSON.stringify(loosenedLimits()),
  };
}

/** Ten times the tries for one visitor and one number; still one call at a time. */
export function loosenedLimits() {
  const { ticket, ipv4, ipv6_64, ipv6_56, ipv6_48, number, prefix } = limitsOf({});
  return {
    ticket: { ...tenfold(ticket), live: ticket.live },
    ipv4: tenfold(ipv4),
    ipv6_64: tenfold(ipv6_64),
    ipv6_56: tenfold(ipv6_56),
    ipv6_48: tenfold(ipv6_48),
    number: { ...tenfold(number), inFlight: number.inFlight, gapS: Math.round(number.gapS / 10) },
    prefix: tenfold(prefix),
  };
}

function tenfold(group: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(group).map(([name, count]) => [name, count * 10]));
}

/** 44 characters of base64url. */
function randomSecret(): string {
  return randomBytes(33).toString("base64url");
}

function readPort(env: NodeJS.ProcessEnv, variable: string, usual: number): number {
  const text = env[variable];
  if (!text) return usual;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartError(`${variable} must be a port: 1 to 65535`);
  return port;
}
