/**
 * Bitrix24 by an incoming webhook, whose address is its key: a missed, booked or failed call becomes a lead
 * (`crm.lead.add`). Its REST API answers errors as JSON with an `error` of its own.
 */
import type { Failure } from "../failure.ts";
import type { Letter } from "../letter.ts";
import { linesOf, titleOf } from "./letter-words.ts";
import type { Secrets } from "../secrets.ts";
import { judged, send } from "./send.ts";

/** `https://company.bitrix24.ru/rest/1/key/`, without a method. */
export function isBitrixAddress(text: string): boolean {
  return /\/rest\/\d+\/[\w-]+\/?$/.test(URL.parse(text)?.pathname ?? "");
}

export async function sendBitrix24(
  letter: Letter,
  { url = "" }: Secrets,
  ownHosts: readonly string[],
): Promise<Failure | null> {
  const { body, lang, message } = letter;
  const { phone, link, page, campaign } = body.data;
  const lines = [...linesOf(letter), ...(link === undefined ? [] : [link])];
  const fields = {
    TITLE: [titleOf(body, lang), phone].filter(Boolean).join(" "),
    COMMENTS: lines.join("\n"),
    SOURCE_ID: "CALLBACK",
    SOURCE_DESCRIPTION: page ?? "",
    ...(campaign && {
      UTM_SOURCE: campaign.source,
      UTM_MEDIUM: campaign.medium,
      UTM_CAMPAIGN: campaign.campaign,
    }),
    // The same message sent again is known by this.
    ORIGINATOR_ID: "sipnet-call-button",
    ORIGIN_ID: message,
    ...(phone === undefined ? {} : { PHONE: [{ VALUE: phone, VALUE_TYPE: "WORK" }] }),
  };
  const answer = await send(
    {
      url: `${url.replace(/\/$/, "")}/crm.lead.add.json`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ fields, params: { REGISTER_SONET_EVENT: "Y" } }),
      reads: true,
    },
    ownHosts,
  );
  if ("why" in answer) return answer;
  const { error } = readError(answer.text);
  if (answer.status < 300 && error === undefined) return null;
  const isKey = error === "NO_AUTH_FOUND" || error === "INVALID_CREDENTIALS" || error === "insufficient_scope";
  return { ...(isKey ? { why: "credentials" } : judged(answer.status)), code: error ?? String(answer.status) };
}

function readError(text: string): { error?: string } {
  try {
    const read = JSON.parse(text) as { error?: unknown; result?: unknown } | null;
    if (typeof read?.error === "string" && read.error !== "") return { error: read.error.slice(0, 60) };
    return read?.result === undefined ? { error: "no-result" } : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { error: "no-json" };
  }
}
