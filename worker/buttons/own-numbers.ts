/** The account's own numbers: of its buttons, its agents and those that calls come from. */
import { readOwnPhone } from "../numbers/own-phone.ts";
import type { Sipnet } from "../sipnet/client.ts";
import type { StoredValues } from "../storage.ts";
import { numbersAmong } from "./reach.ts";

export interface OwnPhones {
  /** How many buttons there are. */
  buttons: number;
  /** E.164 */
  numbers: string[];
  /** SIP ids and `SIPID@domain`. */
  addresses: string[];
  callerId: string | null;
}

export interface OwnNumbersNeeds {
  sipnet: Sipnet;
  values: StoredValues;
  countries: readonly string[];
  /** Phones of buttons and agents, as they are written. */
  phones(): string[];
}

export class OwnNumbers {
  readonly #needs: OwnNumbersNeeds;
  /** Read once after each change: an account may have thousands of phones. */
  #known: string[] | null = null;

  constructor(needs: OwnNumbersNeeds) {
    this.#needs = needs;
  }

  /** E.164, each once. */
  all(): string[] {
    const { values, countries, phones } = this.#needs;
    return (this.#known ??= numbersAmong([...phones(), ...values.get<string[]>("callerNumbers", [])], countries));
  }

  /** The number that calls come from. */
  callerId(): string | null {
    return this.#needs.values.get<string | null>("callerId", null);
  }

  /** After a change of buttons or caller numbers. */
  forget(): void {
    this.#known = null;
  }

  /** Reads the caller numbers. @throws what the client throws */
  async pull(): Promise<void> {
    const { sipnet, values, countries } = this.#needs;
    const { phones } = await sipnet.call("aninnumbers", { action: "list" });
    const caller = phones.find(({ isDefault }) => isDefault) ?? phones[0];
    const read = caller && readOwnPhone(caller.phone, countries);
    values.set("callerId", read?.kind === "number" ? read.e164 : null);
    values.set(
      "callerNumbers",
      phones.map(({ phone }) => phone),
    );
    this.forget();
  }
}
