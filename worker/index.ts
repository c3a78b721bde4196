/** The composition root: what Cloudflare runs, put together from the rest. */
import { createApp } from "./app.ts";
import { log, nameOf } from "./log.ts";
import { buttonsOf, deskOf, ledgerOf, scriptsOf, type Env } from "./objects.ts";
import { KnownScripts } from "./scripts/known-scripts.ts";

export { ButtonsRecord } from "./buttons/buttons-record.ts";
export { Desk } from "./desk/desk.ts";
export { Ledger } from "./ledger/ledger.ts";
export { PastScripts } from "./scripts/past-scripts.ts";
export { Shield } from "./safety/shield/shield.ts";

const scripts = new KnownScripts();
const app = createApp(scripts);

export default {
  fetch: app.fetch,
  /** The watchdog: an alarm that was lost is set again. One object that fails does not keep the others asleep. */
  async scheduled(_event, env) {
    // Also where nobody has asked for a script yet: a page may name one by then.
    const kept = scripts.keep(() => scriptsOf(env));
    const woken = await Promise.allSettled([ledgerOf(env).wake(), buttonsOf(env).wake(), deskOf(env).wake()]);
    await kept;
    const failed = woken.filter((each) => each.status === "rejected");
    for (const { reason } of failed) log({ event: "wake-failed", because: nameOf(reason) });
    // Whoever knocked must hear of it: the platform's list of runs, or the own server's watchdog.
    if (failed.length > 0) throw new Error("An object could not be woken");
  },
} satisfies ExportedHandler<Env>;
