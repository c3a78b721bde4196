/**
 * What the package promises to compilers, as text: whoever changes a public type sees it here, and so does a reviewer.
 * `UPDATE=1 node --test test/package/types.test.ts` writes it down anew.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { test } from "node:test";
import { root } from "./pack.ts";
import { runNode } from "./run-node.ts";

const snapshot = join(import.meta.dirname, "types.snapshot.txt");
const types = join(root, "dist/package/widget");

/** Where users' imports begin. */
const entries = ["index", "element", "package/react", "package/svelte", "package/vue"];
/** Files whose every declaration is public. */
const isPublic =
  /^(?:index|element|element\/(?:call-button|call-settings|events|attributes)|package\/\w+|\.\.\/worker\/contract\/visitor)\.d\.ts$/;

function reachable(path: string, seen: Set<string>): Set<string> {
  if (seen.has(path) || !existsSync(path)) return seen;
  seen.add(path);
  for (const [, to = ""] of readFileSync(path, "utf8").matchAll(/from "(\.[^"]+)"/g))
    reachable(resolve(path, "..", to.replace(/\.(?:js|ts)$/, ".d.ts")), seen);
  return seen;
}

/** Declarations without comments and private parts, file by file. */
function publicTypes(): string {
  const files = new Set<string>();
  for (const entry of entries) reachable(join(types, `${entry}.d.ts`), files);
  const shown = [...files]
    .map((path) => relative(types, path).replaceAll("\\", "/"))
    .filter((name) => isPublic.test(name));
  return shown
    .toSorted()
    .map((name) => `// ${name}\n${declarations(readFileSync(join(types, name), "utf8"))}`)
    .join("\n");
}

function declarations(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*(?:private |protected |#private;|static styles).*\n/gm, "")
    .replace(/\n\s*\n+/g, "\n")
    .trimStart();
}

test("no public type changes without being seen", async () => {
  if (!existsSync(join(types, "index.d.ts"))) await runNode(root, "node_modules/vite/bin/vite.js", "build");
  const now = publicTypes();
  for (const name of ["class CallButton", "class CallSettings", "class CallStateEvent"])
    assert.ok(now.includes(name), name);
  if (process.env.UPDATE) writeFileSync(snapshot, now);
  assert.equal(now, readFileSync(snapshot, "utf8"), "if it is meant: UPDATE=1 node --test test/package/types.test.ts");
});
