/** Text on an owner's colour must be readable whatever colour that is: WCAG 2.2, section 1.4.3. */

/** Black or white, whichever stands out more; at least 4.5 : 1 on every opaque `rgb(…)`. */
export function textOn(rgb: string): string {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  // 0.179: where black and white stand out alike.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}
