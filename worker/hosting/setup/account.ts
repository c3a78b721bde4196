/** Asks SIPNET whose key it is, and what is on the account: before anything is written. */
import { createSipnet } from "../../sipnet/client.ts";
import { SipnetError } from "../../sipnet/sipnet-error.ts";
import { HostingError } from "../hosting-error.ts";
import type { Settings } from "../setting-names.ts";
import type { Language } from "./answers.ts";
import { steps } from "./words.ts";

export const sipnetAddress = "https://newapi.sipnet.ru/api.php";

/** @returns a sentence with account and money @throws HostingError where the key is refused or nobody answers */
export async function greetAccount(settings: Settings, language: Language): Promise<string> {
  try {
    const { account, sipId, balance, currency = "" } = await sipnetOf(settings).call("balance", {});
    const money = `${balance} ${currency}`.trim();
    return `${steps.account[language]} ${account ?? sipId ?? "?"}, ${steps.money[language]} ${money}`;
  } catch (error) {
    if (!(error instanceof SipnetError)) throw error;
    const refusal = "errorMessage" in error ? String(error.errorMessage) : "";
    throw new HostingError(refusal === "" ? steps.unreachable[language] : `${steps.keyRefused[language]} ${refusal}`);
  }
}

function sipnetOf({ SIPNET_APIKEY, SIPNET_LOGIN = "", SIPNET_PASSWORD = "", SIPNET_URL }: Settings) {
  const credentials = SIPNET_APIKEY ? { apikey: SIPNET_APIKEY } : { login: SIPNET_LOGIN, password: SIPNET_PASSWORD };
  return createSipnet({ url: SIPNET_URL ?? sipnetAddress, credentials, fetch: (input, init) => fetch(input, init) });
}
