/**
 * Loads the Worker's own modules into Node, with the world's clock in the place of theirs. A planted bug
 * changes one text of one module on the way; a world without one, and every bug, has modules of its own.
 */
import { globSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ObjectClass } from "./incarnation.ts";

const root = resolve(import.meta.dirname, "../../..");
const workerFiles = pathToFileURL(join(root, "worker")).href;
const beside = (name: string) => new URL(name, import.meta.url).href;

const places: [wanted: RegExp, instead: string][] = [
  [/^cloudflare:workers$/, beside("../../stand-ins/cloudflare-in-node.ts")],
  [/^cloudflare:sockets$/, beside("../../stand-ins/sockets-in-node.ts")],
  [/\/clock\.ts$/, beside("./world-clock.ts")],
  [/\.(?:br|gz)$/, "data:text/javascript,export default new ArrayBuffer(0)"],
  [/dist\/.*\.json$/, "data:text/javascript,export default { hash: '0', integrity: '', modules: {} }"],
];

/** Changes of the Worker's text, each of which must be found in exactly one place. */
export type Patch = readonly (readonly [text: string, instead: string])[];

interface App {
  fetch(request: Request, env: unknown, context: unknown): Response | Promise<Response>;
}

export interface WorkerModules {
  /** An isolate's own application. */
  createApp(): App;
  scheduled(event: unknown, env: unknown, context: unknown): Promise<void>;
  /** By the name of its binding. */
  classes: ReadonlyMap<string, ObjectClass>;
}

let loads = 0;

/** @throws where a patch's text is not there, or is there more than once */
export async function loadWorker(patch: Patch = []): Promise<WorkerModules> {
  const patched = patchedFiles(patch);
  const mark = `?world=${(loads += 1)}`;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (!context.parentURL?.startsWith(workerFiles)) return next(specifier, context);
      const place = places.find(([wanted]) => wanted.test(specifier));
      if (place) return { url: place[1], shortCircuit: true };
      const found = next(specifier, context);
      return found.url.startsWith(workerFiles) ? { ...found, url: `${found.url}${mark}` } : found;
    },
    load(url, context, next) {
      const text = url.startsWith(workerFiles) ? patched.get(fileURLToPath(url.replace(mark, ""))) : undefined;
      return text === undefined ? next(url, context) : { ...next(url, context), source: text };
    },
  });
  // Not a literal: these modules are typed for workerd, by the Worker's own configuration.
  const load = (name: string) => import(`${workerFiles}/${name}${mark}`) as Promise<Record<string, unknown>>;
  const entry = await load("index.ts");
  const { createApp } = await load("app.ts");
  hooks.deregister();
  const classes = bindings().map(([binding, name]) => [binding, entry[name] as ObjectClass] as const);
  const { scheduled } = entry.default as Pick<WorkerModules, "scheduled">;
  return { createApp: createApp as () => App, scheduled, classes: new Map(classes) };
}

/** Which binding leads to which class, as the deployment has it. */
function bindings(): [binding: string, name: string][] {
  const config = readFileSync(join(root, "worker/wrangler.jsonc"), "utf8");
  const found = [...config.matchAll(/"name":\s*"(\w+)",\s*"class_name":\s*"(\w+)"/g)];
  return found.map(([, binding = "", name = ""]) => [binding, name]);
}

/** Changed files by their names. @throws where a patch's text is not there, or is there more than once */
export function patchedFiles(patch: Patch): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [text, instead] of patch) {
    const files = sources().filter(([file, source]) => (texts.get(file) ?? source).includes(text));
    const [found] = files;
    if (!found || files.length > 1) throw new Error(`In ${files.length} files of worker/, not in one: ${text}`);
    const source = texts.get(found[0]) ?? found[1];
    if (source.indexOf(text) !== source.lastIndexOf(text)) throw new Error(`Twice in ${found[0]}: ${text}`);
    texts.set(
      found[0],
      source.replace(text, () => instead),
    );
  }
  return texts;
}

let read: [file: string, source: string][] | undefined;

function sources(): [file: string, source: string][] {
  const files = globSync("worker/**/*.ts", { cwd: root }).filter((file) => !file.includes("worker/console/"));
  return (read ??= files.map((file) => [join(root, file), readFileSync(join(root, file), "utf8")]));
}
