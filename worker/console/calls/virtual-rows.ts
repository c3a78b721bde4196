/**
 * A list of any length in a box: only the rows in sight are on the page. Rows are all of one height, and so is
 * what may stand below one of them, so that where each stands is known without measuring.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

const spareRows = 8;
const belowPx = 64;

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
    opened: { attribute: false },
    below: { attribute: false },
    rowPx: { attribute: false },
    topPx: { state: true },
    boxPx: { state: true },
  };
  declare label: string;
  declare rows: readonly Row[];
  declare columns: readonly Column<Row>[];
  /** Key of the row that `below` stands under; it stays on the page when that is out of sight. */
  declare opened: string | undefined;
  declare below: unknown;
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
    const opened = this.opened === undefined ? -1 : rows.findIndex(({ key }) => key === this.opened);
    const gapBefore = (index: number): number => (opened >= 0 && opened < index ? belowPx : 0);
    const topPx = this.topPx - gapBefore(Math.floor(this.topPx / rowPx));
    const first = Math.max(0, Math.floor(topPx / rowPx) - spareRows);
    const shown = rows.slice(first, Math.ceil((topPx + this.boxPx) / rowPx) + spareRows);
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
      <div role="presentation" .style=${`height:${first * rowPx + gapBefore(first)}px`}></div>
      ${repeat(
        shown,
        ({ key }) => key,
        (row, index) =>
          html`<div
            class="tr ${first + index === opened ? "opened" : ""}"
            role="row"
            aria-rowindex=${first + index + 2}
            data-key=${row.key}
          >
            ${columns.map(({ title, cell }) => html`<span role="cell" data-title=${title}>${cell(row)}</span>`)}
          </div>`,
      )}
      <div
        role="presentation"
        .style=${`height:${below * rowPx + (opened < first + shown.length ? 0 : belowPx)}px`}
      ></div>
      ${
        opened < 0
          ? nothing
          : html`<div class="below" role="row" .style=${`--after:${opened + 1};height:${belowPx}px`}>
              <span role="cell">${this.below}</span>
            </div>`
      }
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
