/** Webhooks as the provider sends them. API document, section 6.9. */
import { deriveKeys } from "../../worker/crypto.ts";
import { ownerPhone } from "./paper-provider.ts";

/** Where the provider posts them, for an installation of this secret. */
export async function hookPathOf(appSecret: string): Promise<string> {
  const { hook } = await deriveKeys(appSecret);
  return `/v1/hooks/sipnet/${hook.hash("sipnet webhook")}`;
}

export interface HookBody {
  call_id: string;
  cid: number;
  caller_id: string;
  callee_id: string;
  created: string;
  event_created: string;
  direction: "out";
  state: "INVITE" | "CONNECTED" | "BYE";
  duration?: number;
}

export function hookBody(callId: string, callee: string, state: HookBody["state"]): HookBody {
  const at = "2026-11-24T09:00:00Z";
  const ids = { call_id: callId, cid: 7, caller_id: ownerPhone, callee_id: callee };
  return {
    ...ids,
    created: at,
    event_created: at,
    direction: "out",
    state,
    ...(state === "BYE" ? { duration: 9 } : {}),
  };
}
