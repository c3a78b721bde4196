/** Signed webhooks as the Standard Webhooks specification 1.0 has them: id, time and body under HMAC-SHA-256. */
import { base64 } from "../../crypto.ts";
import type { Failure } from "../failure.ts";
import { send } from "./send.ts";
import type { Letter } from "../letter.ts";
import type { Secrets } from "../secrets.ts";

const prefix = "whsec_";
const utf8 = new TextEncoder();

/** 32 random bytes, as the specification writes a secret. */
export function newSecret(): string {
  return prefix + base64(crypto.getRandomValues(new Uint8Array(32)));
}

/** Whether this is a secret of 24 to 64 bytes. */
export function isSecret(text: string): boolean {
  const bytes = bytesOf(text);
  return bytes !== null && bytes.length >= 24 && bytes.length <= 64;
}

/** Signed with the secret, and for a day after it was changed with the former one too. */
export async function sendWebhook(letter: Letter, to: Secrets, ownHosts: readonly string[]): Promise<Failure | null> {
  const { message, body, nowMs } = letter;
  const timestamp = Math.floor(nowMs / 1000);
  const text = JSON.stringify(body);
  const { url = "", secret = "", former, formerUntilMs } = to;
  const secrets = former !== undefined && Number(formerUntilMs) > nowMs ? [secret, former] : [secret];
  const signatures = await Promise.all(secrets.map((each) => sign(each, `${message}.${timestamp}.${text}`)));
  const headers = {
    "content-type": "application/json",
    "user-agent": "sipnet-call-button",
    "webhook-id": message,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
  const answer = await send({ url, headers, body: text }, ownHosts);
  return "why" in answer ? answer : null;
}

async function sign(secret: string, signed: string): Promise<string> {
  const bytes = bytesOf(secret) ?? new Uint8Array(32);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, utf8.encode(signed));
  return `v1,${base64(new Uint8Array(mac))}`;
}

function bytesOf(secret: string): Uint8Array<ArrayBuffer> | null {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : "";
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(text) || text.replace(/=+$/, "").length % 4 === 1) return null;
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
