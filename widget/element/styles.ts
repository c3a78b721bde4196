/**
 * Looks of the button. Canvas and CanvasText follow the page's `color-scheme` by themselves. Text on an owner's colour
 * is black or white, whichever stands out more (WCAG 2.2, section 1.4.3): they do alike where luminance, the `y` of
 * XYZ, is 0.179. Asking the page for its computed style instead would cost a layout.
 */
import { css } from "lit";
import { sheetStyles } from "../dialog/styles.ts";

/**
 * As high with the link as with the button: what follows stays where it is. Nothing of the page's text comes in, but
 * what a theme means for all of it.
 */
const host = css`
  :host {
    display: inline-block;
    min-height: 48px;
    vertical-align: middle;
  }
  :host([hidden]) {
    display: none;
  }
  @media screen {
    :host([mode="floating"]) {
      position: fixed;
      z-index: var(--sipnet-z-index, 9999);
      right: 0;
      bottom: 0;
      margin: max(var(--sipnet-offset, 20px), env(safe-area-inset-top))
        max(var(--sipnet-offset, 20px), env(safe-area-inset-right))
        max(var(--sipnet-offset, 20px), env(safe-area-inset-bottom))
        max(var(--sipnet-offset, 20px), env(safe-area-inset-left));
    }
  }
  :host([placement$="left"]) {
    right: auto;
    left: 0;
  }
  :host([placement^="top"]) {
    bottom: auto;
    top: 0;
  }
  section {
    all: initial;
    display: block;
    color-scheme: inherit;
    visibility: inherit;
    cursor: inherit;
    overflow-wrap: anywhere;
    font: 16px/1.4 var(--sipnet-font, system-ui, sans-serif);
    --sipnet-fill: var(--sipnet-color, var(--sipnet-record-color));
    --sipnet-channel: calc((0.179 - y) * 1e9);
    --sipnet-on-fill: var(
      --sipnet-text-color,
      color(from var(--sipnet-fill) xyz var(--sipnet-channel) var(--sipnet-channel) var(--sipnet-channel))
    );
    accent-color: var(--sipnet-fill);
  }
  section * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
    font: inherit;
  }
  @media print {
    section {
      display: none;
    }
    slot[hidden] {
      display: contents;
    }
  }
`;

const button = css`
  button,
  [part="link"] {
    min-height: 48px;
    padding: 8px 20px;
    border: 1px solid #0000;
    border-radius: var(--sipnet-radius, 99px);
    background: var(--sipnet-fill);
    color: var(--sipnet-on-fill);
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.08);
  }
  :focus-visible {
    outline: 3px solid var(--sipnet-focus, var(--sipnet-fill));
    outline-offset: 2px;
  }
  [part="button"] {
    display: flex;
    align-items: center;
    gap: 10px;
    text-align: start;
  }
  .live span::before {
    content: "● ";
  }
  svg {
    flex: none;
    width: 24px;
    fill: currentcolor;
  }
  .design-3 {
    padding: 2px 20px 2px 2px;
    background: var(--sipnet-surface, canvas);
    color: var(--sipnet-on-surface, canvastext);
    border-color: var(--sipnet-border, #8888);
  }
  .design-3 svg {
    width: 42px;
    padding: 9px;
    border-radius: var(--sipnet-radius, 99px);
    background: var(--sipnet-fill);
    color: var(--sipnet-on-fill);
  }
`;

export const styles = [host, button, sheetStyles];
