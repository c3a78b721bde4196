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

/** The other tabs of this site; null where they may not be heard. */
export const openTabs = (): BroadcastChannel | null => allowed(() => new BroadcastChannel(name)) ?? null;

export const saveCall = (call: SavedCall): void => allowed(() => sessionStorage.setItem(name, JSON.stringify(call)));

export const forgetSavedCall = (): void => allowed(() => sessionStorage.removeItem(name));

export const readSavedCall = (): SavedCall | undefined =>
  allowed(() => JSON.parse(sessionStorage.getItem(name) ?? "null") ?? undefined);

/** A frame in a sandbox, or a visitor who blocks what pages keep, may forbid all of it. */
function allowed<Answer>(use: () => Answer): Answer | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
