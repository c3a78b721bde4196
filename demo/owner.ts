/** The owner's first five minutes with a new installation, done for the newcomer. */
import { agents, buttons } from "./shop/page.ts";
import { StartError } from "./start-error.ts";

/** A first pull on a machine that is busy with much else has taken half a minute. */
const stepMs = 120_000;

/** A token that no Telegram but the demo's takes. */
export const demoBot = "100000:demo-bot-of-this-page-only";

/** Cids of the buttons that the page shows. */
export interface ShownButtons {
  shop: string;
  workshop: string;
}

/**
 * Registers the webhook, pulls the buttons, and opens them round the clock; one gets three agents.
 * An account that is not a simulator's is left as it is: made-up agents would be strangers' phones.
 */
export async function introduce(
  workerUrl: string,
  ownerToken: string,
  { simulated, receivers }: { simulated: boolean; receivers?: string | undefined },
): Promise<ShownButtons> {
  const ask = ownerOf(workerUrl, ownerToken);
  if (simulated) await ask("POST", "/v1/owner/webhook");
  const found = cidsOf(await ask("GET", "/v1/owner/buttons"));
  const [first, second = first] = found;
  if (first === undefined || second === undefined)
    throw new StartError("The account has no web button: add one first.");
  const shown =
    found.includes(buttons.shop) && found.includes(buttons.workshop) ? buttons : { shop: first, workshop: second };
  if (simulated) {
    await ask("PUT", `/v1/owner/buttons/${shown.workshop}`, { agents, hours: "always" });
    await ask("PUT", `/v1/owner/buttons/${shown.shop}`, { hours: "always" });
  }
  if (receivers !== undefined) await tellOfCalls(ask, receivers);
  return shown;
}

/** The owner is told of calls by the demo's own Telegram, CRM, mailbox, browser and program; the chat is paired with their phone. */
async function tellOfCalls(ask: ReturnType<typeof ownerOf>, receivers: string): Promise<void> {
  const seen = (await (await fetch(`${receivers}/seen`)).json()) as { mailPort: number; subscriber: object };
  const list = [
    { kind: "telegram", name: "Telegram", token: demoBot, number: "whole" },
    { kind: "bitrix24", name: "CRM", url: `${receivers}/crm/rest/1/demo-key/`, number: "whole" },
    {
      kind: "email",
      host: "127.0.0.1",
      port: seen.mailPort,
      username: "demo",
      password: "demo",
      from: "calls@shop.example",
      to: "owner@shop.example",
    },
    { kind: "push", subscription: { endpoint: `${receivers}/push/browser`, keys: seen.subscriber } },
    { kind: "webhook", name: "Webhook", url: `${receivers}/hook` },
  ];
  const saved = (await ask("PUT", "/v1/owner/receivers", { receivers: list })) as { receivers: { id: string }[] };
  const path = `/v1/owner/receivers/${saved.receivers[0]?.id}/pairing`;
  const { code } = (await ask("POST", path, { phone: "+74951234567" })) as { code: string };
  await fetch(`${receivers}/chat/write`, { method: "POST", body: JSON.stringify({ text: `/start ${code}` }) });
}

async function answerOf(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  const response = await fetch(url, init);
  return { response, text: await response.text() };
}

function cidsOf(answer: unknown): string[] {
  const { buttons: rows } = answer as { buttons: { cid: string }[] };
  return rows.map(({ cid }) => cid);
}

function ownerOf(workerUrl: string, ownerToken: string) {
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = {
      method,
      headers: { authorization: `Bearer ${ownerToken}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(stepMs),
    };
    // The limit may strike in the midst of the body as well.
    const { response, text } = await answerOf(workerUrl + path, init).catch((error: unknown) => {
      throw new StartError(
        `${method} ${path}: the Worker gave no answer (${error instanceof Error ? error.name : "?"})`,
      );
    });
    if (!response.ok) throw new StartError(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
}
