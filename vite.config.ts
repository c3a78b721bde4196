/**
 * `vite build` makes the script that the Worker serves, compressed ahead of time, and the npm
 * package's modules; it fails when a visitor would have to load more than we promise.
 */
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const mostBytes = 14_000;

/** White space in `css` and `html` templates is for us; visitors needn't load it. */
function trimTemplates(): Plugin {
  return {
    name: "trim-templates",
    transform(code, id) {
      if (!id.includes("/widget/")) return null;
      return code
        .replace(/css`[^`]*`/g, (css) =>
          css
            .replace(/\s+/g, " ")
            .replace(/ ?([{};,]) ?/g, "$1")
            .replace(/: /g, ":")
            .replaceAll(";}", "}"),
        )
        .replace(/\s+(?=[^`]*`)/g, (space) => space);
    },
  };
}

/** Writes what the Worker serves beside the script, and holds it to its size. */
function weigh(): Plugin {
  return {
    name: "weigh",
    generateBundle(_options, bundle) {
      const script = bundle["widget.js"];
      if (script?.type !== "chunk") return;
      const raw = Buffer.from(script.code);
      const gzip = gzipSync(raw, { level: 9 });
      const brotli = brotliCompressSync(raw, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
      });
      const bytes = { raw: raw.length, gzip: gzip.length, brotli: brotli.length };
      const hash = createHash("sha256").update(raw).digest("hex").slice(0, 16);
      const integrity = `sha384-${createHash("sha384").update(raw).digest("base64")}`;
      this.emitFile({ type: "asset", fileName: "widget.js.gz", source: gzip });
      this.emitFile({ type: "asset", fileName: "widget.js.br", source: brotli });
      this.emitFile({ type: "asset", fileName: "widget.json", source: JSON.stringify({ hash, integrity, bytes }) });
      this.info(`widget.js: ${bytes.raw} bytes, ${bytes.gzip} gzip, ${bytes.brotli} brotli`);
      if (brotli.length > mostBytes)
        this.error(`widget.js is ${brotli.length} bytes in brotli, ${mostBytes} are promised`);
    },
  };
}

export default defineConfig({
  plugins: [trimTemplates(), weigh()],
  build: {
    outDir: "dist/widget",
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: "widget/script.ts",
      output: { format: "es", entryFileNames: "widget.js" },
    },
  },
});
