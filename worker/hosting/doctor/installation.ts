/**
 * The running Worker as the world sees it: that it is ours, what it says of itself, and what becomes of
 * requests on their way through whatever stands before it.
 */
import type { EchoReply, HealthReply } from "../../contract/owner-health.ts";
import { version } from "../../contract/version.ts";
import { HostingError } from "../hosting-error.ts";
import { type OwnerApi, ownerApi, plainly } from "../owner-api.ts";
import type { Settings } from "../setting-names.ts";
import { isThisMachine } from "../../http/site-origin.ts";
import { differs, type Finding, holds, untold } from "./finding.ts";

/** Addresses of documentation: nobody has them. RFC 5737, RFC 3849. */
const forged = {
  "cf-connecting-ip": "203.0.113.66",
  "cf-connecting-ipv6": "2001:db8::66",
  "true-client-ip": "203.0.113.67",
  "x-real-ip": "203.0.113.68",
  "x-forwarded-for": "203.0.113.69",
  forwarded: "for=203.0.113.70",
};

export async function examineInstallation(settings: Settings, nowMs: () => number): Promise<Finding[]> {
  const address = settings.PUBLIC_URL;
  if (address === undefined) return [untold("reachable", "PUBLIC_URL is not known here")];
  try {
    const owner = await ownerApi(address, settings);
    const health = (await owner.ask("GET", "/v1/owner/health")) as HealthReply;
    const arrival = await arrivalFinding(owner, health, address);
    return [
      holds("reachable"),
      health.version === version
        ? holds("version", version)
        : differs("version", `${health.version} runs, ${version} is here`),
      ...health.findings.filter(({ name }) => name !== "address").map(told),
      arrival,
      (await owner.streams("/v1/owner/live"))
        ? holds("streams")
        : differs("streams", "the proxy collects them (nginx: proxy_buffering off)"),
      ...(await transportFindings(address, nowMs)),
    ];
  } catch (error) {
    if (!(error instanceof HostingError)) throw error;
    return [differs("reachable", plainly(error))];
  }
}

/** The Worker's own words, but for values: an account's name or an amount is nobody's business. */
function told({ name, state, detail = "" }: HealthReply["findings"][number]): Finding {
  const how = /^(?:missing|other|low|empty|panic|breaker-open|no button)$/.test(detail) ? detail : "";
  if (state === "ok") return holds(name, how);
  return state === "unknown" ? untold(name, how) : differs(name, how || state);
}

/**
 * Asks with every forged header at once. On one's own server the Worker is told what came of it:
 * dialling opens, or closes until the proxy is mended.
 */
async function arrivalFinding(owner: OwnerApi, { clearance }: HealthReply, address: string): Promise<Finding> {
  const plain = (await owner.ask("GET", "/v1/owner/echo")) as EchoReply;
  const attacked = (await owner.ask("GET", "/v1/owner/echo", undefined, forged)) as EchoReply;
  const trouble = troubleIn(plain, attacked, isThisMachine(new URL(address)));
  if (clearance.ownServer)
    await owner.ask("POST", "/v1/owner/health/address", { by: trouble === null ? "doctor" : null });
  return trouble === null ? holds("address") : differs("address", trouble);
}

/** A proxy that is asked on this machine itself sees this machine. */
function troubleIn(plain: EchoReply, attacked: EchoReply, onThisMachine: boolean): string | null {
  if (plain.scheme !== "https")
    return "the proxy must send X-Forwarded-Proto (nginx: proxy_set_header X-Forwarded-Proto $scheme)";
  if (Object.values(forged).some((value) => attacked.address !== null && value.includes(attacked.address)))
    return "a forged address was believed: the proxy must append to X-Forwarded-For (nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; Caddy: no trusted_proxies)";
  if (plain.address === null || attacked.address === null)
    return "the proxy says nobody's address: it must send X-Forwarded-For, and TRUSTED_PROXY must name it";
  if (!onThisMachine && isLoopback(plain.address))
    return "every visitor would be this machine: TRUSTED_PROXY must name each proxy on the way";
  return plain.address === attacked.address ? null : "forged headers change the address that is seen";
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

async function transportFindings(address: string, nowMs: () => number): Promise<Finding[]> {
  const widget = await fetch(`${address}/widget.js`, {
    headers: { "accept-encoding": "br" },
    signal: AbortSignal.timeout(20_000),
  });
  await widget.body?.cancel();
  const coding = widget.headers.get("content-encoding") ?? "none";
  const { headers } = widget;
  const drift = Math.abs(Date.parse(headers.get("date") ?? "") - nowMs()) / 1000;
  const kept = headers.has("strict-transport-security") && headers.has("content-security-policy");
  return [
    coding === "br" ? holds("brotli") : differs("brotli", "the proxy takes the compression off"),
    kept ? holds("headers") : differs("headers", "the proxy takes security headers off"),
    Number.isNaN(drift)
      ? untold("server-clock", "no date")
      : drift <= 60
        ? holds("server-clock")
        : differs("server-clock", "more than a minute apart"),
  ];
}
