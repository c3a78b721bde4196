/**
 * A telephone provider that lives in one Node process: SIPNET's API at `/api.php`, phones that ring
 * at `/phones`, and controls at `/sim/…`. Nothing here is shared between two simulators.
 */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { assumed as assumptions, type Assumed } from "./assumed.ts";
import { Audience } from "./audience.ts";
import { type Clock, mortalClock, systemClock } from "./network/clock.ts";
import { openProvider, type Provider } from "./provider.ts";
import { openMailbox } from "../receivers/mailbox.ts";
import { DemoReceivers } from "../receivers/receivers.ts";
import { postHook } from "./post-hook.ts";
import { type House, receive } from "./reception.ts";
import { viewAll } from "./views.ts";

export interface SimulatorOptions {
  /** 0 for any free one. */
  port: number;
  host?: string;
  now?: Clock["now"];
  after?: Clock["after"];
  random?: () => number;
  /** One line for what a person should know: a hook that could not be reached, a bug. */
  log?: (line: string) => void;
  assumed?: Partial<Assumed>;
}

export interface Simulator {
  /** Origin, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

const firstId = 84_213;
const keepAliveMs = 120_000;

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host = "127.0.0.1", random = Math.random, log = () => {} } = options;
  const { now = systemClock.now, after = systemClock.after } = options;
  const assumed = { ...assumptions, ...options.assumed };
  const clock = mortalClock({ now, after });
  // A client that keeps its connection must not lose it to a timeout in the very moment it dials.
  const server = createServer({ keepAliveTimeout: keepAliveMs });
  const port = await listen(server, options.port, host);
  const url = `http://${host}:${port}`;
  const audience = new Audience(() => viewAll(house.provider));
  let id = firstId - 1;
  const open = (): Provider =>
    openProvider({
      clock,
      random,
      nextId: () => (id += 1),
      post: (to, body) => postHook(to, body, assumed.hookTimeoutMs, log),
      assumed,
      url,
      changed: () => audience.changed(),
    });
  const told = new Audience(() => house.receivers.view());
  const receiversOf = () =>
    new DemoReceivers(
      clock.now,
      () => told.changed(),
      () => mailbox.port,
    );
  const mailbox = await openMailbox(host, () => house.receivers);
  const house: House = {
    provider: open(),
    audience,
    receivers: receiversOf(),
    told,
    log,
    reset() {
      house.provider.close();
      house.provider = open();
      audience.changed();
      house.receivers.telegram.close();
      house.receivers = receiversOf();
      told.changed();
    },
    closePort(forMs) {
      hangUp(server);
      clock.after(forMs, () => server.listen(port, host));
    },
  };
  server.on("error", (error) => log(`The simulator's port could not be opened again: ${error.message}`));
  server.on("request", (request, response) => void receive(house, request, response));
  return {
    url,
    async close() {
      house.provider.close();
      house.receivers.telegram.close();
      clock.end();
      await mailbox.close();
      await shut(server);
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  hangUp(server);
  await closed;
}

function hangUp(server: Server): void {
  server.close();
  server.closeAllConnections();
}
