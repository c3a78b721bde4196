/** What an owner's first day needs of a browser besides the console. */
import type { HTTPRequest, Page } from "puppeteer-core";
import { until } from "../support/until.ts";

/** Has the test call refused once, as after five minutes; `sent` is what proves it then. */
export async function proofAsked(page: Page): Promise<{ sent: Promise<string>; end(): Promise<void> }> {
  const sent = Promise.withResolvers<string>();
  let refused = false;
  const problem = { type: "/problems/step-up-required", title: "Once more", status: 403 };
  await page.setRequestInterception(true);
  const onRequest = (request: HTTPRequest): void => {
    const path = new URL(request.url()).pathname;
    if (request.method() === "POST" && path === "/v1/owner/session") sent.resolve(request.postData() ?? "");
    if (path !== "/v1/owner/checklist/call" || refused) return void request.continue();
    refused = true;
    void request.respond({ status: 403, contentType: "application/problem+json", body: JSON.stringify(problem) });
  };
  page.on("request", onRequest);
  const end = async (): Promise<void> => {
    page.off("request", onRequest);
    await page.setRequestInterception(false);
  };
  return { sent: sent.promise, end };
}

/** What the chat at the stand-in for Telegram says, once it says these words. */
export function chatOf(page: Page, words: string): Promise<string> {
  return until(
    `the chat to say ${words}`,
    () => page.$eval("#chat", (list) => (list as HTMLElement).innerText),
    (text) => text.includes(words),
  );
}

export async function pressIn(page: Page, name: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  await button?.click();
}

/** An authenticator of the browser's own. */
export async function withPasskeys(page: Page): Promise<void> {
  const protocol = await page.createCDPSession();
  await protocol.send("WebAuthn.enable");
  const kind = { protocol: "ctap2", transport: "internal" } as const;
  const able = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  await protocol.send("WebAuthn.addVirtualAuthenticator", { options: { ...kind, ...able } });
}
