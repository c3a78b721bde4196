/** One of the four shops, installed from the packed tarball in a place of its own, as its authors would have it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { npm } from "../package/pack.ts";
import { type Ran, tryNode } from "../package/run-node.ts";
import { until } from "../support/until.ts";

export type AppName = "react" | "vue" | "svelte" | "angular";

export interface App {
  name: AppName;
  /** The component that holds the button. */
  home: string;
  /** Program and arguments that check its types. */
  types: [program: string, ...args: string[]];
  /** What turns its sources into what Vite takes, where Vite can't. */
  compile?: string;
}

const apps: App[] = [
  { name: "react", home: "src/home.tsx", types: ["typescript/bin/tsc", "--noEmit"] },
  { name: "vue", home: "src/Home.vue", types: ["vue-tsc/bin/vue-tsc.js", "--noEmit"] },
  { name: "svelte", home: "src/Home.svelte", types: ["svelte-check/bin/svelte-check"] },
  {
    name: "angular",
    home: "src/home.ts",
    types: ["@angular/compiler-cli/bundles/src/bin/ngc.js", "--noEmit"],
    compile: "@angular/compiler-cli/bundles/src/bin/ngc.js",
  },
];

export interface Installed {
  app: App;
  checkTypes(): Promise<Ran>;
  /** For production; which Worker and which button are settings of the build, as in real shops. */
  build(settings: Record<string, string>): Promise<Ran>;
  /** The development server, ready. @returns what ends it */
  develop(port: number, settings: Record<string, string>): Promise<() => Promise<void>>;
  /** Puts a changed copy of the home component beside it. @returns its name, and what takes it away */
  copy(change: (source: string) => string): Promise<{ file: string; remove: () => Promise<void> }>;
  /** Changes the home component's source. @returns what changes it back */
  edit(change: (source: string) => string): Promise<() => Promise<void>>;
}

export async function install(name: AppName, tarball: string, parent: string): Promise<Installed> {
  const app = apps.find((one) => one.name === name);
  if (!app) throw new RangeError(`No shop is written in ${name}`);
  const directory = join(parent, app.name);
  await cp(resolve(import.meta.dirname, app.name), directory, { recursive: true });
  await cp(tarball, join(directory, "sipnet-call-button.tgz"));
  await npm(directory, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
  const program = (path: string) => join("node_modules", path);
  const compile = () =>
    app.compile === undefined ? { code: 0, said: "" } : tryNode(directory, program(app.compile), []);
  const home = join(directory, app.home);
  return {
    app,
    checkTypes: () => tryNode(directory, program(app.types[0]), app.types.slice(1)),
    async build(settings) {
      const compiled = await compile();
      return compiled.code === 0 ? tryNode(directory, program("vite/bin/vite.js"), ["build"], settings) : compiled;
    },
    develop: (port, settings) => develop(directory, port, settings),
    async copy(change) {
      const file = `src/faulty${extname(home)}`;
      await writeFile(join(directory, file), change(await readFile(home, "utf8")));
      return { file, remove: () => rm(join(directory, file)) };
    },
    async edit(change) {
      const before = await readFile(home, "utf8");
      await writeFile(home, change(before));
      return () => writeFile(home, before);
    },
  };
}

async function develop(directory: string, port: number, settings: Record<string, string>) {
  const vite = join(directory, "node_modules/vite/bin/vite.js");
  const args = [vite, "--host", "127.0.0.1", "--port", String(port), "--strictPort", "--clearScreen", "false"];
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...settings };
  const child: ChildProcess = spawn(process.execPath, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"], env });
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, "exit");
  const end = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  await until(
    "the development server",
    () => said,
    (text) => text.includes("ready in") || child.exitCode !== null,
    120_000,
  );
  if (child.exitCode !== null) throw new Error(`vite ended: ${said}`);
  return end;
}
