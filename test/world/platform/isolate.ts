/** One process of the Worker's stateless half, with an application and a memory of its own. */
import type { WorkerModules } from "./load.ts";
import type { Home, Turn } from "./scheduler.ts";

export class Isolate implements Home {
  alive = true;
  readonly name = "isolate";
  readonly app: ReturnType<WorkerModules["createApp"]>;
  /** Those who wait for an answer; each is told when there will be none. */
  readonly visitors = new Set<() => void>();

  constructor(app: ReturnType<WorkerModules["createApp"]>) {
    this.app = app;
  }

  enter(_turn: Turn, work: () => void): void {
    if (this.alive) work();
  }

  /** It writes nothing. */
  async released(): Promise<void> {}

  async connection(): Promise<() => void> {
    return () => undefined;
  }

  end(): void {
    this.alive = false;
    for (const lost of this.visitors) lost();
  }
}

export function newIsolate({ createApp }: WorkerModules): Isolate {
  return new Isolate(createApp());
}
