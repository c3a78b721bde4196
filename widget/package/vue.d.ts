/** Templates of Vue 3: `"types": ["sipnet-call-button/vue"]` in tsconfig.json. */
import type { HTMLAttributes, PublicProps } from "vue";
import type { CallButtonAttributes, CallEventName, CallSettingsAttributes } from "../element/attributes.ts";
import type { CallButton, CallSettings } from "../element.ts";

/** `@sipnet-call-state` and the like. */
type Listeners = {
  [Name in CallEventName as `on${Capitalize<Name>}`]?: ((event: HTMLElementEventMap[Name]) => void) | undefined;
};

type Element<Type, Attributes> = new () => Type & {
  $props: HTMLAttributes & PublicProps & Listeners & Attributes;
};

declare module "vue" {
  interface GlobalComponents {
    "sipnet-call-button": Element<CallButton, CallButtonAttributes>;
    "sipnet-call-settings": Element<CallSettings, CallSettingsAttributes>;
  }
}
