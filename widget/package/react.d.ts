/** JSX of React 19: `"types": ["sipnet-call-button/react"]` in tsconfig.json. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CallButtonAttributes, CallListeners, CallSettingsAttributes } from "../element/attributes.ts";
import type { CallButton, CallSettings } from "../element.ts";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "sipnet-call-button": DetailedHTMLProps<HTMLAttributes<CallButton>, CallButton> &
        CallButtonAttributes &
        CallListeners;
      "sipnet-call-settings": DetailedHTMLProps<HTMLAttributes<CallSettings>, CallSettings> &
        CallSettingsAttributes &
        CallListeners;
    }
  }
}
