/** What few pages need before the button looks right: those of old engines, odd ancestors, other documents. */
import type { CSSResult } from "lit";
import type { PlacedHost } from "../call/call-host.ts";

/** In the top layer no ancestor's transform moves what is fixed. */
const adrift = /* css */ `
  section:popover-open {
    position: fixed;
    inset: auto 0 0 auto;
    margin: var(--sipnet-offset, 20px);
  }
  :host([placement$="left"]) section:popover-open {
    right: auto;
    left: 0;
  }
  :host([placement^="top"]) section:popover-open {
    bottom: auto;
    top: 0;
  }
`;

/** WCAG 2.2, section 1.4.3: black and white stand out alike where luminance is 0.179. */
const middle = 0.179;
const shares = [0.2126, 0.7152, 0.0722];

/** Run after each update: what is mended already is left alone. */
export function mend(host: PlacedHost, worn: readonly CSSResult[]): void {
  const { shadowRoot } = host;
  const section = shadowRoot?.querySelector("section");
  if (!shadowRoot || !section) return;
  if (!shadowRoot.adoptedStyleSheets?.length && !shadowRoot.querySelector("style"))
    for (const { cssText } of worn) dress(shadowRoot, cssText);
  if (host.mode === "floating" && !section.popover && isMoved(host)) {
    dress(shadowRoot, adrift);
    section.popover = "manual";
    section.showPopover?.();
  }
  if (!globalThis.CSS?.supports("color", "color(from red xyz x y z)")) readable(section);
}

/** Something above is what fixed things are fixed to. CSS Positioned Layout 3, section 2.1. */
function isMoved({ parentElement, parentNode }: Node): boolean {
  const above = parentElement ?? (parentNode instanceof ShadowRoot ? parentNode.host : null);
  if (!above) return false;
  const { transform, filter, perspective, backdropFilter, contain, willChange, translate, rotate, scale } =
    getComputedStyle(above);
  const turns = [transform, filter, perspective, backdropFilter, translate, rotate, scale];
  return (
    turns.some((value) => value && value !== "none") ||
    /paint|layout|strict|content/.test(contain) ||
    /transform|filter|perspective|contain/.test(willChange) ||
    isMoved(above)
  );
}

/** A style element: other documents take no sheet of ours, and old engines have none to give. */
function dress(root: ShadowRoot, cssText: string): void {
  const style = root.ownerDocument.createElement("style");
  style.textContent = cssText;
  root.append(style);
}

/** Engines without relative colours can't choose between black and white themselves. */
function readable(section: HTMLElement): void {
  // The only property that has the fill on every design.
  const { accentColor } = getComputedStyle(section);
  const channels = (accentColor.match(/[\d.]+/g) ?? []).slice(0, 3).map((channel) => Number(channel) / 255);
  const luminance = channels
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
    .reduce((sum, channel, index) => sum + channel * (shares[index] ?? 0), 0);
  const text = luminance > middle ? "#000" : "#fff";
  section.style.setProperty("--sipnet-on-fill", `var(--sipnet-text-color, ${text})`);
}
