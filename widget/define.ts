/** Gives the elements their names, once a page however often the script is loaded. */
import { giveBack } from "./element/natives.ts";
import { CallButton } from "./element/call-button.ts";
import { advise } from "./element/loads.ts";
import { CallSettings } from "./element/call-settings.ts";

/** @param endpoint - the Worker that buttons without one of their own ask */
export function define(endpoint?: string): void {
  const canRender = giveBack();
  const { customElements } = globalThis;
  // Node has none.
  if (!customElements) return;
  const known = customElements.get("sipnet-call-button") as typeof CallButton | undefined;
  // Perhaps a copy from npm, which knows no Worker.
  if (known) known.endpoint ??= endpoint;
  else if (canRender) {
    CallButton.endpoint = endpoint;
    customElements.define("sipnet-call-settings", CallSettings);
    customElements.define("sipnet-call-button", CallButton);
  } else advise();
}
