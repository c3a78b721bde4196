/** How the sheet comes, and turns into the panel of a living call. */
import type { Comfort } from "./extra.ts";

/**
 * Asking wants all attention; a call that goes on leaves the page to the visitor.
 * @returns whether the sheet has only now come to show
 */
export function present(dialog: HTMLDialogElement, isModal: boolean, onMove?: Comfort["move"]): boolean {
  const wasOpen = dialog.open;
  // Safari 15.4 has no `:modal`.
  if (wasOpen && dialog.classList.contains("modal") === isModal) return false;
  // Asked only of one that stands: the browser would lay out what is about to change.
  const before = wasOpen && dialog.getBoundingClientRect();
  dialog.close();
  dialog.classList.toggle("modal", isModal);
  (dialog.parentElement as HTMLElement).togglePopover?.(!isModal);
  if (isModal) dialog.showModal();
  else dialog.show();
  if (before) onMove?.(dialog, before);
  return !wasOpen;
}
