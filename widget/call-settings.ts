/**
 * Settings for every button inside: one Worker, one language, said once. Speaks the context protocol
 * by `@lit/context`'s event alone; its controllers would be a twentieth of what a visitor loads.
 */
import { ContextEvent, createContext } from "@lit/context";
import { DrawnElement } from "./drawn-element.ts";
import { pageCall } from "./page-call.ts";

export interface Settings {
  endpoint: string | undefined;
  lang: string;
}

const settingsContext = createContext<Settings>("sipnet-call-settings");

/** What the nearest settings around an element say. */
export function settingsOf(element: HTMLElement): Settings | undefined {
  let found: Settings | undefined;
  element.dispatchEvent(new ContextEvent(settingsContext, element, (settings) => (found = settings)));
  return found;
}

/**
 * @element sipnet-call-settings
 * @attr endpoint - the Worker's origin
 * @attr lang - `ru` or `en`
 */
export class CallSettings extends DrawnElement implements Settings {
  static override observedAttributes = ["endpoint", "lang"];
  declare endpoint: string | undefined;

  static {
    this.reflect();
  }

  constructor() {
    super();
    this.addEventListener("context-request", (event) => this.#onRequest(event as ContextEvent<typeof settingsContext>));
  }

  /** Draws nothing itself: the buttons inside do. */
  protected update(): void {
    pageCall.update();
  }

  #onRequest(event: ContextEvent<typeof settingsContext>): void {
    if (event.context !== settingsContext) return;
    event.stopPropagation();
    event.callback(this);
  }
}
