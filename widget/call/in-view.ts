/** Which buttons can be seen where they stand: a floating one steps aside meanwhile, since one way to call is enough. */
import type { CallHost } from "./call-host.ts";

export class InView {
  #seen = new Set<CallHost>();
  #observer: IntersectionObserver | undefined;

  constructor(changed: () => unknown) {
    // What only pretends to be a browser sees nothing.
    this.#observer =
      globalThis.IntersectionObserver &&
      new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries)
          this.#seen[isIntersecting ? "add" : "delete"](target as CallHost);
        changed();
      });
  }

  watch(host: CallHost): void {
    this.#observer?.observe(host);
  }

  forget(host: CallHost): void {
    this.#observer?.unobserve(host);
    this.#seen.delete(host);
  }

  hasTwin({ button }: CallHost): boolean {
    return [...this.#seen].some((host) => host.mode !== "floating" && host.button === button);
  }
}
