/** When a button needs what most never load. */
import type { CSSResult } from "lit";
import type { PlacedHost } from "../call/call-host.ts";
import { advise, mend } from "./loads.ts";

/** What attributes of a choice may say; one that was taken off is null. */
const modes = ["", "inline", "floating"];
const placements = ["", "bottom-right", "bottom-left", "top-right", "top-left"];

/** As far as can be told at a glance; advice knows it better. */
const isWrong = ({ button, mode, placement }: PlacedHost): boolean =>
  !button || !modes.includes(mode ?? "") || !placements.includes(placement ?? "");

/** An ancestor's transform has become what it is fixed to; WebKit names no such parent, but counts from it. */
const isAdrift = (host: PlacedHost): boolean =>
  host.mode === "floating" && (!!host.offsetParent || Math.abs(host.offsetTop - host.getBoundingClientRect().top) > 1);

/** Run after each update. */
export function seeTo(host: PlacedHost, { source, worn }: Seen): void {
  if (isWrong(host)) advise(host, source);
  // Some engines can't choose between black and white text.
  if (isAdrift(host) || !globalThis.CSS?.supports("color", "color(from red xyz x y z)")) mend(host, worn);
}

interface Seen {
  /** The Worker it asks. */
  source: string | undefined;
  worn: readonly CSSResult[];
}
