/** The real element of the widget, showing a record that is still being edited. */
import type { ButtonView } from "../../contract/visitor.ts";
import { CallButton } from "../../../widget/element.ts";

/** @element sipnet-call-button */
class PreviewButton extends CallButton {
  /** Without a button of its own it asks nobody for a record: it has ours. */
  set view(view: ButtonView) {
    this.record = view;
    this.requestUpdate();
  }

  /** Calls come from the owner's site, not from here. */
  override show(): boolean {
    return false;
  }
}

customElements.define("sipnet-call-button", PreviewButton);
