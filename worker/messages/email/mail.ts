/** A message as a mail: RFC 5322, in plain text. Nothing that a stranger wrote can become a line of its head. */
import { base64 } from "../../crypto.ts";

export interface Mail {
  from: string;
  to: string;
  /** What the sender is called. */
  sender: string;
  subject: string;
  text: string;
  /** The same for the same message, so that what arrives twice is known for one. */
  id: string;
  nowMs: number;
}

const lineBytes = 45;
const utf8 = new TextEncoder();

/** A name of the net as the net writes it: `почта.рф` is `xn--80a1acny.xn--p1ai` there. Null where it is none. */
export function hostNamed(text: string): string | null {
  if (/[\s/:?#@\\%[\]]/.test(text)) return null;
  const host = URL.parse(`https://${text}/`)?.hostname ?? "";
  return host.length <= 253 && /^(?:[\da-z](?:[\da-z-]*[\da-z])?\.)+[a-z](?:[\da-z-]*[\da-z])?$/.test(host)
    ? host
    : null;
}

/**
 * A plain address, in whose place nothing else can stand: no quotes, spaces, comments or lists. Its domain may be
 * written in any alphabet; null where it is none.
 */
export function mailAddress(text: string): string | null {
  const [, local = "", domain = ""] = /^([\w.!#$%&'*+/=?^`{|}~-]{1,64})@(.+)$/.exec(text) ?? [];
  const host = hostNamed(domain);
  return host === null || local === "" || text.length > 254 ? null : `${local}@${host}`;
}

export function writeMail({ from, to, sender, subject, text, id, nowMs }: Mail): string {
  const head = [
    `From: ${encoded(sender)} <${from}>`,
    `To: <${to}>`,
    `Subject: ${encoded(subject)}`,
    `Date: ${new Date(nowMs).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}@${from.split("@").at(-1)}>`,
    // No machine is to answer it. RFC 3834, section 5.
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
  ];
  const body = base64(utf8.encode(text.replace(/\r?\n/g, "\r\n"))).match(/.{1,76}/g) ?? [];
  return [...head, "", ...body].join("\r\n");
}

/** Words of a head, whatever stands in them: RFC 2047, pieces that each hold whole characters. */
function encoded(words: string): string {
  const pieces: string[] = [""];
  for (const character of words) {
    const piece = (pieces.at(-1) ?? "") + character;
    if (utf8.encode(piece).length > lineBytes) pieces.push(character);
    else pieces[pieces.length - 1] = piece;
  }
  return pieces.map((piece) => `=?utf-8?B?${base64(utf8.encode(piece))}?=`).join("\r\n ");
}
