/** Which of the codings that we have a browser takes: `Accept-Encoding` with its weights. RFC 9110, section 12.5.3. */

export type Coding = "br" | "gzip";

/** Ours in the order we like them; null: as it is. */
const ours: readonly Coding[] = ["br", "gzip"];

export function codingFor(acceptEncoding: string | undefined): Coding | null {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((each) => each.trim());
    const weight = parameters.find((each) => each.startsWith("q="))?.slice(2);
    if (name !== "") weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const weightOf = (coding: Coding) => weights.get(coding) ?? weights.get("*") ?? 0;
  return (
    ours.find((coding) => weightOf(coding) > 0 && ours.every((each) => weightOf(each) <= weightOf(coding))) ?? null
  );
}
