/** While the sheet is up: what the visitor does in it stays in it, and what happens to the page does not freeze it. */
import type { ExtraHost } from "./extra.ts";

/**
 * Pages have shortcuts of one key, guards against copying, sliders and smooth scrolling, traps for the focus: all of
 * them listen above us.
 */
const kept = `
  keydown keyup keypress focusin focusout wheel
  pointerdown pointermove pointerup mousedown mousemove mouseup click dblclick
  touchstart touchmove touchend contextmenu selectstart dragstart copy cut paste
`
  .trim()
  .split(/\s+/);

/** @returns what ends it all */
export function attend(dialog: HTMLDialogElement, host: ExtraHost): () => void {
  const over = new AbortController();
  const { signal } = over;
  for (const name of kept) dialog.addEventListener(name, (event) => event.stopPropagation(), { signal });
  dialog.addEventListener("keydown", keepRelease, { signal });
  dialog.addEventListener("keydown", sift, { capture: true, signal });
  dialog.addEventListener("click", keepPress, { signal });
  aboveKeyboard(dialog, signal);
  // A language switch, or a translator, says so there.
  const language = new MutationObserver(() => host.requestUpdate());
  language.observe(host.ownerDocument.documentElement, { attributeFilter: ["lang"] });
  // A page that hides us, or what we stand in, would be left with a modal dialog that nobody sees.
  // Out of sight alone is no harm: a frame may be taller than the screen, or scrolled away.
  const look = (): void => {
    const hasBox = dialog.checkVisibility?.() ?? dialog.getClientRects()[0];
    if (!hasBox && dialog.classList.contains("modal")) host.close();
  };
  // What only pretends to be a browser hides nothing.
  const Sight = globalThis.IntersectionObserver;
  const sight = Sight && new Sight(look);
  sight?.observe(dialog);
  return () => {
    over.abort();
    language.disconnect();
    sight?.disconnect();
  };
}

/** A key that closed us comes up again over the page, which may listen for that. */
function keepRelease({ key }: KeyboardEvent): void {
  if (key !== "Escape") return;
  const stop = (event: Event): void => event.stopPropagation();
  addEventListener("keyup", stop, { capture: true, once: true });
}

/** Keys that mean nothing to us: those of a writing aid, whose Escape ends its own work, and Enter held since before. */
function sift(event: KeyboardEvent): void {
  if (event.isComposing) event.stopImmediatePropagation();
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

/**
 * The link, summary or label that a button may stand in takes a press in the sheet, on what does nothing itself, for
 * one on it.
 */
function keepPress(event: MouseEvent): void {
  const isForItself = event.target instanceof Element && event.target.closest("a, label, input, select");
  if (!isForItself) event.preventDefault();
}

/**
 * Tells the style sheet how much of the screen's foot an on-screen keyboard hides: layout does not know. Who looks at a
 * part of it through a lens has no keyboard there.
 */
function aboveKeyboard(dialog: HTMLDialogElement, signal: AbortSignal): void {
  const screen = window.visualViewport;
  const measure = (): void => {
    const hidden = screen ? innerHeight - screen.height * screen.scale - screen.offsetTop : 0;
    dialog.style.setProperty("--sipnet-keyboard", `${Math.max(0, Math.round(hidden))}px`);
  };
  measure();
  screen?.addEventListener("resize", measure, { signal });
}

/** Who scrolls to the end of the form does not go on with the page. */
export const sheetEdges = /* css */ `
  h2:focus {
    outline: 0;
  }
  form {
    overscroll-behavior: contain;
  }
`;
