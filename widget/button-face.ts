/**
 * What a visitor sees before a click. Made without a template: the first one of a page takes a quarter of all script
 * up to the painted button, and most visitors never click.
 */
const svg = "http://www.w3.org/2000/svg";

/** A handset and no words yet. */
export function makeFace(): HTMLButtonElement {
  const face = document.createElement("button");
  const icon = face.appendChild(document.createElementNS(svg, "svg"));
  const path = icon.appendChild(document.createElementNS(svg, "path"));
  face.append("");
  face.setAttribute("part", "button");
  face.setAttribute("aria-haspopup", "dialog");
  icon.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", "M7 3 4 4a17 17 0 0 0 16 16l1-3-5-2-2 2a13 13 0 0 1-7-7l2-2z");
  return face;
}

/** Leaves words that stay the same alone, or a screen reader may say them again. */
export function dressFace(face: HTMLButtonElement, design: number, words: string): void {
  face.className = `d${design}`;
  const { lastChild: text } = face;
  if (text && text.nodeValue !== words) text.nodeValue = words;
}
