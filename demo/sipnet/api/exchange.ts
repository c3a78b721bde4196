/** `/api.php` over HTTP: parameters read, the request noted, faults acted out, the answer sent. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answered, perform, refuse } from "./perform.ts";
import { formatGmt } from "../dates.ts";
import type { TakenFault } from "../faults.ts";
import { spoilAnswer } from "../mishaps.ts";
import { type Params, readParams } from "./params.ts";
import type { Provider } from "../provider.ts";
import { Refusal } from "./refusal.ts";
import { readBody, send, sendAudio } from "../replies.ts";
import { clockShiftMs } from "../webhooks.ts";

const secretNames = new Set(["apikey", "login", "password", "url"]);
const keptRequests = 20_000;

export async function answerApi(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? "/", provider.url);
  const body = request.method === "POST" ? await readBody(request) : "";
  let params: Params;
  try {
    params = await readParams(searchParams, body, request.headers["content-type"]);
  } catch (error) {
    const head = { apiVersion: provider.assumed.apiVersion, operation: searchParams.get("operation") ?? "" };
    return deliver(response, refuse(provider, head, error, searchParams.get("format") ?? undefined));
  }
  const operation = (params.get("operation") ?? "").toLowerCase();
  note(provider, operation, params);
  const before = provider.faults.take("before", operation);
  if (before?.name === "error-object") {
    const head = { apiVersion: provider.assumed.apiVersion, operation };
    return deliver(response, refuse(provider, head, new Refusal("trouble"), params.get("format")));
  }
  if (before) return spoilAnswer(response, { status: 200, type: "text/plain", body: "" }, before, provider.clock);
  const dials = operation === "gencall" || operation === "genmulticall";
  const placing = dials ? provider.faults.take("placing", operation) : undefined;
  if (placing?.name === "placed-twice") perform(provider, params, 0);
  const act = () => performAndDeliver(provider, operation, params, response);
  if (placing?.name === "placed-late") provider.clock.after(placing.delayMs, act);
  else act();
}

function performAndDeliver(provider: Provider, operation: string, params: Params, response: ServerResponse): void {
  const shiftMs = clockShiftMs(provider.faults.take("clock", operation));
  const fault = provider.faults.take("answer", operation);
  const answer = shiftTimes(perform(provider, params, shiftMs), shiftMs);
  if (!response.destroyed) deliver(response, answer, fault, provider);
}

function deliver(response: ServerResponse, answer: Answered, fault?: TakenFault, provider?: Provider): void {
  if ("audio" in answer) return sendAudio(response, answer.audio);
  if (fault && provider) return spoilAnswer(response, answer, fault, provider.clock);
  send(response, answer.status, answer.type, answer.body);
}

/** A clock that is wrong shows in every time the provider writes. */
function shiftTimes(answer: Answered, shiftMs: number): Answered {
  if (shiftMs === 0 || "audio" in answer) return answer;
  const body = answer.body.replace(
    /(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})/g,
    (_, day: string, month: string, year: string, time: string) =>
      formatGmt(Date.parse(`${year}-${month}-${day}T${time}Z`) + shiftMs),
  );
  return { ...answer, body };
}

function note(provider: Provider, operation: string, params: Params): void {
  const shown = [...params].map(([name, value]) => [name, secretNames.has(name) ? "***" : value] as const);
  const at = new Date(provider.clock.now()).toISOString();
  provider.requests.push({ operation, params: Object.fromEntries(shown), at });
  if (provider.requests.length > keptRequests) provider.requests.splice(0, keptRequests / 2);
}
