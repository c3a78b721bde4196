/** SIPNET's `webbuttons` as the synchronization wants it. API document, section 6.8. */
import { sharedOf } from "./button.ts";
import type { SharedFields } from "../contract/button.ts";
import type { ButtonProvider } from "./sync.ts";
import { providerFault } from "../sipnet/provider-fault.ts";
import type { Sipnet } from "../sipnet/client.ts";
import type { WebButton } from "../sipnet/readers.ts";

export function sipnetButtons(sipnet: Sipnet): ButtonProvider {
  return {
    async list() {
      const { buttons } = await sipnet.call("webbuttons", { action: "list" });
      return new Map(buttons.map((button) => [button.cid, sharedOf(button)]));
    },
    // Every field, always: one that is left out falls back to the provider's default.
    async add(mine) {
      const { cid, buttons } = await sipnet.call("webbuttons", { action: "add", ...mine });
      return { cid, record: recordOf(cid, buttons) ?? mine };
    },
    async update(cid, mine) {
      const { buttons } = await sipnet.call("webbuttons", { action: "update", cid, ...mine });
      return recordOf(cid, buttons) ?? mine;
    },
    async remove(cid) {
      await sipnet.call("webbuttons", { action: "delete", cid });
    },
    isRefusal: (error) => providerFault(error).kind !== "unreachable",
  };
}

/** What the provider made of it, where it says so. */
function recordOf(cid: string, buttons: WebButton[]): SharedFields | null {
  const saved = buttons.find((button) => button.cid === cid);
  return saved ? sharedOf(saved) : null;
}
