/** Where entercabinet's one-time address leads: just enough of a cabinet to see that it worked. */
import type { ServerResponse } from "node:http";
import type { Provider } from "./provider.ts";
import { send } from "./replies.ts";

export function enterCabinet(provider: Provider, key: string, response: ServerResponse): void {
  const account = provider.accounts.get(provider.cabinetKeys.get(key) ?? "");
  const looksOnly = response.req.method === "HEAD";
  if (!looksOnly) provider.cabinetKeys.delete(key);
  if (account === undefined) {
    return send(response, 410, "text/html; charset=utf-8", page("Ссылка уже использована", "Запросите новую."));
  }
  const { login, sipid, kopecks } = account;
  const text = `SIP ID ${sipid}, баланс ${(kopecks / 100).toFixed(2)} ₽`;
  send(response, 200, "text/html; charset=utf-8", page(`Кабинет ${login}`, text));
}

/** Logins and SIP IDs are the simulator's own, letters and digits only: nothing to escape. */
function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
}
