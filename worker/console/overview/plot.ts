/**
 * Bars of what became of calls, drawn by uPlot, which is loaded when the first plot is. The same
 * figures stand in a table for whoever does not see the drawing.
 */
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type UPlot from "uplot";
import type { Counts } from "../../contract/owner-calls.ts";
import type { Bar, Layer } from "./bars.ts";
import { number } from "../words.ts";
import { words } from "../words/overview.ts";

const heightPx = 180;

/** What became of those who asked: talked at the bottom, missed above, and above them who was refused. */
const outcomes = (): Layer[] => [
  {
    label: words().refused,
    colour: "--bar-refused",
    count: ({ refused }) => refused,
    height: ({ talked, missed, refused }) => talked + missed + refused,
  },
  {
    label: words().missed,
    colour: "--bar-missed",
    count: ({ missed }) => missed,
    height: ({ talked, missed }) => talked + missed,
  },
  { label: words().talked, colour: "--bar-talked", count: ({ talked }) => talked, height: ({ talked }) => talked },
];

/** @element call-plot */
class CallPlot extends LitElement {
  static override properties = { heading: {}, bars: { attribute: false }, layers: { attribute: false } };
  declare heading: string;
  declare bars: readonly Bar[];
  declare layers: readonly Layer[];
  #plot: UPlot | undefined;
  #resize = new ResizeObserver(() => this.#plot?.setSize({ width: this.#width, height: heightPx }));
  #scheme = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    super();
    this.layers = outcomes();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
    this.#scheme.addEventListener("change", this.#draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#scheme.removeEventListener("change", this.#draw);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  protected override render(): TemplateResult {
    const columns: [string, keyof Counts][] = [
      [words().asked, "asked"],
      [words().answered, "answered"],
      [words().talked, "talked"],
      [words().missed, "missed"],
      [words().refused, "refused"],
    ];
    return html`<figure>
      <figcaption>${this.heading}</figcaption>
      <div class="drawing" aria-hidden="true"></div>
      <details>
        <summary>${words().asFigures}</summary>
        <div class="wide" tabindex="0" role="group" aria-label=${this.heading}>
          <table>
            <thead>
              <tr>
                <th scope="col">${this.heading}</th>
                ${columns.map(([label]) => html`<th scope="col">${label}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${this.bars.map(
                (bar) =>
                  html`<tr>
                    <th scope="row">${bar.name}</th>
                    ${columns.map(([, key]) => html`<td>${number(bar[key])}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>`;
  }

  protected override updated(_changed: PropertyValues): void {
    void this.#draw();
  }

  get #width(): number {
    return Math.max(200, this.querySelector("figure")?.clientWidth ?? 300);
  }

  #draw = async (): Promise<void> => {
    const { drawBars } = await import("./bars.ts");
    const place = this.querySelector<HTMLElement>(".drawing");
    if (!this.isConnected || !place) return;
    this.#plot?.destroy();
    this.#plot = drawBars(place, this, { width: this.#width, height: heightPx });
  };
}

customElements.define("call-plot", CallPlot);
