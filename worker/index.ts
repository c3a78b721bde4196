/** The composition root: what Cloudflare runs, put together from the rest. */
import { createApp } from "./app.ts";
import { ledgerOf, type Env } from "./objects.ts";

export { ButtonsRecord } from "./buttons/buttons-record.ts";
export { Desk } from "./desk/desk.ts";
export { Ledger } from "./ledger/ledger.ts";
export { Shield } from "./safety/shield.ts";

const app = createApp();

export default {
  fetch: app.fetch,
  /** The watchdog: an alarm that was lost is set again. */
  async scheduled(_event, env) {
    await ledgerOf(env).wake();
  },
} satisfies ExportedHandler<Env>;
