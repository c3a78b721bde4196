/**
 * WebKitGTK as a browser of the element's tests: its own WebDriver, on a display that nobody sees. Both end with the
 * last test, or with this process whatever ends it: `setpriv` has the kernel see to that. The browser ends with its
 * display.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { WebdriverLauncher } from "@web/test-runner-webdriver";
import { choosePorts } from "../../demo/ports.ts";
import { findProgram } from "./browsers.ts";
import { until } from "./until.ts";

interface Address {
  hostname: string;
  path: string;
  port?: number;
}

type Program = ChildProcessByStdio<null, Readable, null>;

const hostname = "127.0.0.1";

/** No `binary`: the driver knows the browser that it was built with. */
const capabilities = {
  browserName: "MiniBrowser",
  // The runner's page says itself when its tests begin and end. What they load may hold back the page's own end of
  // loading, and the driver would give up on a page whose tests run well.
  pageLoadStrategy: "none" as const,
  "wdio:enforceWebDriverClassic": true,
  "webkitgtk:browserOptions": { args: ["--automation"] },
};

/** Whether this machine has all that it takes. */
export const hasWebKit = ["WebKitWebDriver", "Xvfb", "setpriv"].every((name) => findProgram(name));

export interface WebKit {
  /** Of the driver. */
  port: number;
  end(): Promise<void>;
}

/** The driver, ready to open browsers. */
export async function startWebKit(): Promise<WebKit> {
  const programs: Program[] = [];
  const run = (name: string, args: string[], env: NodeJS.ProcessEnv = {}): Program => {
    const program = spawn("setpriv", ["--pdeathsig", "KILL", name, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    programs.push(program);
    return program;
  };
  const display = await firstLine(run("Xvfb", ["-displayfd", "1", "-nolisten", "tcp"]));
  const [port = 0] = await choosePorts([{ port: 0, what: "WebKit's driver", variable: "" }]);
  run("WebKitWebDriver", [`--host=${hostname}`, `--port=${port}`], {
    DISPLAY: `:${display}`,
    // Else a desktop's own display would be used.
    GDK_BACKEND: "x11",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  });
  await until("WebKit's driver", () => answers(`http://${hostname}:${port}/status`), Boolean);
  return { port, end: async () => void (await Promise.all(programs.map(end))) };
}

export class WebKitLauncher extends WebdriverLauncher {
  /** The launcher reads it when its first session starts: by then the port is known. */
  #address: Address;
  #started: Promise<WebKit> | undefined;

  constructor() {
    const address: Address = { hostname, path: "/" };
    super(Object.assign(address, { automationProtocol: "webdriver", capabilities } as const));
    this.#address = address;
  }

  override async initialize(...given: Parameters<WebdriverLauncher["initialize"]>): Promise<void> {
    await super.initialize(...given);
    this.name = "WebKit";
  }

  override async startSession(id: string, url: string): Promise<void> {
    const { port } = await (this.#started ??= startWebKit());
    this.#address.port = port;
    await super.startSession(id, url);
  }

  override async sendKeys(id: string, keys: string[]): Promise<void> {
    for (const chord of chords(keys)) await super.sendKeys(id, chord);
  }

  override async stop(): Promise<void> {
    await super.stop();
    await (await this.#started)?.end();
  }
}

/** Opens one page in a browser of its own. @returns what closes it */
export async function openInWebKit(url: string): Promise<() => Promise<void>> {
  const webkit = await startWebKit();
  const driver = `http://${hostname}:${webkit.port}/session`;
  const { "wdio:enforceWebDriverClassic": _, ...alwaysMatch } = capabilities;
  const session = await post(driver, { capabilities: { alwaysMatch } });
  await post(`${driver}/${session.value.sessionId}/url`, { url });
  return async () => {
    await fetch(`${driver}/${session.value.sessionId}`, { method: "DELETE" });
    await webkit.end();
  };
}

async function post(url: string, body: object): Promise<{ value: { sessionId: string } }> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`WebKit's driver: ${await answer.text()}`);
  return answer.json() as Promise<{ value: { sessionId: string } }>;
}

/** The launcher holds down all keys at once, and a key that comes twice among them would be lost. */
function chords(keys: readonly string[]): string[][] {
  const all: string[][] = [];
  for (const key of keys) {
    const last = all.at(-1);
    if (last && !last.includes(key)) last.push(key);
    else all.push([key]);
  }
  return all;
}

async function firstLine({ stdout, spawnfile }: Program): Promise<string> {
  for await (const line of createInterface(stdout)) return line;
  throw new Error(`${spawnfile} ended without a word`);
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function end(program: Program): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  program.kill();
  await once(program, "exit");
}
