/**
 * The number of a call that is only kept as a hash: sealed with its message until that is sent, and after that in
 * the provider's own rows. It is kept nowhere.
 */
import { type Keys, unseal } from "../crypto.ts";
import { numbersInLists } from "../ledger/told/numbers-in-lists.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Remote } from "../remote.ts";
import { providerFault } from "../sipnet/provider-fault.ts";
import type { Sipnet } from "../sipnet/client.ts";
import { now } from "../time/clock.ts";
import { dayMs } from "../time/durations.ts";

export interface CalledNumberNeeds {
  keys(): Promise<Keys>;
  sipnet: Sipnet;
  ledger(): Remote<Ledger>;
  countries: readonly string[];
}

/** Calls this old are asked for no more. */
const lookBackMs = 7 * dayMs;

export class CalledNumber {
  readonly #needs: CalledNumberNeeds;

  constructor(needs: CalledNumberNeeds) {
    this.#needs = needs;
  }

  /** E.164; null where nobody has it any more. */
  async find(hash: string, sealed: string | null = null): Promise<string | null> {
    const { keys, ledger, countries } = this.#needs;
    const known = sealed === null ? null : await unseal((await keys()).message, sealed);
    if (known !== null) return known;
    const overdue = await ledger().reports.overduePhones();
    return (
      overdue[hash] ?? (await numbersInLists((await keys()).number, await this.#lists(), countries)).get(hash) ?? null
    );
  }

  async #lists() {
    const { sipnet } = this.#needs;
    const period = { d1: new Date(now() - lookBackMs), d2: new Date(now()), showchild: true };
    const [calls2, attempts] = await Promise.all([
      orNothing(sipnet.call("calls2", period).then(({ calls }) => calls)),
      orNothing(sipnet.call("attempts", period).then((answer) => answer.attempts)),
    ]);
    return { calls2, attempts };
  }
}

async function orNothing<Row>(list: Promise<Row[]>): Promise<Row[]> {
  try {
    return await list;
  } catch (error) {
    providerFault(error);
    return [];
  }
}
