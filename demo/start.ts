/**
 * `npm start`: the whole of it on one machine. A provider (simulated, unless `SIPNET_URL` names
 * another), the Worker in workerd, and a shop's page on an origin of its own. What one of them
 * holds ends with the others.
 */
import { styleText } from "node:util";
import { type DemoOptions, readEnvironment, workerSettings } from "./environment.ts";
import { introduce } from "./owner.ts";
import { waitFor } from "./patience.ts";
import { choosePorts } from "./ports.ts";
import type { PageFacts } from "./shop/page.ts";
import { startSimulator } from "./sipnet/simulator.ts";
import { startSite } from "./site.ts";
import { StartError } from "./start-error.ts";
import { buildWidget } from "./widget-build.ts";
import { startWorker } from "./worker.ts";

export interface Demo {
  demoUrl: string;
  workerUrl: string;
  /** Origin of the simulator, or the address given instead of it. */
  sipnetUrl: string;
  ownerToken: string;
  /** Settles with a reason if a part ends by itself. */
  ended: Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts all three; resolves once a visitor could call. What had started is closed when a part fails.
 * `runWorker`: another way to run the Worker than wrangler's.
 */
export async function startDemo(options: DemoOptions = {}, runWorker = startWorker): Promise<Demo> {
  const started: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of started.splice(0).toReversed()) await part.close();
  };
  try {
    return { ...(await startParts(options, started, runWorker)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  options: DemoOptions,
  started: { close(): Promise<void> }[],
  runWorker: typeof startWorker,
): Promise<Omit<Demo, "close">> {
  const { demoPort: shop = 0, workerPort: calls = 0, sipnetPort = 0, log = () => {}, say = () => {} } = options;
  const [demoPort = 0, workerPort = 0, simulatorPort = 0] = await choosePorts([
    { port: shop, what: "the demo site", variable: "DEMO_PORT" },
    { port: calls, what: "the Worker", variable: "WORKER_PORT" },
    ...(options.sipnetUrl ? [] : [{ port: sipnetPort, what: "the simulator", variable: "SIPNET_PORT" }]),
  ]);
  // A free port that is only looked for may be somebody else's by the time the Worker runs.
  const facts = Promise.withResolvers<PageFacts>();
  started.push(await startSite(demoPort, facts.promise));
  await buildWidget();
  const workerUrl = `http://127.0.0.1:${workerPort}`;
  const simulator = options.sipnetUrl ? undefined : await startSimulator({ port: simulatorPort });
  if (simulator) started.push(simulator);
  const sipnetUrl = simulator?.url ?? options.sipnetUrl ?? "";
  const sipnetApiUrl = options.sipnetUrl ?? `${sipnetUrl}/api.php`;
  const receivers = simulator && `${simulator.url}/receivers`;
  const settings = workerSettings(options, { demoPort, workerUrl, sipnetApiUrl });
  const worker = await waitFor("the Worker to start", runWorker({ port: workerPort, settings, receivers, log }), say);
  started.push(worker);
  const introduced = introduce(workerUrl, settings.OWNER_TOKEN, { simulated: isLocal(sipnetApiUrl), receivers });
  const shown = await waitFor("the Worker to fetch the account's buttons", introduced, say);
  const phonesUrl = options.sipnetUrl ? undefined : `${sipnetUrl}/phones`;
  const limitsLoosened = options.limits === undefined;
  facts.resolve({ workerUrl, phonesUrl, limitsLoosened, buttons: shown });
  return {
    demoUrl: `http://127.0.0.1:${demoPort}`,
    workerUrl,
    sipnetUrl,
    ownerToken: settings.OWNER_TOKEN,
    ended: worker.ended,
  };
}

/** A provider on this machine is a simulator, ours or another. */
function isLocal(url: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}

/** The command: says where everything is, then waits for Ctrl-C. */
async function main(): Promise<number> {
  const stop = new Promise<string>((settle) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => settle(""));
    // npm's shell takes a signal for itself and dies of it: then nobody is left to stop us.
    const parent = process.ppid;
    const underNpm = process.env.npm_lifecycle_event !== undefined;
    if (underNpm) setInterval(() => process.ppid !== parent && settle(""), 200).unref();
  });
  const options = readEnvironment(process.env);
  console.log("Starting the provider's simulator, the Worker and the demo site …");
  const starting = startDemo({
    ...options,
    say: console.log,
    log: (line) => console.log(styleText("dim", `worker  ${line}`)),
  });
  const demo = await Promise.race([starting, stop]);
  if (typeof demo === "string") {
    // Stopped while starting: what is half up is brought down as soon as it can be.
    await starting.then(({ close }) => close(), quietly);
    return 0;
  }
  console.log(welcome(demo, options));
  const reason = await Promise.race([stop, demo.ended]);
  await demo.close();
  if (reason !== "") throw new StartError(`${reason}; the rest was stopped too.`);
  console.log("Stopped.");
  return 0;
}

function quietly(error: unknown): void {
  if (!(error instanceof StartError)) throw error;
}

function welcome({ demoUrl, workerUrl, sipnetUrl, ownerToken }: Demo, options: DemoOptions): string {
  const consoleUrl = `${workerUrl.replace("127.0.0.1", "localhost")}/console/`;
  const provider = options.sipnetUrl
    ? `Provider  ${new URL(sipnetUrl).origin}`
    : `Phones    ${sipnetUrl}/phones\nMessages  ${sipnetUrl}/receivers`;
  const token = options.ownerToken ? "with the OWNER_TOKEN you gave" : `with the token ${ownerToken}`;
  return `
${styleText("bold", `Demo      ${demoUrl}/`)}
Worker    ${workerUrl}/
${provider}
Owner     ${consoleUrl}
          ${token}

Ctrl-C ends all of it.
`;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = 1;
  }
}
