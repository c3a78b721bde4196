/** Text on an owner's colour must be readable whatever colour that is: WCAG 2.2, section 1.4.3. */

/** Black or white on `rgb(…)`, whichever stands out more: 4.5 : 1 at the least. */
export function textOn(rgb: string): string {
  // A plain power errs less than 1 % from the standard's curve where black and white stand out alike (0.179).
  const [red = 0, green = 0, blue = 0] = (rgb.match(/\d+/g) ?? []).map((part) => (+part / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}
