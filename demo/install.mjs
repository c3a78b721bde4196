/**
 * Installs the dependencies when they are missing or older than the lock file, so that one
 * command is enough on a fresh clone. Plain JavaScript: it runs before anything is there,
 * on whatever Node the machine has. When nothing is missing it touches no network.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const lock = new URL("package-lock.json", root);
const stamp = new URL("node_modules/.installed-lock", root);
const wanted = createHash("sha256").update(readFileSync(lock)).digest("hex");

if (unlessAbsent(() => readFileSync(stamp, "utf8")) !== wanted) {
  if (!installedByHand()) install();
  writeFileSync(stamp, wanted);
}

/** npm writes its own lock last of all: one that is newer than ours means that somebody ran npm since. */
function installedByHand() {
  const npmsOwn = unlessAbsent(() => statSync(new URL("node_modules/.package-lock.json", root)));
  return npmsOwn !== undefined && npmsOwn.mtimeMs > statSync(lock).mtimeMs;
}

function install() {
  console.log("Installing what is missing (npm ci, about a minute) …");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) {
    console.error("npm ci failed: see its message above, then try again.");
    process.exit(1);
  }
}

function unlessAbsent(read) {
  try {
    return read();
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
