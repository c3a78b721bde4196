/** One's own server before a simulated SIPNET, with its owner's and visitors' requests. */
import { type Simulator, startSimulator, type SimulatorOptions } from "../../../demo/sipnet/simulator.ts";
import { ask, type Reply } from "./ask.ts";
import { type Home, makeHome, ownerToken, pageOrigin } from "./own-server.ts";

export const button = "D6VZ0000000000000000000000000ZG4";
const apikey = "11111111-2222-3333-4444-555555555555";

export interface Stage {
  simulator: Simulator;
  home: Home;
  /** As the proxy of this machine would send it. */
  owner(port: number, method: string, path: string, body?: object): Promise<Reply>;
  /** Dialled so far, as the provider saw it. */
  dialled(): Promise<{ dst: string; at: string }[]>;
  end(): Promise<void>;
}

export async function setStage(
  settings: Record<string, string> = {},
  assumed: NonNullable<SimulatorOptions["assumed"]> = {},
): Promise<Stage> {
  const simulator = await startSimulator({ port: 0, assumed });
  const usual = {
    SIPNET_URL: `${simulator.url}/api.php`,
    SIPNET_APIKEY: apikey,
    PUBLIC_URL: "https://calls.test",
    TRUSTED_PROXY: "127.0.0.1",
    // Tests run at any hour.
    LIMITS: '{"night":{"on":false}}',
  };
  const home = await makeHome({ ...usual, ...settings });
  return {
    simulator,
    home,
    owner(port, method, path, body) {
      const headers = {
        authorization: `Bearer ${ownerToken}`,
        "x-forwarded-for": "127.0.0.8",
        "x-forwarded-proto": "https",
      };
      return ask({ port, method, path, from: "127.0.0.1", headers, ...(body && { body }) });
    },
    async dialled() {
      const calls = (await (await fetch(`${simulator.url}/sim/calls`)).json()) as { dst: string; at: string }[];
      return calls;
    },
    async end() {
      await home.remove();
      await simulator.close();
    },
  };
}

/** Where a visitor's request goes: the proxy's port with its authority, or the server itself. */
export interface Door {
  port: number;
  ca?: string;
}

/** A visitor of their own address: a ticket, and a call with it once it is old enough. */
export async function takeTicket(door: Door, from: string, headers: Record<string, string> = {}): Promise<Reply> {
  return ask({
    ...door,
    from,
    method: "POST",
    path: "/v1/tickets",
    headers: { origin: pageOrigin, ...headers },
    body: { button },
  });
}

export async function askForCall(
  door: Door,
  from: string,
  { ticket, key, phone, at }: { ticket: string; key: string; phone: string; at?: string },
): Promise<Reply> {
  const body = { button, phone, ticket, ...(at && { at }) };
  const headers = { origin: pageOrigin, "idempotency-key": key };
  return ask({ ...door, from, method: "POST", path: "/v1/calls", headers, body });
}
