/**
 * A store knows under which `APP_SECRET` it was written. Under another one every hash is a stranger's:
 * whoever opted out would be rung again, and nobody would notice.
 */
import { log } from "../log.ts";
import { SettingsError } from "../settings.ts";
import type { StoredValues } from "../storage.ts";

/** @throws SettingsError where the store was written under another secret */
export function rememberSecret(values: StoredValues, fingerprint: string): void {
  const known = values.get("secretFingerprint", "");
  if (known === "") return values.set("secretFingerprint", fingerprint);
  if (known === fingerprint) return;
  const setting = "APP_SECRET is not the one that the data were written under: put the old one back";
  log({ event: "setting-wrong", setting });
  throw new SettingsError(setting);
}
