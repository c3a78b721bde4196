/**
 * The Worker on the owner's own server, in the place of Cloudflare's edge: it says whose request it
 * is, keeps proxies from holding event streams back, and wakes the objects where there is no cron.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import main from "../../index.ts";
import { log } from "../../log.ts";
import type { Env } from "../../objects.ts";
import { problemResponse, Refusal } from "../../http/problem.ts";
import { readPeer, readTrustedProxies, type TrustedProxies, visitorAddress } from "./whose-request.ts";

export * from "../../index.ts";

interface ServerEnv extends Env {
  /** The machine's certificate authorities, as files. */
  CERTIFICATES: Fetcher;
}

/** What Cloudflare's edge would have written. From anybody else it is a forgery. */
const edgeHeaders = /^(?:cf-|true-client-ip$)/;

export default {
  async fetch(request: Request, env: ServerEnv, ctx: ExecutionContext): Promise<Response> {
    const trusted = readTrustedProxies(env.TRUSTED_PROXY);
    const broken = trusted === null ? "TRUSTED_PROXY is malformed" : await troubleOf(request, env);
    if (broken !== null) log({ event: "setting-wrong", setting: broken });
    if (broken !== null && isHealth(request)) return Response.json({ status: "degraded" });
    // Whose request it is can't be told: nobody's is answered.
    if (trusted === null)
      return problemResponse(new Refusal("unavailable", { rule: "settings", retryAfterS: 300 }), "en");
    const response = await main.fetch(addressed(request, trusted), env, ctx);
    if (response.headers.get("content-type")?.startsWith("text/event-stream") !== true) return response;
    const streamed = new Response(response.body, response);
    // nginx would collect the states of a call and hand them over when it has ended.
    streamed.headers.set("x-accel-buffering", "no");
    return streamed;
  },
};

/** On a socket file of its own, where only this machine can knock: what cron triggers are on Cloudflare. */
export class Watchdog extends WorkerEntrypoint<ServerEnv> {
  override async fetch(): Promise<Response> {
    const noRetry = () => undefined;
    const event = { scheduledTime: Date.now(), cron: "own server", type: "scheduled", noRetry } as const;
    await main.scheduled(event, this.env);
    return new Response("ok\n");
  }
}

/** The same request with `CF-Connecting-IP` as this machine knows it. */
function addressed(request: Request, trusted: TrustedProxies): Request {
  const headers = new Headers([...request.headers].filter(([name]) => !edgeHeaders.test(name)));
  const address = visitorAddress(readPeer(request.cf), headers.get("x-forwarded-for"), trusted);
  if (address !== null) headers.set("cf-connecting-ip", address);
  return new Request(request, { headers });
}

function isHealth(request: Request): boolean {
  return new URL(request.url).pathname === "/healthz";
}

/** workerd knows the authorities of `/etc/ssl/certs` and no others: without them SIPNET can't be reached. */
async function troubleOf(request: Request, { CERTIFICATES }: ServerEnv): Promise<string | null> {
  if (!isHealth(request)) return null;
  const listing = await CERTIFICATES.fetch("http://certificates/");
  const names = listing.ok ? ((await listing.json()) as unknown[]) : [];
  return names.length > 0 ? null : "/etc/ssl/certs is empty";
}
