/** What not every visitor needs, loaded once this one does. A call can be had without any of it. */
import { html } from "lit";
import { ask } from "../call/api.ts";
import type { Extra, ExtraHost, Kit } from "./extra.ts";

export type LoadExtra = () => Promise<{ default: (kit: Kit) => Extra }>;

export class Extras {
  #host: ExtraHost;
  #asked = new Set<LoadExtra>();
  /** What has come by now. */
  extras: Extra[] = [];

  constructor(host: ExtraHost) {
    this.#host = host;
  }

  /** Asks once, whatever comes of it. */
  async bring(load: LoadExtra): Promise<void> {
    if (this.#asked.has(load)) return;
    this.#asked.add(load);
    const module = await load().catch(() => undefined);
    if (module) this.extras.push(module.default({ host: this.#host, html, ask }));
    this.#host.requestUpdate();
  }
}
