/** When a button needs what most never load. */
import type { CSSResult } from "lit";
import type { PlacedHost } from "../call/call-host.ts";
import { advise, mend } from "./loads.ts";

/** What attributes of a choice may say. */
const choices: ReadonlySet<string | undefined> = new Set([
  undefined,
  ...["inline", "floating", "bottom-right", "bottom-left", "top-right", "top-left"],
]);

/** As far as can be told at a glance; advice knows it better. */
const isWrong = ({ button, mode, placement }: PlacedHost): boolean =>
  !button || !choices.has(mode) || !choices.has(placement);

/** An ancestor moves what floats, or the engine can't choose between black and white text. */
const needsMending = ({ mode, offsetParent }: PlacedHost): boolean =>
  (mode === "floating" && !!offsetParent) || !globalThis.CSS?.supports("color", "color(from red xyz x y z)");

/** Run after each update. */
export function seeTo(
  host: PlacedHost,
  { source, worn }: { source: string | undefined; worn: readonly CSSResult[] },
): void {
  if (isWrong(host)) advise(host, source);
  if (needsMending(host)) mend(host, worn);
}
