/**
 * What outlives a reload while a call lives: where it is, never whom it rings.
 * Storage may be forbidden (sandboxed frames, strict settings); a call goes on without it.
 */
export interface SavedCall {
  endpoint: string;
  button: string;
  /** The wish's Idempotency-Key. */
  key: string;
  callId?: string | undefined;
}

const name = "sipnet-call";

/** Keeps what it is given, forgets without; answers what was kept when not called with anything. */
export function savedCall(call?: SavedCall | null): SavedCall | undefined {
  try {
    if (call) sessionStorage.setItem(name, JSON.stringify(call));
    else if (call === null) sessionStorage.removeItem(name);
    return JSON.parse(sessionStorage.getItem(name) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
