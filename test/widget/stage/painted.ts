/** A computed colour as the screen shows it: red, green and blue, 0 to 255. */
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

export function painted(color: string): number[] {
  if (!canvas) throw new Error("This browser paints nothing");
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}
