/**
 * The modules that a click may load: built beside the script, and named by the content of all of them, so that they
 * never grow old and the script has one name to remember.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin, Rolldown } from "vite";

/** By name, where each lies in `widget/`. */
const places = {
  comfort: "dialog",
  later: "dialog",
  departments: "dialog",
  kk: "words",
  uz: "words",
  remedies: "element",
  advice: "element",
};

export const extraModules = Object.keys(places);

/** What the bundler is given: a name for each, and its source. */
export const extraEntries: Record<string, string> = Object.fromEntries(
  Object.entries(places).map(([name, room]) => [name, `widget/${room}/${name}.ts`]),
);

export const contentHash = (code: string): string => createHash("sha256").update(code).digest("hex").slice(0, 16);

export function extrasHash(bundle: Rolldown.OutputBundle): string {
  const codes = extraModules.map((name) => {
    const extra = bundle[`${name}.js`];
    if (extra?.type !== "chunk") throw new Error(`${name}.ts, which a click may load, was not built`);
    return extra.code;
  });
  return contentHash(codes.join(""));
}

/** By build, where the script finds them: at the Worker that it came from, or beside it on the page's own site. */
const foldersOf: Record<string, string> = { client: "/v1", site: "." };

/** Where the script's `import("../dialog/later.ts")` goes once it is served: an address is read from the script's own. */
export function loadExtras(): Plugin {
  return {
    name: "load-extras",
    applyToEnvironment: ({ name }) => name in foldersOf,
    transform(code, id) {
      if (!id.endsWith("/widget/element/loads.ts")) return null;
      const asked = code.replaceAll(/import\("\.\.?\/(?:\w+\/)?(\w+)\.ts"\)/g, 'load("$1")');
      const folder = foldersOf[this.environment.name];
      return `${asked}
        const load = (name) => import(/* @vite-ignore */ "${folder}/" + name + "-HASH.js");`;
    },
    generateBundle(_options, bundle) {
      const script = bundle["widget.js"];
      if (script?.type !== "chunk") return;
      script.code = script.code.replace("-HASH", `-${extrasHash(bundle)}`);
      if (extraModules.some((name) => !script.code.includes(`(\`${name}\`)`)))
        this.error("A module that a click may load is not asked for");
    },
  };
}

/** `dist/site`: the folder that an owner copies to the page's own site, with a note in words. */
export function siteFolder(): Plugin {
  return {
    name: "site-folder",
    applyToEnvironment: ({ name }) => name === "site",
    generateBundle(_options, bundle) {
      const hash = extrasHash(bundle);
      for (const name of extraModules) {
        const extra = bundle[`${name}.js`];
        // Under a name that no other bytes will have: sites let browsers keep files for long.
        if (extra?.type === "chunk")
          this.emitFile({ type: "asset", fileName: `${name}-${hash}.js`, source: extra.code });
        delete bundle[`${name}.js`];
      }
      const note = readFileSync(new URL("site-note.txt", import.meta.url));
      this.emitFile({ type: "asset", fileName: "README.txt", source: note });
    },
  };
}
