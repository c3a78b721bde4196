/** What the tests need besides npm packages: browsers, `ps`, and PHP for the provider's own sample program. */
import { spawnSync } from "node:child_process";
import { findChromium, findProgram } from "./browsers.ts";

/** Installs what is missing where that can be done unasked (root on Debian or Ubuntu), else says what to install. */
export function prepareMachine(): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && findProgram("apt-get")) {
    console.log(`Installing ${missing.join(", ")} with apt-get …`);
    aptGet(["update"]);
    // A package that can't be had here must not keep the others away.
    if (!install(missing)) for (const name of missing) install([name]);
  }
  if (findChromium() !== undefined) return;
  console.error("No Chromium or Chrome found. Install one, or set CHROME_PATH to it; then run npm test again.");
  process.exit(1);
}

/** What one's own server runs on and beside. */
const ownServerNeeds = [
  ["caddy", "caddy"],
  ["nginx", "nginx-light"],
  ["sqlite3", "sqlite3"],
  ["curl", "curl"],
  ["flock", "util-linux"],
  ["docker-compose", "docker-compose"],
  ["systemd-analyze", "systemd"],
] as const;

function missingPackages(): string[] {
  const php = findProgram("php");
  const curl = php && spawnSync(php, ["-r", "exit(function_exists('curl_init') ? 0 : 1);"]).status === 0;
  const xml = php && spawnSync(php, ["-r", "exit(function_exists('simplexml_load_string') ? 0 : 1);"]).status === 0;
  return [
    ...(findChromium() ? [] : ["chromium"]),
    ...((findProgram("firefox-esr") ?? findProgram("firefox")) ? [] : ["firefox-esr"]),
    ...(findProgram("WebKitWebDriver") ? [] : ["webkit2gtk-driver"]),
    ...(findProgram("Xvfb") ? [] : ["xvfb"]),
    ...(findProgram("openssl") ? [] : ["openssl"]),
    ...(findProgram("ps") ? [] : ["procps"]),
    ...ownServerNeeds.flatMap(([program, name]) => (findProgram(program) ? [] : [name])),
    ...(php ? [] : ["php-cli"]),
    ...(curl ? [] : ["php-curl"]),
    ...(xml ? [] : ["php-xml"]),
  ];
}

function install(packages: string[]): boolean {
  return aptGet(["install", "-y", "--no-install-recommends", ...packages]);
}

/** Whether it could be done. */
function aptGet(args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stdout, stderr } = spawnSync("apt-get", ["-q", ...args], { env, encoding: "utf8" });
  if (status !== 0) console.error(`apt-get ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return status === 0;
}
