/** Shows the one state of an element to a page's style sheet, as `:state(ringing)`. */
export function showState({ states }: ElementInternals, state: string): void {
  try {
    states.clear();
    states.add(state);
  } catch {
    // Chromium before 125 wants dashes; Safari before 17.4 has no states.
    states?.add(`--${state}`);
  }
}
