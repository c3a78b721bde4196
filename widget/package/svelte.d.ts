/** Markup of Svelte 5: `"types": ["sipnet-call-button/svelte"]` in tsconfig.json. */
import type { HTMLAttributes } from "svelte/elements";
import type { CallButtonAttributes, CallListeners, CallSettingsAttributes } from "../element/attributes.ts";
import type { CallButton, CallSettings } from "../element.ts";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "sipnet-call-button": HTMLAttributes<CallButton> & CallButtonAttributes & CallListeners;
    "sipnet-call-settings": HTMLAttributes<CallSettings> & CallSettingsAttributes & CallListeners;
  }
}
