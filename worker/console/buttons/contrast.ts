/** How well a button can be read and seen: WCAG 2.2, sections 1.4.3 (text) and 1.4.11 (the button itself). */

export interface Contrast {
  /** Of the text on the button. */
  text: number;
  /** Of the button on a white page and on a dark one. */
  onWhite: number;
  onDark: number;
}

/** @param color - `#rrggbb`; the widget writes on it in black or white, whichever is clearer */
export function contrastOf(color: string): Contrast {
  const own = luminance(color);
  return {
    text: Math.max(ratio(own, 0), ratio(own, 1)),
    onWhite: ratio(own, 1),
    onDark: ratio(own, luminance("#121212")),
  };
}

function ratio(a: number, b: number): number {
  const [light, dark] = [Math.max(a, b), Math.min(a, b)];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
