/** A page that acts for the main account or one below it. */
import type { OperationName, Params } from "../../sipnet/operations.ts";
import { type Answer, sipnet } from "../api.ts";
import { View } from "../view.ts";

export class ActingView extends View {
  static override properties = { ...View.properties, acting: {} };
  declare acting: string | undefined;

  /** Asks the provider for whoever the page acts for. */
  protected ask<Name extends OperationName, const Given extends Params<Name>>(
    operation: Name,
    params: Given,
  ): Promise<Answer<Name, Given>> {
    return sipnet(operation, params, this.acting);
  }
}
