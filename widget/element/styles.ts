import { css } from "lit";

/**
 * Looks of the button and its dialog. Canvas and CanvasText follow `color-scheme` by themselves. Text on an
 * owner's colour is black or white, whichever stands out more (WCAG 2.2, section 1.4.3): they do alike where
 * luminance, the `y` of XYZ, is 0.179. Asking the page for its computed style instead would cost a layout.
 */
export const styles = css`
  :host {
    display: inline-block;
    min-height: 48px;
    vertical-align: middle;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  @media screen {
    :host([mode="floating"]) {
      position: fixed;
      z-index: var(--sipnet-z-index, 9999);
      right: 0;
      bottom: 0;
      margin: var(--sipnet-offset, 20px);
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
    display: contents;
    font: 16px/1.4 var(--sipnet-font, system-ui, sans-serif);
    --sipnet-fill: var(--sipnet-color, var(--sipnet-record-color));
    --sipnet-channel: calc((0.179 - y) * 1e9);
    --sipnet-on-fill: var(
      --sipnet-text-color,
      color(from var(--sipnet-fill) xyz var(--sipnet-channel) var(--sipnet-channel) var(--sipnet-channel))
    );
    accent-color: var(--sipnet-fill);
  }
  @supports not (color: color(from red xyz x y z)) {
    section {
      --sipnet-on-fill: var(--sipnet-text-color, #fff);
    }
  }
  section * {
    box-sizing: border-box;
    font: inherit;
  }
  button {
    min-height: 48px;
    padding: 8px 20px;
    border: 1px solid #0000;
    border-radius: var(--sipnet-radius, 99px);
    background: var(--sipnet-fill);
    color: var(--sipnet-on-fill);
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.1);
  }
  [part="button"] {
    display: flex;
    align-items: center;
    gap: 10px;
    text-align: start;
  }
  svg {
    width: 24px;
    fill: currentcolor;
  }
  .design-3 {
    padding: 2px 20px 2px 2px;
    background: canvas;
    color: canvastext;
    border-color: #8888;
  }
  .design-3 svg {
    width: 42px;
    padding: 9px;
    border-radius: 99px;
    background: var(--sipnet-fill);
    color: var(--sipnet-on-fill);
  }
  dialog {
    width: min(380px, 100% - 24px);
    padding: 0;
    border: 1px solid #8884;
    border-radius: 20px;
    color-scheme: light dark;
  }
  dialog::backdrop {
    background: #0009;
  }
  dialog:not(:modal) {
    position: fixed;
    z-index: 9;
    max-height: calc(100% - 100px);
    overflow: auto;
    inset: auto 12px 88px auto;
    margin: 0;
    box-shadow: 0 8px 40px #0004;
  }
  :host([placement$="left"]) dialog:not(:modal) {
    right: auto;
    left: 12px;
  }
  [popover] {
    display: contents;
  }
  form {
    display: grid;
    gap: 16px;
    padding: 24px;
  }
  [popover],
  h2,
  p,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  h2 {
    font-size: 20px;
    font-weight: 600;
  }
  .refused {
    color: color-mix(in srgb, red 60%, canvastext);
  }
  input {
    width: 20px;
    height: 20px;
  }
  [part="phone"],
  select {
    width: 100%;
    height: 52px;
    padding: 0 16px;
    border: 1px solid gray;
    border-radius: 12px;
    background: canvas;
    color: canvastext;
    font-size: 20px;
  }
  [type="button"] {
    margin: -6px 0;
    background: none;
    color: inherit;
  }
  .legs {
    display: flex;
    gap: 8px;
    justify-content: space-between;
  }
  fieldset button {
    width: 100%;
  }
  .legs label {
    padding: 12px 0;
  }
  b {
    flex: 1;
    padding-top: 6px;
    border-top: 4px solid #8886;
    font-size: 14px;
  }
  b:is(.answered, .ringing) {
    border-color: var(--sipnet-fill);
    font-weight: 600;
  }
  @media (prefers-reduced-motion: no-preference) {
    b.ringing {
      animation: ring 0.8s infinite alternate;
    }
  }
  @keyframes ring {
    to {
      border-color: #8886;
    }
  }
  @media print {
    section {
      display: none;
    }
    slot[hidden] {
      display: contents !important;
    }
  }
`;
