/** Shows the one state of an element to a page's style sheet, as `:state(ringing)`. */
export function showState(states: CustomStateSet | undefined, state: string): void {
  try {
    states?.clear();
    states?.add(state);
  } catch {
    // Chromium before 125 wants dashes.
    states?.add(`--${state}`);
  }
}
