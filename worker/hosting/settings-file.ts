/**
 * The settings of one installation in a file of their own: `NAME=value` lines that systemd, Docker and
 * sipnet-call read alike. Secrets are made once and never shown or replaced.
 */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { HostingError } from "./hosting-error.ts";
import { settingNames, type Settings } from "./setting-names.ts";

/** An absent file has no settings. @throws HostingError for a file that others may read */
export async function readSettingsFile(path: string): Promise<Settings> {
  const found = await stat(path).catch(absent);
  if (found === undefined) return {};
  if ((found.mode & 0o077) !== 0)
    throw new HostingError(`${path} can be read by others: chmod 600 it, then try again.`);
  const lines = (await readFile(path, "utf8")).replace(/^\ufeff/, "").split(/\r?\n/);
  const pairs = lines.flatMap((line) => {
    // In quotes or without, as systemd and Docker read it.
    const [, name, value] = /^([A-Z_]+)=(.+)$/.exec(line.replace(/=(["'])(.*)\1$/, "=$2")) ?? [];
    return name !== undefined && value !== undefined ? [[name, value]] : [];
  });
  return Object.fromEntries(pairs) as Settings;
}

/** Adds what is missing: a secret that is there stays, whatever `wanted` says. */
export function withSecrets(wanted: Settings, kept: Settings): Settings {
  return {
    ...wanted,
    APP_SECRET: kept.APP_SECRET ?? wanted.APP_SECRET ?? newSecret(),
    OWNER_TOKEN: kept.OWNER_TOKEN ?? wanted.OWNER_TOKEN ?? newSecret(),
  };
}

/** 44 characters of base64url. */
function newSecret(): string {
  return randomBytes(33).toString("base64url");
}

/** In one step, so that a power cut leaves the old file or the new one; lines that aren't ours stay. */
export async function writeSettingsFile(path: string, settings: Settings, heading: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const before = await readFile(path, "utf8").catch(absent);
  const ours = new RegExp(`^(?:${settingNames.join("|")}|#.*)(?:=|$)`);
  const others = (before ?? "").split("\n").filter((line) => line !== "" && !ours.test(line));
  const lines = settingNames.flatMap((name) => (settings[name] ? [`${name}=${settings[name]}`] : []));
  const draft = `${path}.new`;
  await writeFile(draft, `# ${heading}\n${[...lines, ...others].join("\n")}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
