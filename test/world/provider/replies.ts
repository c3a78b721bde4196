/** How SIPNET answers, and how it fails to. */

export function good(fields: object): Response {
  return Response.json({ status: "success", apiVersion: "2.7.0", ...fields });
}

export function broken(): Error {
  return Object.assign(new TypeError("fetch failed"), {
    cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }),
  });
}

/** Nothing comes back until the caller has had enough. */
export function silence(signal: AbortSignal | null): Promise<Response> {
  return new Promise((_, fail) =>
    signal?.addEventListener("abort", () => fail(signal.reason as Error), { once: true }),
  );
}

/** `24.11.2026 09:00:00`, GMT. API document, section 3. */
export function gmt(ms: number): string {
  const [date = "", time = ""] = new Date(ms).toISOString().split(/[T.]/);
  return `${date.split("-").toReversed().join(".")} ${time}`;
}
