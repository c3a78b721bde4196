/** Writes the folder of one's own server: program, scripts, units, and what Caddy, nginx and Docker need. */
import { chmod, cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { buildWidget } from "../../../demo/widget-build.ts";
import { composeFile } from "../compose.ts";
import { makeProgram } from "../program.ts";
import { caddyfile, nginxLocation } from "../proxies.ts";
import { isThisMachine } from "../../http/site-origin.ts";
import type { Plan } from "./check.ts";

const root = resolve(import.meta.dirname, "../../..");
const home = resolve(import.meta.dirname, "../home");
const scripts = ["sipnet-call", "door", "install", "sipnet-call.root", "copies.sh", "versions.sh"];
const units = [
  "sipnet-call.service",
  "sipnet-call.socket",
  "sipnet-call-watchdog.service",
  "sipnet-call-watchdog.timer",
  "sipnet-call-backup.service",
  "sipnet-call-backup.timer",
];

/** The compose file lies beside the folder: `docker compose up -d` finds it without being told. */
export async function writeHome(folder: string, { run, settings }: Plan): Promise<void> {
  const { host } = new URL(settings.PUBLIC_URL ?? "");
  const upstream = "127.0.0.1:8787";
  await mkdir(join(folder, "systemd"), { recursive: true });
  await writeFile(
    join(folder, "Caddyfile"),
    caddyfile({ host, upstream, caddy: run === "docker" ? "image" : "debian" }),
  );
  await writeFile(join(folder, "nginx.conf"), nginxLocation({ upstream }));
  for (const name of scripts) await cp(join(home, name), join(folder, name));
  for (const name of units) await cp(join(home, name), join(folder, "systemd", name));
  for (const name of scripts.slice(0, 4)) await chmod(join(folder, name), 0o755);
  const beside = dirname(folder);
  const paths = { context: written(relative(beside, root)), folder: written(relative(beside, folder)) };
  await writeFile(join(beside, "compose.yaml"), composeFile(paths));
  if (run === "docker") return;
  await buildWidget();
  await makeProgram(join(folder, "program"), {
    reachesLocal: isThisMachine(new URL(settings.SIPNET_URL ?? "https://sipnet")),
  });
}

function written(path: string): string {
  return path.startsWith(".") ? path : `./${path}`;
}
