/** A provider that misbehaves as told: a server on a free port of 127.0.0.1, and a client for it. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { createSipnet, type Sipnet, type SipnetOptions } from "../../worker/sipnet/client.ts";

export const secrets = {
  login: "login-c4n4ry",
  password: "p4ss c4n4ry/+&",
  apikey: "c4n4ry00-2222-3333-4444-555555555555",
};

export type Behaviour = (response: ServerResponse, request: IncomingMessage, form: URLSearchParams) => void;

export interface Provider {
  url: string;
  /** The operations asked for, as they came in. */
  asked: string[];
}

/** Ends with the test. */
export async function startProvider(t: TestContext, behave: Behaviour): Promise<Provider> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    asked.push(form.get("operation") ?? "");
    behave(response, request, form);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api.php`, asked };
}

/** Short of patience, so that silence is a fault one need not wait for. */
export function clientOf({ url }: Provider, options: Partial<SipnetOptions> = {}): Sipnet {
  const { apikey } = secrets;
  return createSipnet({ url, credentials: { apikey }, fetch, random: () => 0, timeoutMs: 60_000, ...options });
}

export async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error("nothing failed"),
    (error: Error) => error,
  );
}
