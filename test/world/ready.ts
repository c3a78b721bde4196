/** The world made ready for a test file: the platform in its place, the Worker's log out of the way, its code loaded. */
import { installPlatform } from "./platform/globals.ts";
import { play } from "./play.ts";
import { loadWorker, type Patch, type WorkerModules } from "./platform/load.ts";

const print = console.log;

/** For the Worker as it is, or with a bug planted in it. */
export async function readyWorld(patch: Patch = []): Promise<WorkerModules> {
  installPlatform();
  // A thousand histories would bury the one line that matters.
  console.log = (...said: unknown[]) => {
    if (!String(said[0]).startsWith('{"event"')) print(...said);
  };
  const modules = await loadWorker(patch);
  // What an isolate learns once and for all is learnt here: every history then finds the same.
  await play(modules, { seed: 1, start: 0, limits: 0, shape: 0, unrest: 0, steps: [] }).catch(() => undefined);
  return modules;
}
