/** Every owner's route that the source has, so that no new one is forgotten by a test. */
import { globSync, readFileSync } from "node:fs";

export function ownersRoutes(): string[] {
  const files = globSync("worker/{owner,access,messages}/*.ts").filter((file) => !/session\.ts|passkey\.ts/.test(file));
  const routes = files.flatMap((file) => {
    const prefix = { "passkeys.ts": "/passkeys", "people.ts": "/people" }[file.split("/").at(-1) ?? ""] ?? "";
    const source = readFileSync(file, "utf8").split(/export const (?:passkeySession|invitations)/)[0] ?? "";
    return [...source.matchAll(/\.(get|post|put|delete)\(\s*"(\/[^"]*)"/g)].flatMap(([, method = "", path = ""]) =>
      path.startsWith("/console") ? [] : [`${method.toUpperCase()} ${`${prefix}${path}`.replace(/(.)\/$/, "$1")}`],
    );
  });
  return [...new Set([...routes, "GET /session", "GET /sessions", "DELETE /sessions/:id"])];
}
