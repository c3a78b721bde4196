/** Passkeys from the console: added on a page of its own, then enough to sign in by. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { beginJourney, type Journey } from "../support/journey.ts";
import { openConsoleAs } from "./stage/owner.ts";

let journey: Journey;
before(async () => {
  journey = await beginJourney();
});
after(() => journey?.end());

test("the owner adds a passkey, signs out, and signs in with nothing but that", async () => {
  const { demo, browser } = journey;
  const owner = await openConsoleAs(browser, demo.workerUrl.replace("127.0.0.1", "localhost"));
  const { page, open, fill, press, pressAndConfirm, hears, reads, signIn } = owner;
  const devtools = await page.createCDPSession();
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await signIn(demo.ownerToken);
  await open("#/account/passkeys", "passkeys-page form");
  await fill("name", "Laptop");
  await press("Add a passkey");
  await hears("The passkey is added.");
  await press("Sign out", ".side");
  await page.waitForSelector("input[name=token]");
  await press("Sign in with a passkey", "form");
  await page.waitForSelector("#main passkeys-page .rows");
  await reads("Laptop");
  await pressAndConfirm("Delete");
  await hears("The passkey is deleted.");
  await owner.leave();
});

test("where the console is opened by an address, no passkey is offered", async () => {
  const owner = await openConsoleAs(journey.browser, journey.demo.workerUrl);
  await owner.page.waitForSelector("input[name=token]");
  const offered = await owner.page.$$eval("form button", (buttons) =>
    buttons.map((button) => button.textContent?.trim()),
  );
  assert.deepEqual(offered, ["Sign in"]);
  await owner.signIn(journey.demo.ownerToken);
  await owner.open("#/account/passkeys", "passkeys-page .empty");
  await owner.leave();
});
