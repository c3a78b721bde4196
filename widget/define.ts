/** Gives the elements their names, once a page however often the script is loaded. */
import { CallButton } from "./element/call-button.ts";
import { CallSettings } from "./element/call-settings.ts";

/** @param endpoint - the Worker that buttons without one of their own ask */
export function define(endpoint?: string): void {
  const { customElements } = globalThis;
  // Neither Node nor a page that has the elements already needs them.
  if (!customElements || customElements.get("sipnet-call-button")) return;
  CallButton.endpoint = endpoint;
  customElements.define("sipnet-call-settings", CallSettings);
  customElements.define("sipnet-call-button", CallButton);
}
