/** Passkeys as a real browser makes them: Chromium with an authenticator of its own. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { type OwnerAtDesk, sitDown } from "../owner/desk.ts";

let owner: OwnerAtDesk;
let browser: Browser;
let page: Page;

before(async () => {
  owner = await sitDown();
  browser = await launchChromium();
  page = await browser.newPage();
  const protocol = await page.createCDPSession();
  await protocol.send("WebAuthn.enable");
  await protocol.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  // Any page of the Worker's will do, on a domain; this one may load nothing, so its policy is put aside.
  await page.setBypassCSP(true);
  await page.goto(`${owner.worker.url.replace("127.0.0.1", "localhost")}/healthz`);
});
after(async () => {
  await browser.close();
  await owner.leave();
});

test("a passkey made in Chromium signs the owner in", async () => {
  const statuses = await page.evaluate(async (token) => {
    const post = (path: string, body: unknown, headers = {}) =>
      fetch(`/v1/owner${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "cf-connecting-ip": "192.0.2.7", ...headers },
        body: JSON.stringify(body),
      });
    const address = { "cf-connecting-ip": "192.0.2.7" };
    const session = await post("/session", { token });
    const options = await (await post("/passkeys/options", {})).json();
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    const registered = await post("/passkeys/register", { name: "Chromium", response: made.toJSON() });
    const left = await fetch("/v1/owner/session", { method: "DELETE", headers: address });
    const outside = await fetch("/v1/owner/session", { headers: address });
    const asked = await (await post("/session/passkey/options", {})).json();
    const request = PublicKeyCredential.parseRequestOptionsFromJSON(asked);
    const used = (await navigator.credentials.get({ publicKey: request })) as PublicKeyCredential;
    const verified = await post("/session/passkey/verify", { response: used.toJSON() });
    const inside = await fetch("/v1/owner/session", { headers: address });
    return [session, registered, left, outside, verified, inside].map(({ status }) => status);
  }, owner.worker.ownerToken);
  assert.deepEqual(statuses, [204, 201, 204, 401, 204, 200]);
});
