/**
 * `GET /v1/owner/health`: what `npm run doctor` asks a running Worker, and the console shows; with the
 * few things that only the owner can settle: this Worker's address, visitors' addresses, a restore.
 */
import type { Context } from "hono";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import type {
  ClearanceView,
  EchoReply,
  Finding,
  FindingName,
  HealthReply,
  HooksReply,
} from "../contract/owner-health.ts";
import { note, requireProof } from "../access/session.ts";
import { readAddress } from "../http/client-address.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { buttonsOf, deskOf, ledgerOf } from "../objects.ts";
import type { App, Ctx } from "../services.ts";
import { version } from "../contract/version.ts";
import { publicUrlOf, statusOf } from "./status.ts";

const secretHeaders = new Set(["authorization", "cookie", "proxy-authorization"]);
/** What keeps every visitor's call from being dialled. */
const stoppers: ReadonlySet<string> = new Set(["panic", "breaker-open", "restored-unconfirmed", "address-unproven"]);
const arrival = v.strictObject({ by: v.nullable(v.picklist(["doctor", "owner"])) });
const nothing = v.strictObject({});
const ownAddress = v.strictObject({ url: v.string() });

export const ownerHealth = new Hono<App>()
  .get("/health", async (c) => c.json<HealthReply>(await healthOf(c)))
  .get("/hooks", async (c) => c.json<HooksReply>({ heard: await ledgerOf(c.env).reports.heardHooks() }))
  .get("/echo", (c) => c.json<EchoReply>(echoOf(c)))
  .post("/health/address", async (c) => {
    requireProof(c);
    const { by } = await readJson(c, arrival);
    const clearance = await ledgerOf(c.env).safety.judgeAddress(by);
    await note(c, by === null ? "found visitors' addresses forged" : "found visitors' addresses right", by ?? "");
    return c.json(clearance);
  })
  .post("/health/restored", async (c) => {
    requireProof(c);
    await readJson(c, nothing);
    const clearance = await ledgerOf(c.env).safety.confirmRestored();
    await note(c, "confirmed the restored backup");
    return c.json(clearance);
  })
  .put("/address", async (c) => {
    requireProof(c);
    const { url } = await readJson(c, ownAddress);
    if (c.get("services").settings.publicUrl !== null)
      throw new Refusal("conflict", { rule: "address.set", detail: "PUBLIC_URL says it" });
    await deskOf(c.env).confirmPublicUrl(publicOrigin(url));
    return c.body(null, 204);
  });

/** Where SIPNET can find this Worker: https, and a name that the whole world knows. */
function publicOrigin(text: string): string {
  const url = URL.parse(text);
  const named =
    url !== null &&
    /\.[a-z][a-z\d-]*$/i.test(url.hostname) &&
    !/\.(?:local|internal|localhost|test)$/i.test(url.hostname);
  if (url?.protocol !== "https:" || !named)
    throw new Refusal("bad-request", { rule: "address.private", detail: "url must be a public https address" });
  return url.origin;
}

function echoOf(c: Context<App>): EchoReply {
  const { protocol, host } = new URL(c.req.url);
  const headers = [...c.req.raw.headers].filter(([name]) => !secretHeaders.has(name));
  return { address: seenAddress(c), scheme: protocol.slice(0, -1), host, headers: Object.fromEntries(headers) };
}

function seenAddress(c: Ctx): string | null {
  const text = c.req.header("CF-Connecting-IP") ?? null;
  return readAddress(text) === null ? null : text;
}

async function healthOf(c: Ctx): Promise<HealthReply> {
  const [status, clearance, publicUrl, { callerId, buttons }] = await Promise.all([
    statusOf(c),
    ledgerOf(c.env).safety.clearance(),
    publicUrlOf(c),
    buttonsOf(c.env).phones(),
  ]);
  const { troubles, balance, account, webhook } = status;
  const trouble = (name: string) => troubles.find((each) => each.name === name);
  const [refused, unreachable] = [trouble("key-refused"), trouble("provider-unreachable")];
  const stopped = troubles.find(({ name }) => stoppers.has(name));
  const findings: Finding[] = [
    refused ? wrong("account", refused.detail) : unreachable ? unknown("account") : ok("account", account),
    balance === undefined ? unknown("money") : balance.level === "ok" ? ok("money") : wrong("money", balance.level),
    callerId === null ? waiting("caller-number") : ok("caller-number"),
    {
      ...hookFinding(webhook.state),
      ...(webhook.state === "ours" ? {} : { mend: { method: "POST", path: "/v1/owner/webhook", body: {} } }),
    },
    publicUrl === null ? waiting("public-url", new URL(c.req.url).origin) : ok("public-url", publicUrl),
    new URL(c.req.url).protocol === "https:" ? ok("tls") : wrong("tls"),
    buttons === 0 ? waiting("sites", "no button") : ok("sites"),
    ...clearanceFindings(clearance),
    stopped === undefined ? ok("dialling") : wrong("dialling", stopped.name),
  ];
  return { version, findings, clearance, seenAddress: seenAddress(c) };
}

function hookFinding(state: "ours" | "other" | "missing" | "unknown"): Finding {
  if (state === "ours") return ok("webhook");
  return state === "unknown" ? unknown("webhook") : wrong("webhook", state);
}

function clearanceFindings({ ownServer, address, restored, trustedProxy }: ClearanceView): Finding[] {
  if (!ownServer) return [];
  const proof: Finding["mend"] = { method: "POST", path: "/v1/owner/health/address", body: { by: "owner" } };
  const confirm: Finding["mend"] = { method: "POST", path: "/v1/owner/health/restored", body: {} };
  return [
    address ? ok("address", `${address.by} ${address.at}`) : { ...waiting("address", trustedProxy), mend: proof },
    ...(restored
      ? [{ ...waiting("restored", `${restored.takenAt} ${restored.restoredAt} ${restored.optOuts}`), mend: confirm }]
      : []),
  ];
}

function ok(name: FindingName, detail?: string): Finding {
  return { name, state: "ok", ...(detail === undefined ? {} : { detail }) };
}

function wrong(name: FindingName, detail?: string): Finding {
  return { name, state: "wrong", ...(detail === undefined ? {} : { detail }) };
}

function waiting(name: FindingName, detail?: string): Finding {
  return { name, state: "waiting", ...(detail === undefined ? {} : { detail }) };
}

function unknown(name: FindingName): Finding {
  return { name, state: "unknown" };
}
