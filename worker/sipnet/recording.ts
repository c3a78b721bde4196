/** A recording passes through as it streams in. API document, 6.11: `audio/mpeg`, in practice sometimes a zip. */

const recorded = /^(?:audio\/[\w.+-]+|application\/(?:zip|x-zip-compressed|octet-stream))(?:;|$)/i;
const passedOn = ["content-type", "content-length", "content-range", "accept-ranges"];

/** Whether this is sound, rather than an answer in words (such as a refusal, which comes with status 200). */
export function isRecording({ status, headers }: Response): boolean {
  if (status === 416) return true;
  return (status === 200 || status === 206) && recorded.test(headers.get("content-type") ?? "");
}

/** The same stream without the provider's other headers; its length stays known to the platform. */
export function asRecording({ status, headers, body }: Response): Response {
  const kept = passedOn.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return new Response(body, { status, headers: kept });
}
