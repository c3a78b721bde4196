/** What not every visitor needs, loaded once this one does. A call can be had without any of it. */
import { html } from "lit/html.js";
import { ask } from "./api.ts";
import type { Companion, CompanionHost, Kit } from "./companion.ts";

export type Load = () => Promise<{ default: (kit: Kit) => Companion }>;

export class AfterClick {
  #host: CompanionHost;
  #asked = new Set<Load>();
  /** What has come by now. */
  companions: Companion[] = [];

  constructor(host: CompanionHost) {
    this.#host = host;
  }

  /** Asks once, whatever comes of it. */
  async bring(load: Load | undefined): Promise<void> {
    if (!load || this.#asked.has(load)) return;
    this.#asked.add(load);
    const module = await load().catch(() => undefined);
    if (module) this.companions.push(module.default({ host: this.#host, html, ask }));
    this.#host.requestUpdate();
  }
}
