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

export const saveCall = (call: SavedCall): void =>
  withStorage((storage) => storage.setItem(name, JSON.stringify(call)));

export const forgetSavedCall = (): void => withStorage((storage) => storage.removeItem(name));

export const readSavedCall = (): SavedCall | undefined =>
  withStorage((storage) => JSON.parse(storage.getItem(name) ?? "null") ?? undefined);

function withStorage<Answer>(use: (storage: Storage) => Answer): Answer | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
