/**
 * What outlives a reload while a call lives: where it is, never whom it rings.
 * Storage may be forbidden (sandboxed frames, strict settings); a call goes on without it.
 */
export interface SavedCall {
  endpoint: string;
  button: string;
  /** The Idempotency-Key of the wish. */
  key: string;
  callId?: string;
}

const name = "sipnet-call";

function storage<T>(use: (session: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

export const save = (call: SavedCall): void => storage((session) => session.setItem(name, JSON.stringify(call)));
export const forget = (): void => storage((session) => session.removeItem(name));
export const recall = (): SavedCall | undefined =>
  storage((session) => JSON.parse(session.getItem(name) ?? "null") ?? undefined);
