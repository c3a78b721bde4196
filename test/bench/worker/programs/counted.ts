/**
 * The Worker with its costs written down: which objects are asked, what they write, and where all of that stood when
 * the dial left. `GET /bench/counts` tells and starts anew. Everything else is the Worker as it is.
 */
import worker, { ButtonsRecord, Desk, Ledger, PastScripts, Shield } from "../../../../worker/index.ts";
import type { Env } from "../../../../worker/objects.ts";
import { type Counts, noCounts } from "../counts.ts";

let counts = noCounts();
/** Whether a write would go with others that are not yet committed: the platform commits once a turn. */
let isCommitOpen = false;

function noteWrite(rows: number): void {
  if (rows === 0) return;
  counts.rowsWritten += rows;
  if (isCommitOpen) return;
  isCommitOpen = true;
  counts.commits++;
  setTimeout(() => (isCommitOpen = false), 0);
}

function counted<Kept extends object>(target: Kept, instead: Partial<Record<keyof Kept, unknown>>): Kept {
  return new Proxy(target, {
    get(_, name) {
      if (name in instead) return instead[name as keyof Kept];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function countedState(ctx: DurableObjectState): DurableObjectState {
  const { storage } = ctx;
  const sql = counted(storage.sql, {
    exec: (query: string, ...bindings: unknown[]) => {
      counts.statements++;
      const cursor = storage.sql.exec(query, ...bindings);
      noteWrite(cursor.rowsWritten);
      return cursor;
    },
  });
  const instead = {
    sql,
    sync: async () => {
      isCommitOpen = false;
      await storage.sync();
    },
    // Each is billed as a row.
    setAlarm: async (...args: Parameters<DurableObjectStorage["setAlarm"]>) => {
      counts.alarmsSet++;
      await storage.setAlarm(...args);
    },
  };
  return Object.defineProperty(ctx, "storage", { value: counted(storage, instead) });
}

interface Stub {
  (...args: unknown[]): unknown;
  readonly [verb: string]: Stub | undefined;
}

function countedNamespace<Namespace extends { getByName(name: string): unknown }>(namespace: Namespace): Namespace {
  const getByName = (name: string) => {
    const stub = namespace.getByName(name);
    // A verb may be a member's; the whole path goes as one request.
    const at = (path: readonly string[]): unknown =>
      new Proxy(() => undefined, {
        get: (_, verb) => at([...path, String(verb)]),
        apply: async (_, __, args: unknown[]) => {
          const verb = path.at(-1) ?? "";
          counts.hops[verb] = (counts.hops[verb] ?? 0) + 1;
          const members = path.slice(0, -1);
          const owner = members.reduce<Stub | undefined>((member, each) => member?.[each], stub as Stub);
          return owner?.[verb]?.(...args);
        },
      });
    return at([]);
  };
  return counted(namespace, { getByName } as Partial<Record<keyof Namespace, unknown>>);
}

/** Whatever has objects behind it; settings and files pass as they are. */
function countedEnv(env: Env): Env {
  const bound = Object.entries(env).map(([name, binding]) => [
    name,
    isNamespace(binding) ? countedNamespace(binding) : binding,
  ]);
  return Object.fromEntries(bound) as Env;
}

function isNamespace(binding: unknown): binding is { getByName(name: string): unknown } {
  return typeof binding === "object" && binding !== null && "getByName" in binding;
}

const reachProvider = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const operation = new URLSearchParams(String(init?.body)).get("operation") ?? "other";
  counts.asked[operation] = (counts.asked[operation] ?? 0) + 1;
  if (operation === "gencall") {
    const { commits, hops } = counts;
    counts.beforeDial = { commits, hops: { ...hops } };
  }
  return reachProvider(input, init);
};

class CountedLedger extends Ledger {
  constructor(...[ctx, env]: ConstructorParameters<typeof Ledger>) {
    super(countedState(ctx), countedEnv(env as Env));
  }
}
class CountedShield extends Shield {
  constructor(...[ctx, env]: ConstructorParameters<typeof Shield>) {
    super(countedState(ctx), env);
  }
}
class CountedButtons extends ButtonsRecord {
  constructor(...[ctx, env]: ConstructorParameters<typeof ButtonsRecord>) {
    super(countedState(ctx), env);
  }
}
class CountedDesk extends Desk {
  constructor(...[ctx, env]: ConstructorParameters<typeof Desk>) {
    super(countedState(ctx), env);
  }
}
export {
  PastScripts,
  CountedLedger as Ledger,
  CountedShield as Shield,
  CountedButtons as ButtonsRecord,
  CountedDesk as Desk,
};

export default {
  ...worker,
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    if (new URL(request.url).pathname !== "/bench/counts") return worker.fetch(request, countedEnv(env), ctx);
    const told: Counts = counts;
    counts = noCounts();
    return Response.json(told);
  },
};
