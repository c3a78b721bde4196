/** Looks of the sheet: at the foot of a small screen, a card beside the button on a large one, a panel while a call lives. */
import { css } from "lit";

/**
 * The form scrolls within the dialog: whatever of it is pressed beside the form is the page behind. A button that has
 * scrolled away leaves its card in the middle. It stands at once: an anchored card that moved would be laid out anew
 * with every frame of its way. What has the focus is scrolled to where the strong action does not cover it; that sticks
 * within the form's padding, from which its -12 pixels count.
 */
const frame = css`
  dialog[open] {
    display: flex;
  }
  dialog {
    position: fixed;
    z-index: 9;
    inset: auto 0 var(--sipnet-keyboard, 0px);
    width: 100%;
    max-width: none;
    max-height: calc(100% - 12px - var(--sipnet-keyboard, 0px));
    overflow: hidden;
    visibility: visible;
    border: 1px solid var(--sipnet-border, #8884);
    border-radius: min(var(--sipnet-radius, 99px), 20px) min(var(--sipnet-radius, 99px), 20px) 0 0;
    background: var(--sipnet-surface, canvas);
    color: var(--sipnet-on-surface, canvastext);
    box-shadow: 0 8px 48px #0004;
  }
  dialog::backdrop {
    background: #0008;
  }
  @media (min-width: 600px) {
    dialog {
      width: 400px;
      max-height: calc(100vh - 100px);
      border-radius: min(var(--sipnet-radius, 99px), 20px);
    }
    .modal {
      inset: 0;
      margin: auto;
    }
    @supports (position-area: bottom) {
      [part="button"] {
        anchor-name: --sipnet-button;
      }
      .modal {
        inset: auto;
        margin: 10px 0;
        position-anchor: --sipnet-button;
        position-area: block-end span-inline-end;
        position-try-fallbacks: flip-block, flip-inline, --sipnet-middle;
      }
    }
  }
  @position-try --sipnet-middle {
    position-area: none;
    inset: 0;
    margin: auto;
  }
`;

const content = css`
  form {
    flex: 1;
    display: grid;
    gap: 16px;
    padding: 20px 24px max(24px, env(safe-area-inset-bottom));
    overflow: auto;
    scroll-padding: 80px;
    outline: 0;
  }
  header {
    display: flex;
    justify-content: space-between;
  }
  [popover] {
    display: contents;
    border: 0;
  }
  h2 {
    font-size: 22px;
    font-weight: 600;
  }
  .field {
    display: grid;
    gap: 6px;
  }
  [part="label"] {
    font-size: 14px;
    font-weight: 600;
  }
  [part="phone"],
  select {
    width: 100%;
    height: 56px;
    padding: 0 16px;
    border: 1px solid var(--sipnet-border, gray);
    border-radius: min(var(--sipnet-radius, 99px), 12px);
    background: none;
    color: inherit;
    font-size: 20px;
  }
  [part="error"]:empty {
    display: none;
  }
  .consent {
    display: flex;
    gap: 16px;
    font-size: 14px;
  }
  [type="checkbox"] {
    flex: none;
    width: 24px;
    height: 24px;
  }
  [part="submit"] {
    position: sticky;
    bottom: -12px;
  }
  [part="later"],
  [part="close"],
  [part="submit"] ~ [part="link"] {
    background: none;
    color: inherit;
    border-color: var(--sipnet-border, #8886);
  }
  [part="close"] {
    flex: none;
    margin: -10px 0 -8px;
    padding-inline: 32px 0;
    font-size: 28px;
    line-height: 1;
    border-color: #0000;
  }
  [part="link"] {
    padding-block: 12px;
  }
`;

export const sheetStyles = [frame, content];
