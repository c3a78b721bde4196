/** The owner at the Worker in workerd, with a simulated provider: what a test of `/v1/owner/*` starts with. */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { startSimulator } from "../../demo/sipnet/simulator.ts";
import { type Phones, phonesOf } from "../support/phones.ts";
import { pageOrigin, type RunningWorker, startWorker } from "../support/workerd.ts";

export interface Answer<Body> {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else the text. */
  body: Body;
}

export interface OwnerAtDesk {
  worker: RunningWorker;
  phones: Phones;
  /** Asks as the owner, with the token unless `headers` hold another way. */
  ask<Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** The provider's API itself, as SIPNET's own cabinet would use it. */
  cabinet<Body>(operation: string, params?: Record<string, string>): Promise<Body>;
  /** Arms faults of the simulator's table, one for each coming request of the operation. */
  cause(operation: string, ...faults: string[]): Promise<void>;
  /** Kills the Worker and starts it anew on the same storage. */
  restart(): Promise<void>;
  leave(): Promise<void>;
}

export const firstButton = "D6VZ0000000000000000000000000ZG4";
export const secondButton = "K8TM0000000000000000000000000QX7";
const apikey = "11111111-2222-3333-4444-555555555555";
/** Noon in Moscow on a Tuesday, so that no test meets the night. */
export const noonOffsetMs = Date.UTC(2026, 10, 24, 9) - Date.now();

export async function sitDown(
  options: { vars?: Record<string, string>; clockOffsetMs?: number; storage?: string } = {},
): Promise<OwnerAtDesk> {
  const simulator = await startSimulator({ port: 0 });
  const start = () => startWorker({ sipnetUrl: `${simulator.url}/api.php`, ...options });
  let worker = await start();
  return {
    get worker() {
      return worker;
    },
    phones: phonesOf(simulator.url),
    ask: <Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      request<Body>(worker.url + path, method, body, headers ?? { authorization: `Bearer ${worker.ownerToken}` }),
    async cabinet<Body>(operation: string, params: Record<string, string> = {}) {
      const body = new URLSearchParams({ operation, apikey, ...params });
      const response = await fetch(`${simulator.url}/api.php`, { method: "POST", body });
      return (await response.json()) as Body;
    },
    async cause(operation, ...faults) {
      const body = JSON.stringify(faults.map((fault) => ({ operation, fault, times: 1 })));
      const response = await fetch(`${simulator.url}/sim/faults`, { method: "PUT", body });
      if (!response.ok) throw new Error(await response.text());
    },
    async restart() {
      await worker.kill();
      worker = await start();
    },
    async leave() {
      await worker.stop();
      await simulator.close();
    },
  };
}

async function request<Body>(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer<Body>> {
  const sent = {
    "cf-connecting-ip": "192.0.2.7",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const response = await fetch(url, {
    method,
    headers: { ...sent, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

/** A visitor on the shop's page asks to be called. */
export async function askAsVisitor(owner: OwnerAtDesk, phone: string, address: string): Promise<string> {
  const page = { origin: pageOrigin, "cf-connecting-ip": address };
  const { body: issued } = await owner.ask<{ ticket: string }>("POST", "/v1/tickets", { button: firstButton }, page);
  // A ticket must be as old as a person is slow.
  await wait(1_600);
  const headers = { ...page, "idempotency-key": randomBytes(18).toString("base64url") };
  const wish = { button: firstButton, phone, ticket: issued.ticket };
  const { status, body } = await owner.ask<{ id: string }>("POST", "/v1/calls", wish, headers);
  if (status !== 202) throw new Error(`The wish was answered ${status}: ${JSON.stringify(body)}`);
  return body.id;
}
