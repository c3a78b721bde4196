/** An owner who has nothing yet: an account without buttons, a Worker without sites or a webhook, and a page of their own. */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { choosePorts } from "../../demo/ports.ts";
import { startSimulator } from "../../demo/sipnet/simulator.ts";
import { launchChromium } from "./journey.ts";
import { type Phones, phonesOf } from "./phones.ts";
import { type RunningWorker, secrets, startWorker } from "./workerd.ts";

export interface NewOwner {
  browser: Browser;
  phones: Phones;
  workerUrl: string;
  sipnetUrl: string;
  /** Origin of the owner's own page, whose HTML `site.html` is. */
  siteUrl: string;
  site: { html: string };
  /** Starts the Worker anew, on what it has stored, with this token. */
  rotate(ownerToken: string): Promise<void>;
  end(): Promise<void>;
}

export async function beginWithNothing(): Promise<NewOwner> {
  const ends: (() => unknown)[] = [];
  const end = async () => {
    for (const each of ends.splice(0).toReversed()) await each();
  };
  try {
    return { ...(await start(ends)), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function start(ends: (() => unknown)[]): Promise<Omit<NewOwner, "end">> {
  const simulator = await startSimulator({ port: 0 });
  ends.push(simulator.close);
  await deleteButtons(simulator.url);
  const storage = await mkdtemp(join(tmpdir(), "new-owner-"));
  ends.push(() => rm(storage, { recursive: true, force: true }));
  const [port = 0] = await choosePorts([{ port: 0, what: "the Worker", variable: "WORKER_PORT" }]);
  const workerUrl = `http://127.0.0.1:${port}`;
  const run = (ownerToken: string): Promise<RunningWorker> =>
    startWorker({
      port,
      storage,
      sipnetUrl: `${simulator.url}/api.php`,
      visitorAddress: "127.0.0.1",
      vars: {
        OWNER_TOKEN: ownerToken,
        ALLOWED_ORIGINS: "",
        PUBLIC_URL: workerUrl,
        TEST_RECEIVERS: `${simulator.url}/receivers`,
      },
    });
  let worker = await run(secrets.ownerToken);
  ends.push(() => worker.kill());
  const site = { html: "" };
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8").end(site.html);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  const bound = server.address();
  const browser = await launchChromium();
  ends.push(() => browser.close());
  return {
    browser,
    phones: phonesOf(simulator.url),
    workerUrl,
    sipnetUrl: simulator.url,
    siteUrl: `http://127.0.0.1:${typeof bound === "object" ? bound?.port : 0}`,
    site,
    async rotate(ownerToken) {
      await worker.kill();
      worker = await run(ownerToken);
    },
  };
}

/** The simulator's account has two; this owner's has none. */
async function deleteButtons(sipnetUrl: string): Promise<void> {
  const ask = async (given: object): Promise<{ buttons?: { cid: string }[] }> => {
    const body = JSON.stringify({ login: "demo", password: "demo", operation: "webbuttons", ...given });
    const response = await fetch(`${sipnetUrl}/api.php`, { method: "POST", body });
    return (await response.json()) as { buttons?: { cid: string }[] };
  };
  const { buttons = [] } = await ask({ action: "list" });
  for (const { cid } of buttons) await ask({ action: "delete", cid });
  const left = (await ask({ action: "list" })).buttons ?? [];
  if (buttons.length === 0 || left.length > 0) throw new Error("The account's buttons could not be deleted");
}
