/**
 * `vite build` makes the script that the Worker serves, compressed ahead of time, and the npm
 * package's modules; it fails when a visitor would have to load more than we promise.
 */
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type BuildEnvironmentOptions, defineConfig, type Plugin, type Rolldown } from "vite";
import { contentHash, extraEntries, extrasHash, loadExtras, siteFolder } from "./widget/package/extra-modules.ts";
import { describePackage } from "./widget/package/publish.ts";
import { consoleBuild, publishConsole } from "./worker/console/publish.ts";

const mostBytes = 14_336;

/** What a page loads as it is; the package's users have compilers of their own. */
const forPages = ({ name }: { name: string }): boolean => name === "client" || name === "site";

/** White space in templates is for us: what the minifier leaves of it, visitors needn't load. */
function trimTemplates(): Plugin {
  return {
    name: "trim-templates",
    applyToEnvironment: forPages,
    transform: (code, id) =>
      id.includes("/widget/")
        ? code.replace(/css(?: \*\/ )?`[^`]*`/g, (css) =>
            css.replace(/(?<=[{};:,])\s+|\s+(?=[{}])/g, "").replace(/\s+/g, " "),
          )
        : null,
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk")
          chunk.code = chunk.code
            // Only templates have line breaks by now. Between tags white space means nothing, within one it parts attributes.
            .replace(/(?<=>)\s*\n\s*|\s*\n\s*(?=[<>])/g, "")
            .replace(/\s*\n\s*/g, " ");
    },
  };
}

interface Weight {
  hash: string;
  integrity: string;
  bytes: Record<"raw" | "gzip" | "brotli", number>;
}

/** No script of ours is longer than this window of 64 KB. */
const windowBits = 16;

/** The encoder has several ways of modelling what it reads and of coding distances; which does best is seen only by trying. */
function smallestBrotli(raw: Buffer): Buffer {
  const { BROTLI_MODE_GENERIC, BROTLI_MODE_TEXT, BROTLI_MODE_FONT } = constants;
  const ways = [BROTLI_MODE_GENERIC, BROTLI_MODE_TEXT, BROTLI_MODE_FONT].flatMap((mode) =>
    [0, 2].map((postfix) => ({ mode, postfix })),
  );
  const tried = ways.map(({ mode, postfix }) =>
    brotliCompressSync(raw, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
        [constants.BROTLI_PARAM_LGWIN]: windowBits,
        [constants.BROTLI_PARAM_MODE]: mode,
        [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
      },
    }),
  );
  return tried.reduce((best, each) => (each.length < best.length ? each : best));
}

function compress(build: Rolldown.PluginContext, { fileName, code }: Rolldown.OutputChunk): Weight {
  const raw = Buffer.from(code);
  const gzip = gzipSync(raw, { level: 9 });
  const brotli = smallestBrotli(raw);
  build.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzip });
  build.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotli });
  build.info(`${fileName}: ${raw.length} bytes, ${gzip.length} gzip, ${brotli.length} brotli`);
  return {
    hash: contentHash(code),
    integrity: `sha384-${createHash("sha384").update(raw).digest("base64")}`,
    bytes: { raw: raw.length, gzip: gzip.length, brotli: brotli.length },
  };
}

/** Chromium then compiles all of it while it arrives, beside the page's own work: most of it runs before a call. */
const compileHint = "//# allFunctionsCalledOnLoad\n";

function hint(): Plugin {
  return {
    name: "hint",
    applyToEnvironment: forPages,
    generateBundle(_options, bundle) {
      const script = bundle["widget.js"];
      if (script?.type === "chunk") script.code = compileHint + script.code;
    },
  };
}

/** Writes what the Worker serves beside the script, and holds it to its size. */
function weigh(): Plugin {
  return {
    name: "weigh",
    applyToEnvironment: ({ name }) => name === "client",
    generateBundle(_options, bundle) {
      const weights = Object.fromEntries(
        Object.values(bundle).flatMap((file) => (file.type === "chunk" ? [[file.name, compress(this, file)]] : [])),
      );
      const { widget, ...modules } = weights;
      // By which the script asks for them.
      const hash = extrasHash(bundle);
      for (const module of Object.values(modules)) module.hash = hash;
      this.emitFile({ type: "asset", fileName: "widget.json", source: JSON.stringify({ ...widget, modules }) });
      const { brotli } = widget?.bytes ?? { brotli: 0 };
      if (brotli > mostBytes) this.error(`widget.js is ${brotli} bytes in brotli, ${mostBytes} are promised`);
    },
  };
}

/** The script of pages, and beside it what it may load after a click. */
function pageBuild(script: string, outDir: string): BuildEnvironmentOptions {
  return {
    outDir,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: { widget: script, ...extraEntries },
      preserveEntrySignatures: "strict",
      output: { format: "es", entryFileNames: "[name].js" },
    },
  };
}

/** Modules define their elements, whatever package.json says of the npm package's. */
function keepElements(): Plugin {
  return {
    name: "keep-elements",
    applyToEnvironment: ({ name }) => name === "playground",
    transform: (code, id) =>
      /\/(?:demo\/playground|widget)\//.test(id) ? { code, map: null, moduleSideEffects: true } : null,
  };
}

const playgroundBuild: BuildEnvironmentOptions = {
  outDir: "dist/playground",
  target: "es2022",
  cssTarget: ["chrome123", "firefox121", "safari17.5"],
  cssCodeSplit: false,
  modulePreload: false,
  rolldownOptions: {
    input: { playground: "demo/playground/playground.ts" },
    output: {
      format: "es",
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
      assetFileNames: "playground[extname]",
    },
  },
};

export default defineConfig({
  // One `vite build` makes them all.
  builder: {},
  environments: {
    client: { build: pageBuild("widget/script.ts", "dist/widget") },
    site: { consumer: "client", build: pageBuild("widget/site.ts", "dist/site") },
    package: {
      consumer: "client",
      build: {
        outDir: "dist/package",
        target: "es2022",
        minify: false,
        // As a library: the user's own compiler sees to what is imported later.
        lib: { entry: ["widget/index.ts", "widget/element.ts"], formats: ["es"] },
        rolldownOptions: {
          external: /^@?lit\b/,
          preserveEntrySignatures: "strict",
          output: { format: "es", preserveModules: true, preserveModulesRoot: ".", entryFileNames: "[name].js" },
        },
      },
    },
    console: { consumer: "client", build: consoleBuild },
    // After the package: its reference is made of the package's manifest.
    playground: { consumer: "client", build: playgroundBuild },
  },
  plugins: [
    trimTemplates(),
    loadExtras(),
    hint(),
    weigh(),
    siteFolder(),
    keepElements(),
    describePackage(),
    publishConsole(),
  ],
});
