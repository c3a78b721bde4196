/**
 * The modules that a click may load: built beside the script, and named by the content of all of them, so that they
 * never grow old and the script has one name to remember.
 */
import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

export const companions = ["later", "departments", "rating", "kk", "uz"];

export const contentHash = (code: string): string => createHash("sha256").update(code).digest("hex").slice(0, 16);

export function companionsHash(bundle: Rolldown.OutputBundle): string {
  const codes = companions.map((name) => {
    const companion = bundle[`${name}.js`];
    if (companion?.type !== "chunk") throw new Error(`${name}.ts, which a click may load, was not built`);
    return companion.code;
  });
  return contentHash(codes.join(""));
}

/** Where the script's `import("./later.ts")` goes once it is served: to the Worker that it came from. */
export function loadCompanions(): Plugin {
  return {
    name: "load-companions",
    applyToEnvironment: ({ name }) => name === "client",
    transform(code, id) {
      if (!id.endsWith("/widget/call-button.ts")) return null;
      return code.replaceAll(
        /import\("\.\/(\w+)\.ts"\)/g,
        'import(/* @vite-ignore */ new URL("/v1/$1-HASH.js", import.meta.url))',
      );
    },
    generateBundle(_options, bundle) {
      const script = bundle["widget.js"];
      if (script?.type !== "chunk") return;
      script.code = script.code.replaceAll("-HASH", `-${companionsHash(bundle)}`);
      if (companions.some((name) => !script.code.includes(`/v1/${name}-`)))
        this.error("A module that a click may load is not asked for");
    },
  };
}
