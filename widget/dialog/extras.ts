/** What not every visitor needs, loaded once this one does. A call can be had without any of it. */
import { adoptStyles, type CSSResult, html, unsafeCSS } from "lit";
import { ask } from "../call/api.ts";
import type { Comfort, Extra, ExtraHost, ExtraName, Kit, LoadedExtras } from "./extra.ts";
import { handset } from "./handset.ts";
import { partsOf, prefixOf } from "./phone-field.ts";

type Load<Made> = () => Promise<{ default: (kit: Kit) => Made }>;

export interface ExtraLoads {
  comfort: Load<Comfort>;
  later: Load<Extra>;
  departments: Load<Extra>;
}

/** In the place of what could not be had. */
const lost: Extra = { render: ({ words }) => html`<p part="error">${words.lost}</p>` };

/** The class of a button. */
interface Kind {
  elementStyles: CSSResult[];
  extras: ExtraLoads;
}

export class Extras {
  #kind: Kind;
  #kit: Kit;
  #asked = new Set<ExtraName>();
  /** Style sheets, the button's own among them. */
  worn: CSSResult[];
  /** What has come by now. */
  loaded: LoadedExtras = {};

  constructor(host: ExtraHost) {
    this.#kind = host.constructor as unknown as Kind;
    this.worn = this.#kind.elementStyles;
    const wear = (styles: string): void => {
      const sheet = unsafeCSS(styles);
      this.worn = [...this.worn, sheet];
      // Beside those that somebody else gave it.
      if (host.shadowRoot) adoptStyles(host.shadowRoot, [...(host.shadowRoot.adoptedStyleSheets ?? []), sheet]);
    };
    this.#kit = { host, html, ask, handset, partsOf, prefixOf, wear };
  }

  /** Asks once, whatever comes of it. */
  async bring(name: ExtraName): Promise<void> {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    const extra = await this.#kind.extras[name]().then(
      (module) => module.default(this.#kit),
      () => undefined,
    );
    // The network is gone, or a deployment took the module with it. A call is none the worse without comfort.
    if (extra) Object.assign(this.loaded, { [name]: extra });
    else if (name !== "comfort") Object.assign(this.loaded, { [name]: lost, isLost: true });
    this.#kit.host.requestUpdate();
  }
}
