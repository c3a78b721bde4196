/**
 * An element whose attributes are its state, drawn once for any number of changes. Lit's base class, which does a
 * great deal more, would be a quarter of what a visitor may load.
 */

// Where a server imports the package there are no elements, and nothing makes one: it must not throw for that.
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

export abstract class DrawnElement extends Base {
  static observedAttributes: readonly string[] = [];
  #due = false;

  /** Gives every attribute the property of its name, so that it doesn't matter which of them a framework sets. */
  protected static reflect(): void {
    for (const name of this.observedAttributes)
      if (!(name in this.prototype))
        Object.defineProperty(this.prototype, name, {
          get(this: HTMLElement) {
            return this.getAttribute(name) ?? undefined;
          },
          set(this: HTMLElement, value: string | null | undefined) {
            if (value === undefined || value === null) this.removeAttribute(name);
            else this.setAttribute(name, value);
          },
        });
  }

  connectedCallback(): void {
    // What was set before the element was defined hides the property of the same name.
    for (const name of (this.constructor as typeof DrawnElement).observedAttributes) {
      const own = Object.getOwnPropertyDescriptor(this, name);
      if (!own) continue;
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, own.value);
    }
    this.requestUpdate();
  }

  attributeChangedCallback(): void {
    this.requestUpdate();
  }

  /** Has the element drawn again before the browser paints; once it is on a page. */
  requestUpdate(): void {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.isConnected) this.update();
    });
  }

  protected abstract update(): void;
}
