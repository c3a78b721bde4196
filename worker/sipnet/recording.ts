/** A recording passes through as it streams in. API document, 6.11: `audio/mpeg`, in practice sometimes a zip. */

/** Scripts that send files call them a download as often as by what they are. */
const recorded =
  /^(?:(?:audio|video)\/[\w.+-]+|application\/(?:zip|x-zip|x-zip-compressed|ogg|mp4|octet-stream|(?:x-)?(?:force-)?download)|binary\/octet-stream)(?: *;|$)/i;
const passedOn = ["content-type", "content-length", "content-range", "accept-ranges"];
const oneRange = /^bytes=(?:\d+-\d*|-\d+)$/i;

/** What of a `Range` is asked for: one part. Of several, and of what is no range, the whole is had. RFC 9110, section 14.2. */
export function partOf(range: string | undefined): string | undefined {
  const plain = range?.replace(/\s/g, "");
  return plain !== undefined && oneRange.test(plain) ? plain : undefined;
}

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
  // What comes with it is the provider's page about a part that isn't there.
  if (status !== 416) return new Response(body, { status, headers: kept });
  void body?.cancel();
  return new Response(null, { status, headers: kept.filter(([name]) => name === "content-range") });
}
