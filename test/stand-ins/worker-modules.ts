/** Loads the Worker's own modules into Node: only the platform, the clock and the built bytes are put in place. */
import { registerHooks } from "node:module";

const places: [wanted: RegExp, instead: string][] = [
  [/^cloudflare:workers$/, new URL("./cloudflare-in-node.ts", import.meta.url).href],
  [/\/clock\.ts$/, new URL("./hand-clock.ts", import.meta.url).href],
  [/\.(?:br|gz)$/, "data:text/javascript,export default new ArrayBuffer(0)"],
  [/dist\/.*\.json$/, "data:text/javascript,export default { hash: '0', integrity: '', modules: {} }"],
];

/** An object's class as the namespace makes it. */
export type ObjectClass = new (ctx: unknown, env: unknown) => object;

export interface WorkerModules {
  /** What Cloudflare would call. */
  fetch(request: Request, env: unknown, context: unknown): Promise<Response>;
  classes: Record<"LEDGER" | "SHIELD" | "BUTTONS" | "DESK", ObjectClass>;
}

interface Exports extends Record<"ButtonsRecord" | "Desk" | "Ledger" | "Shield", ObjectClass> {
  default: Pick<WorkerModules, "fetch">;
}

/** The Worker as `worker/index.ts` exports it, with an application of its own. */
export async function loadWorker(): Promise<WorkerModules> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const place = places.find(([wanted]) => wanted.test(specifier) && context.parentURL?.includes("/worker/"));
      return place ? { url: place[1], shortCircuit: true } : next(specifier, context);
    },
  });
  // Not a literal: these modules are typed for workerd, by the Worker's own configuration.
  const entry = new URL("../../worker/index.ts", import.meta.url).href;
  const { default: worker, ButtonsRecord, Desk, Ledger, Shield } = (await import(entry)) as Exports;
  hooks.deregister();
  return { fetch: worker.fetch, classes: { BUTTONS: ButtonsRecord, DESK: Desk, LEDGER: Ledger, SHIELD: Shield } };
}
