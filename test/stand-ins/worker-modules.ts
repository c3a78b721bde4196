/** Loads the Worker's own modules into Node: only the platform, the clock and the built bytes are put in place. */
import { registerHooks } from "node:module";

const places: [wanted: RegExp, instead: string][] = [
  [/^cloudflare:workers$/, new URL("./cloudflare-in-node.ts", import.meta.url).href],
  [/^cloudflare:sockets$/, new URL("./sockets-in-node.ts", import.meta.url).href],
  [/\/clock\.ts$/, new URL("./hand-clock.ts", import.meta.url).href],
  [/\.(?:br|gz)$/, "data:text/javascript,export default new ArrayBuffer(0)"],
  [/dist\/.*\.json$/, "data:text/javascript,export default { hash: '0', integrity: '', modules: {} }"],
];

/** An object's class as the namespace makes it. */
export type ObjectClass = new (ctx: unknown, env: unknown) => object;

/** What Cloudflare would call. */
interface Application {
  readonly routes: readonly { method: string; path: string }[];
  fetch(request: Request, env: unknown, context: unknown): Promise<Response>;
}

export interface WorkerModules {
  /** A new isolate's application: what it keeps in memory is its own. */
  createApp(): Application;
  /** The watchdog, as Cloudflare's clock would call it. */
  scheduled(event: unknown, env: unknown): Promise<void>;
  classes: Record<"LEDGER" | "SHIELD" | "BUTTONS" | "DESK" | "SCRIPTS", ObjectClass>;
}

interface Exports extends Record<"ButtonsRecord" | "Desk" | "Ledger" | "PastScripts" | "Shield", ObjectClass> {
  default: Pick<WorkerModules, "scheduled">;
}

/** The objects that `worker/index.ts` exports, and the application it makes. */
export async function loadWorker(): Promise<WorkerModules> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const place = places.find(([wanted]) => wanted.test(specifier) && context.parentURL?.includes("/worker/"));
      return place ? { url: place[1], shortCircuit: true } : next(specifier, context);
    },
  });
  // Not a literal: these modules are typed for workerd, by the Worker's own configuration.
  const entry = new URL("../../worker/index.ts", import.meta.url).href;
  const { default: worker, ButtonsRecord, Desk, Ledger, PastScripts, Shield } = (await import(entry)) as Exports;
  const { createApp } = (await import(new URL("../../worker/app.ts", import.meta.url).href)) as WorkerModules;
  hooks.deregister();
  return {
    createApp,
    scheduled: worker.scheduled,
    classes: { BUTTONS: ButtonsRecord, DESK: Desk, LEDGER: Ledger, SCRIPTS: PastScripts, SHIELD: Shield },
  };
}
