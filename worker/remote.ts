/** An object's verbs as they look from outside it. */

/**
 * An object's verbs as its callers see them: the same, but later. The platform's own stub type
 * loses tuples and optional keys on the way, which structured cloning keeps.
 */

export type Remote<Class> = {
  [Verb in keyof Class]: Class[Verb] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};

/** An object by its name. What it fails with says which object it was: the platform's own errors don't. */
export function remote<Class extends Rpc.DurableObjectBranded>(namespace: DurableObjectNamespace<Class>, name: string) {
  const stub = namespace.getByName(name) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const ask = async (verb: string, args: unknown[]) => {
    try {
      return await stub[verb]?.(...args);
    } catch (error) {
      throw error instanceof Error ? Object.assign(error, { object: name }) : error;
    }
  };
  // Whoever awaits the stub itself must not take it for a promise.
  const verbs = {
    get: (_: object, verb: string) => (verb === "then" ? undefined : (...args: unknown[]) => ask(verb, args)),
  };
  return new Proxy({}, verbs) as Remote<Class>;
}
