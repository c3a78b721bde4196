/** The modules that a click may load: built beside the script, named by their content, so that they never grow old. */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

export const companions = ["later", "departments", "rating", "kk", "uz"];

export const contentHash = (code: string): string => createHash("sha256").update(code).digest("hex").slice(0, 16);

/** Where the script's `import("./later.ts")` goes once it is served: to the Worker that it came from. */
export function loadCompanions(): Plugin {
  return {
    name: "load-companions",
    applyToEnvironment: ({ name }) => name === "client",
    transform(code, id) {
      if (!id.endsWith("/widget/call-button.ts")) return null;
      return code.replaceAll(
        /import\("\.\/(\w+)\.ts"\)/g,
        'import(/* @vite-ignore */ new URL("/v1/$1-HASH.js", import.meta.url).href)',
      );
    },
    generateBundle(_options, bundle) {
      const script = bundle["widget.js"];
      if (script?.type !== "chunk") return;
      for (const name of companions) {
        const companion = bundle[`${name}.js`];
        if (companion?.type === "chunk")
          script.code = script.code.replace(`${name}-HASH`, `${name}-${contentHash(companion.code)}`);
      }
      if (script.code.includes("-HASH")) this.error("A module that the script loads was not built");
    },
  };
}
