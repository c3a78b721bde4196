/** Messages by mail, through the owner's own mailbox: words and a link to the console, which asks who opens it. */
import { linesOf, titleOf } from "../channels/letter-words.ts";
import { demoReceivers } from "../channels/demo-receivers.ts";
import type { Failure } from "../failure.ts";
import type { Letter } from "../letter.ts";
import type { Secrets } from "../secrets.ts";
import { hostNamed, writeMail } from "./mail.ts";
import type { Encryption } from "./sockets.ts";
import { submit } from "./submit.ts";

const encryptions: Readonly<Record<string, Encryption>> = { "465": "on", "587": "starttls" };

export interface MailServer {
  host: string;
  port: number | string;
}

/** How a mail server may be spoken to; null where it may not: a name, its two ports, and never this Worker itself. */
export function encryptionFor({ host, port }: MailServer, ownHosts: readonly string[]): Encryption | null {
  if (demoReceivers !== null && host === new URL(demoReceivers).hostname) return "off";
  const named = hostNamed(host);
  return named !== null && !ownHosts.includes(named) ? (encryptions[String(port)] ?? null) : null;
}

export async function sendEmail(
  letter: Letter,
  { host = "", port = "", username = "", password = "", from = "", to = "" }: Secrets,
  ownHosts: readonly string[],
): Promise<Failure | null> {
  const encryption = encryptionFor({ host, port }, ownHosts);
  if (encryption === null) return { why: "mail-server", final: true };
  const { body, lang, message, nowMs } = letter;
  const { link, text: button } = body.data;
  const lines = linesOf(letter);
  const mail = writeMail({
    from,
    to,
    sender: { ru: "Звонки с сайта", en: "Calls from the site" }[lang],
    subject: [titleOf(body, lang), button].filter(Boolean).join(": "),
    text: [...lines, ...(link === undefined ? [] : ["", link])].join("\n"),
    id: message,
    nowMs,
  });
  return submit({ host, port: Number(port), encryption, username, password, from, to, mail });
}
