/**
 * What this isolate knows of scripts: today's it has, an old one it asks for once, and a name that somebody made up
 * costs the object that keeps them next to nothing.
 */
import { log, nameOf } from "../log.ts";
import type { Remote } from "../remote.ts";
import { now } from "../time/clock.ts";
import { minuteMs } from "../time/durations.ts";
import { build, type Script } from "./built-scripts.ts";
import type { PastScripts } from "./past-scripts.ts";

/** Old builds' names change with a deployment, and during one both builds run side by side. */
const namesGoodForMs = 5_000;
/** About 20 KB each. */
const mostFetched = 30;

/** Called only where the object is needed. */
type Reach = () => Remote<PastScripts>;

export class KnownScripts {
  readonly #fetched = new Map<string, Script>();
  #names: ReadonlySet<string> = new Set();
  #namesAskedMs: number | undefined;
  #keepAgainMs: number | undefined = 0;

  /** Whether today's build has still to be kept, as far as this isolate knows. */
  get isToKeep(): boolean {
    return this.#keepAgainMs !== undefined && this.#keepAgainMs <= now();
  }

  /** At an isolate's first script. Today's bytes are served whatever comes of it. */
  async keep(past: Reach): Promise<void> {
    if (!this.isToKeep) return;
    this.#keepAgainMs = now() + minuteMs;
    try {
      if (!(await past().isRunning(build.hash))) await past().keep(build);
      this.#keepAgainMs = undefined;
    } catch (error) {
      log({ event: "scripts-not-kept", because: nameOf(error) });
    }
  }

  async find(name: string, past: Reach): Promise<Script | null> {
    const known = build.scripts[name] ?? this.#fetched.get(name);
    if (known) return known;
    if (!(await this.#isKept(name, past))) return null;
    const found = await past().find(name);
    if (found === null) return null;
    if (this.#fetched.size >= mostFetched) this.#fetched.clear();
    this.#fetched.set(name, found);
    return found;
  }

  async #isKept(name: string, past: Reach): Promise<boolean> {
    const isFresh = this.#namesAskedMs !== undefined && now() - this.#namesAskedMs < namesGoodForMs;
    if (!this.#names.has(name) && !isFresh) {
      this.#names = new Set(await past().names());
      this.#namesAskedMs = now();
    }
    return this.#names.has(name);
  }
}
