/** Holds settings against the Worker's own reader, so that nothing is written or deployed that it would refuse. */
import { HostingError } from "./hosting-error.ts";
import type { Settings } from "./setting-names.ts";

/** @throws HostingError naming the setting that is wrong, never its value */
export async function checkSettings(settings: Settings): Promise<void> {
  // Imported at run time only: the Worker's types are workerd's, those of this file Node's.
  const reader = new URL("../settings.ts", import.meta.url).href;
  const { readSettings } = (await import(reader)) as { readSettings(env: object): unknown };
  try {
    readSettings(settings);
  } catch (error) {
    throw new HostingError(error instanceof Error ? error.message : String(error));
  }
}
