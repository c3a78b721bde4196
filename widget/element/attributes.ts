/** What markup can say of the elements and hear from them: the types for every framework are made of it. */
import type { CallButton } from "./call-button.ts";
import type { CallSettings } from "./call-settings.ts";

export interface CallButtonAttributes {
  /** The record's cid. */
  button?: string | undefined;
  /** Origin of the Worker; an npm build has no other way to know it. */
  endpoint?: string | undefined;
  lang?: string | undefined;
  mode?: "inline" | "floating" | undefined;
  /** Which corner of the screen when floating: `bottom-right`, `top-left` and the like. */
  placement?: string | undefined;
  label?: string | undefined;
  /** Any CSS colour, instead of the record's. */
  color?: string | undefined;
}

export interface CallSettingsAttributes {
  endpoint?: string | undefined;
  lang?: string | undefined;
}

export type CallEventName = Extract<keyof HTMLElementEventMap, `sipnet-${string}`>;

/** Listeners as React 19 and Svelte 5 name them, `onsipnet-call-state` for one. */
export type CallListeners = {
  [Name in CallEventName as `on${Name}`]?: ((event: HTMLElementEventMap[Name]) => void) | undefined;
};

declare global {
  interface HTMLElementTagNameMap {
    "sipnet-call-button": CallButton;
    "sipnet-call-settings": CallSettings;
  }
}
