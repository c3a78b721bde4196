/** SIPNET's `webbuttons` as the synchronization wants it. API document, section 6.8. */
import { sharedNames, sharedOf } from "./button.ts";
import type { SharedFields } from "../contract/button.ts";
import type { ButtonProvider } from "./sync.ts";
import { providerFault } from "../sipnet/provider-fault.ts";
import type { Sipnet } from "../sipnet/client.ts";
import { isUnsendable, unreadWritings, type WebButton } from "../sipnet/readers.ts";
import { SipnetError, SipnetMisused } from "../sipnet/sipnet-error.ts";

export function sipnetButtons(sipnet: Sipnet): ButtonProvider {
  /** Of the latest list, which is read before every write. */
  let listed = new Map<string, WebButton>();
  return {
    async list() {
      const { buttons } = await sipnet.call("webbuttons", { action: "list" });
      listed = new Map(buttons.map((button) => [button.cid, button]));
      return new Map(buttons.map((button) => [button.cid, sharedOf(button)]));
    },
    // Every field, always: one that is left out falls back to the provider's default.
    async add(mine) {
      const { cid, buttons } = await sipnet.call("webbuttons", { action: "add", ...mine });
      return { cid, record: recordOf(cid, buttons) ?? mine };
    },
    async update(cid, mine) {
      const { buttons } = await sipnet.call("webbuttons", {
        action: "update",
        cid,
        ...withUntouched(mine, listed.get(cid)),
      });
      return recordOf(cid, buttons) ?? mine;
    },
    async remove(cid) {
      await sipnet.call("webbuttons", { action: "delete", cid });
    },
    neverLeft: (error) => error instanceof SipnetError && !error.maybePlaced,
    isRefusal: (error) => providerFault(error).kind !== "unreachable",
  };
}

/**
 * What the owner did not touch goes back as it came: a design in words would be reset by the number that
 * stands for it here, and a text longer than we would send is still the provider's own.
 * @throws SipnetMisused for what came in a shape that can't be sent: without a phone the account's own would ring
 */
function withUntouched(mine: SharedFields, theirs: WebButton | undefined) {
  if (!theirs) return mine;
  const lost = sharedNames.find((name) => mine[name] === theirs[name] && isUnsendable(theirs.raw, name));
  if (lost !== undefined)
    throw new SipnetMisused(lost, "SIPNET writes it so that it can't be read and would be emptied: set it as well");
  const written = { ...sharedOf(theirs), ...unreadWritings(theirs.raw) };
  const untouched = sharedNames.filter((name) => mine[name] === theirs[name] && typeof written[name] === "string");
  return { ...mine, ...Object.fromEntries(untouched.map((name) => [name, { asCame: String(written[name]) }])) };
}

/** What the provider made of it, where it says so. */
function recordOf(cid: string, buttons: WebButton[]): SharedFields | null {
  const saved = buttons.find((button) => button.cid === cid);
  return saved ? sharedOf(saved) : null;
}
