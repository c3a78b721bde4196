/**
 * A list of any length in a box: only the rows in sight are on the page. Rows are all of one height,
 * so that where each stands is known without measuring.
 */
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

const spareRows = 8;

export interface Column<Row> {
  title: string;
  /** How wide beside the others: a track of CSS grid. */
  width: string;
  cell(row: Row): unknown;
}

/** @element virtual-rows */
class VirtualRows<Row extends { key: string }> extends LitElement {
  static override properties = {
    label: {},
    rows: { attribute: false },
    columns: { attribute: false },
    rowPx: { attribute: false },
    topPx: { state: true },
    boxPx: { state: true },
  };
  declare label: string;
  declare rows: readonly Row[];
  declare columns: readonly Column<Row>[];
  declare rowPx: number;
  declare topPx: number;
  declare boxPx: number;
  #resize = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.rowPx = 52;
    this.topPx = 0;
    this.boxPx = 600;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override updated(changed: PropertyValues): void {
    const tracks = this.columns.map(({ width }) => width).join(" ");
    this.style.setProperty("--tracks", tracks);
    this.style.setProperty("--row", `${this.rowPx}px`);
    if (changed.has("rows")) this.#measure();
  }

  protected override render(): TemplateResult {
    const { rows, rowPx, columns } = this;
    const first = Math.max(0, Math.floor(this.topPx / rowPx) - spareRows);
    const shown = rows.slice(first, Math.ceil((this.topPx + this.boxPx) / rowPx) + spareRows);
    const below = rows.length - first - shown.length;
    return html`<div
      class="table"
      role="table"
      aria-label=${this.label}
      aria-rowcount=${rows.length + 1}
      tabindex="0"
      @scroll=${this.#onScroll}
    >
      <div class="tr head" role="row" aria-rowindex="1">
        ${columns.map(({ title }) => html`<span role="columnheader">${title}</span>`)}
      </div>
      <div role="presentation" .style=${`height:${first * rowPx}px`}></div>
      ${repeat(
        shown,
        ({ key }) => key,
        (row, index) =>
          html`<div class="tr" role="row" aria-rowindex=${first + index + 2}>
            ${columns.map(({ title, cell }) => html`<span role="cell" data-title=${title}>${cell(row)}</span>`)}
          </div>`,
      )}
      <div role="presentation" .style=${`height:${below * rowPx}px`}></div>
    </div>`;
  }

  #onScroll(event: Event): void {
    this.topPx = (event.currentTarget as HTMLElement).scrollTop;
  }

  #measure(): void {
    const box = this.querySelector(".table");
    if (box) this.boxPx = box.clientHeight;
    // On phones a row is a card: three lines instead of one.
    this.rowPx = this.clientWidth < 640 ? 104 : 52;
  }
}

customElements.define("virtual-rows", VirtualRows);
