/** What the npm package holds beside its modules: declarations, the frameworks' types, the elements' manifest. */
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Plugin } from "vite";

const root = resolve(import.meta.dirname, "../..");
const out = resolve(root, "dist/package");

export function describePackage(): Plugin {
  return {
    name: "describe-package",
    applyToEnvironment: ({ name }) => name === "package",
    writeBundle() {
      run("typescript/bin/tsc", "-p", "widget");
      mkdirSync(resolve(out, "widget/package"), { recursive: true });
      for (const path of globSync(`${root}/widget/package/*.d.ts`))
        writeFileSync(resolve(out, "widget/package", basename(path)), readFileSync(path));
      for (const path of globSync(`${out}/**/*.d.ts`)) writeFileSync(path, asPublished(readFileSync(path, "utf8")));
      run("@custom-elements-manifest/analyzer/cem.js", "analyze", "--config", "widget/package/manifest.config.mjs");
    },
  };
}

/** Where the package lies there are no sources for a declaration to point to. */
function asPublished(declaration: string): string {
  return declaration.replaceAll(/(from |import\()"(\.[^"]+)\.ts"/g, '$1"$2.js"');
}

function run(program: string, ...args: string[]): void {
  execFileSync(process.execPath, [resolve(root, "node_modules", program), ...args], { cwd: root, stdio: "pipe" });
}
