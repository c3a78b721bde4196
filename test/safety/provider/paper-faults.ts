/** What a provider can do to a request that places a call, as an HTTP client sees it. */
import type { Fault } from "../../stand-ins/paper-provider.ts";

type Answer = NonNullable<Fault["answer"]>;

const body =
  (type: string, text: string): Answer =>
  () =>
    new Response(text, { headers: { "content-type": type } });
const status =
  (code: number, headers = {}): Answer =>
  () =>
    new Response("", { status: code, headers });
const broken =
  (code: string): Answer =>
  () => {
    throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(code), { code }) });
  };

/** So much of a good answer, then the line breaks. */
function cutAfter(share: number): Answer {
  return async (placed) => {
    const whole = new Uint8Array(await placed.arrayBuffer());
    const part = whole.slice(0, Math.floor(whole.length * share));
    let sent = false;
    return streamed((controller) => {
      if (sent) controller.error(new TypeError("terminated"));
      else controller.enqueue(part);
      sent = true;
    });
  };
}

function streamed(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void): Response {
  return new Response(new ReadableStream({ pull }), { headers: { "content-type": "application/json" } });
}

const drip: Answer = () => {
  let open = true;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
    void setTimeout(() => open && controller.enqueue(new Uint8Array([32])), 500);
  return new Response(new ReadableStream({ pull, cancel: () => void (open = false) }));
};
const flood: Answer = () => streamed((controller) => controller.enqueue(new Uint8Array(65_536).fill(32)));
const text = '{"status":"success","apiVersion":"2.7.0","id":"77"}';

const answers: [name: string, placed: Fault["placed"], answer: Fault["answer"]][] = [
  ["connection refused", false, broken("ECONNREFUSED")],
  ["reset before headers", true, broken("ECONNRESET")],
  ["reset before headers, never placed", false, broken("ECONNRESET")],
  ["reset after headers", true, cutAfter(0)],
  ["silence", true, null],
  ["silence, never placed", false, null],
  ["slow drip", true, drip],
  ["half body", true, cutAfter(0.5)],
  ["cut chunk", true, cutAfter(0.9)],
  ...[500, 502, 503, 429].flatMap((code): [string, boolean, Answer][] => [
    [`${code} before placing`, false, status(code)],
    [`${code} after placing`, true, status(code)],
  ]),
  ["200 with HTML", true, body("text/html", "<h1>Welcome</h1>")],
  ["200 with XML", true, body("text/xml", "<response><status>success</status><id>77</id></response>")],
  ["truncated JSON", true, body("application/json", text.slice(0, 30))],
  ["byte order mark", true, body("application/json", `\ufeff${text}`)],
  ["windows-1251", true, () => new Response(Uint8Array.from([123, 34, 0xcf, 0xf0, 34, 58, 49, 125]))],
  ["duplicate keys", true, body("application/json", '{"status":"error","status":"success","id":"77","id":"78"}')],
  ["wrong types", true, body("application/json", '{"status":["success"],"id":{"a":1}}')],
  ["error object", false, body("application/json", '{"status":"error","errorCode":"1","errorMessage":"no"}')],
  ["200 MB body", true, flood],
  ["redirect", false, status(302, { location: "https://elsewhere.example/" })],
  ["the id of a stranger's call", true, body("application/json", '{"status":"success","id":"1"}')],
  ["the id of a call before", true, body("application/json", '{"status":"success","id":"1001"}')],
  ["no id", true, body("application/json", '{"status":"success"}')],
  ["placed twice", "twice", (placed) => placed],
  ["placed twice, answer lost", "twice", broken("ECONNRESET")],
];

export const paperFaults: readonly Fault[] = answers.map(([name, placed, answer]) => ({ name, placed, answer }));

/** What can be wrong with the list of calls while an outcome is looked for. */
export const lists = ["whole", "late", "empty", "partial", "ahead", "behind", "down"] as const;
