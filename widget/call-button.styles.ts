/** Looks of the button and its dialog. Canvas and CanvasText follow `color-scheme` by themselves. */
import { css } from "lit";

export const styles = css`
  :host {
    display: inline-block;
    vertical-align: middle;
  }
  .root {
    display: contents;
    --c: var(--sipnet-color, var(--r, #0b57d0));
    --o: var(--sipnet-text-color, var(--t, #fff));
    background: var(--c);
  }
  :host([mode="floating"]) {
    position: fixed;
    z-index: var(--sipnet-z-index, 2147483000);
    inset: auto var(--sipnet-offset, 20px) var(--sipnet-offset, 20px) auto;
  }
  :host([mode][placement$="left"]) {
    inset-inline: auto;
    left: var(--sipnet-offset, 20px);
    right: auto;
  }
  :host([mode][placement^="top"]) {
    top: var(--sipnet-offset, 20px);
    bottom: auto;
  }
  * {
    box-sizing: border-box;
  }
  .root,
  button,
  input {
    font: 600 16px/1.25 var(--sipnet-font, system-ui, sans-serif);
  }
  button {
    min-height: 48px;
    border: 1px solid transparent;
    border-radius: var(--sipnet-radius, 99px);
    background: var(--c);
    color: var(--o);
    cursor: pointer;
  }
  button:hover {
    box-shadow: inset 0 0 0 99px #ffffff1f;
  }
  :focus-visible {
    outline: 3px solid var(--c);
    outline-offset: 2px;
  }
  [part="button"] {
    display: inline-flex;
    align-items: center;
    gap: 10px;
    padding: 8px 22px 8px 18px;
    text-align: start;
  }
  :host([mode="floating"]) [part="button"] {
    box-shadow: 0 4px 20px #0005;
  }
  svg {
    width: 22px;
    height: 22px;
    flex: none;
    fill: currentcolor;
  }
  .d3 [part="button"] {
    padding: 4px 20px 4px 4px;
    background: canvas;
    color: canvastext;
    border-color: #8886;
  }
  .d3 svg {
    width: 42px;
    height: 42px;
    padding: 10px;
    border-radius: 50%;
    background: var(--c);
    fill: var(--o);
  }
  dialog {
    width: min(380px, 100% - 24px);
    max-height: calc(100% - 24px);
    padding: 0;
    border: 0;
    border-radius: min(var(--sipnet-radius, 20px), 24px);
    box-shadow: 0 16px 64px #0006;
    color-scheme: light dark;
    color: canvastext;
    background: canvas;
  }
  dialog::backdrop {
    background: #0008;
  }
  form {
    display: grid;
    gap: 16px;
    padding: 24px;
  }
  h2,
  p {
    margin: 0;
    font: 400 16px/1.4 var(--sipnet-font, system-ui, sans-serif);
  }
  h2 {
    padding-inline-end: 32px;
    font-size: 20px;
    font-weight: 700;
  }
  [hidden] {
    display: none !important;
  }
  [aria-invalid="true"] + p,
  .error {
    color: #c00;
    color: light-dark(#b3261e, #ffb4ab);
  }
  label {
    display: grid;
    gap: 6px;
    font-size: 14px;
  }
  input {
    accent-color: var(--c);
  }
  [part="phone"] {
    width: 100%;
    min-height: 52px;
    padding: 0 16px;
    border: 1px solid gray;
    border-radius: min(var(--sipnet-radius, 12px), 24px);
    font-size: 20px;
    color: inherit;
    background: none;
  }
  .consent {
    grid: auto / auto 1fr;
    align-items: center;
    font-weight: 400;
    min-height: 44px;
  }
  .consent input {
    width: 24px;
    height: 24px;
  }
  .x {
    position: absolute;
    inset: 12px 12px auto auto;
    width: 44px;
    min-height: 44px;
    padding: 0;
    background: none;
    color: inherit;
    font-size: 24px;
  }
  .legs {
    display: flex;
    gap: 6px;
  }
  .legs span {
    flex: 1;
    border-top: 6px solid #8884;
    border-radius: 3px;
    padding-top: 6px;
    font-size: 14px;
  }
  .legs .answered {
    border-color: var(--c);
  }
  .legs .ringing {
    border-color: var(--c);
    animation: ring 1s infinite alternate;
  }
  @keyframes ring {
    to {
      border-color: #8884;
    }
  }
  @media (prefers-reduced-motion) {
    .legs * {
      animation: none;
    }
  }
`;
