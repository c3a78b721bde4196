/** Messages as notifications of a browser, through the push service that its subscription names. */
import { demoReceivers } from "../channels/demo-receivers.ts";
import { linesOf, titleOf } from "../channels/letter-words.ts";
import { send } from "../channels/send.ts";
import type { Failure } from "../failure.ts";
import type { Letter } from "../letter.ts";
import type { Secrets } from "../secrets.ts";
import { encryptFor, freshKeys } from "./encrypt.ts";
import { type PushKey, vapid } from "./push-key.ts";

/** Chrome and its kin, Firefox, Safari, Edge: nobody else is sent anything. */
const services = ["fcm.googleapis.com", "updates.push.services.mozilla.com"];
const serviceFamilies = [".push.apple.com", ".notify.windows.com"];
/** As long as the outbox itself would try. */
const keptForS = 86_400;
/** All of it must fit into one record of 4096 bytes, whatever the alphabet. */
const mostCharacters = 500;

export function isPushEndpoint(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  if (demoReceivers !== null && url.href.startsWith(`${demoReceivers}/push/`)) return true;
  const { hostname } = url;
  const isKnown = services.includes(hostname) || serviceFamilies.some((each) => hostname.endsWith(each));
  return isKnown && url.protocol === "https:" && url.port === "";
}

export async function sendPush(
  letter: Letter,
  { endpoint = "", p256dh = "", auth = "" }: Secrets,
  { key, ownHosts }: { key: PushKey; ownHosts: readonly string[] },
): Promise<Failure | null> {
  if (!isPushEndpoint(endpoint)) return { why: "push-service", final: true };
  const body = await encryptFor({ p256dh, auth }, noteOf(letter), await freshKeys());
  if (body === null) return { why: "unsubscribed", final: true, ends: true };
  const contact = `https://${ownHosts.at(-1) ?? "localhost"}/`;
  const headers = {
    authorization: await vapid(key, { endpoint, contact, nowMs: letter.nowMs }),
    "content-type": "application/octet-stream",
    "content-encoding": "aes128gcm",
    ttl: String(keptForS),
    urgency: letter.body.type.startsWith("call.") ? "high" : "normal",
    // What is sent again takes the place of what has not arrived yet.
    topic: letter.message.slice(0, 32),
  };
  const answer = await send({ url: endpoint, headers, body }, ownHosts);
  return "why" in answer ? failureOf(answer) : null;
}

/** What the service worker shows: no address among it, a press opens the console's own page. */
function noteOf(letter: Letter): string {
  const { body, lang, message } = letter;
  const short = (text: string) => [...text].slice(0, mostCharacters).join("");
  const lines = short(linesOf(letter).join("\n"));
  return JSON.stringify({ title: titleOf(body, lang), body: lines, tag: message, lang });
}

function failureOf(failure: Failure): Failure {
  if (failure.why === "gone") return { ...failure, why: "unsubscribed", final: true, ends: true };
  // Apple says 400 of another key than the one that was subscribed with.
  const isKey = failure.why === "credentials" || failure.code === "400";
  return isKey ? { ...failure, why: "push-key" } : failure;
}
