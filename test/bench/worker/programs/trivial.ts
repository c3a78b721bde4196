/** The same configuration with nothing in it: what workerd itself takes to start. */
import { DurableObject } from "cloudflare:workers";

export class Ledger extends DurableObject {}
export class Shield extends DurableObject {}
export class ButtonsRecord extends DurableObject {}
export class Desk extends DurableObject {}
export class PastScripts extends DurableObject {}

export default { fetch: () => new Response("") };
