/** Keeps secrets out of every line that is printed, whoever wrote it. */

/** Replaces the values of secret settings, and the webhook's path, which is one too. */
export function wordMask(settings: Record<string, string>): (line: string) => string {
  const names = ["SIPNET_APIKEY", "SIPNET_PASSWORD", "APP_SECRET", "OWNER_TOKEN"];
  const secrets = names.flatMap((name) => settings[name] || []);
  return (line) => {
    let masked = line.replace(/(\/v1\/hooks\/sipnet\/)[\w-]+/g, "$1***");
    for (const secret of secrets) masked = masked.replaceAll(secret, "***");
    return masked;
  };
}
