/** This browser as a receiver: asked for at a press only, since a browser that is asked too early says no for ever. */
import type { PushReply } from "../../contract/owner-messages.ts";
import { ask } from "../api.ts";

/** It cannot, it may not, or its push service gave no subscription. */
export type NoPushWhy = "unsupported" | "denied" | "service";

export class NoPush extends Error {
  override readonly name = "NoPush";
  readonly why: NoPushWhy;

  constructor(why: NoPushWhy, cause?: unknown) {
    super(why, { cause });
    this.why = why;
  }
}

const file = "/console/push-worker.js";

/** Where the browser knows of trusted types, the only script that the page may start beside its own. */
interface Trust {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(from: string): string };
}
const trust = (globalThis as { trustedTypes?: Trust }).trustedTypes?.createPolicy("push-worker", {
  createScriptURL: () => file,
});

/** @throws NoPush where this browser takes no notifications */
export async function subscribeHere(): Promise<PushSubscriptionJSON> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window))
    throw new NoPush("unsupported");
  // Before anything else: to some browsers the press is over after a while.
  if ((await Notification.requestPermission()) !== "granted") throw new NoPush("denied");
  const { key } = await ask<PushReply>("/push");
  await navigator.serviceWorker.register(trust?.createScriptURL("") ?? file);
  const { pushManager } = await navigator.serviceWorker.ready;
  try {
    // One with another key, or that is over, would stand in the way.
    await (await pushManager.getSubscription())?.unsubscribe();
    return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  } catch (error) {
    throw new NoPush("service", error);
  }
}
