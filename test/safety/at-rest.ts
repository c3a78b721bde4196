/** What is written down: every byte of the objects' files, searched for what must not be in it. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file under a directory, with its bytes as text of one character each. */
export function bytesOf(directory: string): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).map((name) => join(directory, name));
  return new Map(files.filter((file) => statSync(file).isFile()).map((file) => [file, readFileSync(file, "latin1")]));
}

/** All the ways in which a Russian number is written down: with and without code, with the spaces people put. */
export function writingsOf(e164: string): string[] {
  const national = e164.slice(2);
  const [a, b, c, d] = [national.slice(0, 3), national.slice(3, 6), national.slice(6, 8), national.slice(8)];
  return [national, `${a} ${b} ${c} ${d}`, `${a} ${b}-${c}-${d}`, `${a}) ${b}-${c}-${d}`, `${a}-${b}-${c}-${d}`];
}

/** Which of the needles are in which file. */
export function findIn(texts: ReadonlyMap<string, string>, needles: readonly string[]): string[] {
  return [...texts].flatMap(([where, text]) =>
    needles.filter((needle) => text.includes(needle)).map((needle) => `${needle} in ${where}`),
  );
}
