/** An object's verbs as they look from outside it. */

/**
 * An object's verbs as its callers see them: the same, but later; those of its members too. The platform's own stub
 * type loses tuples and optional keys on the way, which structured cloning keeps.
 */
export type Remote<Class> = {
  [Verb in keyof Class]: Class[Verb] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : Class[Verb] extends Rpc.RpcTargetBranded
      ? Remote<Class[Verb]>
      : never;
};

type Members = { readonly [name: string]: Members } & ((...args: unknown[]) => Promise<unknown>);

/** An object by its name. What it fails with says which object it was: the platform's own errors don't. */
export function remote<Class extends Rpc.DurableObjectBranded>(namespace: DurableObjectNamespace<Class>, name: string) {
  const stub = namespace.getByName(name) as unknown as Members;
  const ask = async (path: readonly string[], args: unknown[]) => {
    try {
      // The whole path goes as one request: `stub.safety.settings()` asks once.
      const owner = path.slice(0, -1).reduce((member, each) => member[each] as Members, stub);
      return await owner[path.at(-1) ?? ""]?.(...args);
    } catch (error) {
      throw error instanceof Error ? Object.assign(error, { object: name }) : error;
    }
  };
  const at = (path: readonly string[]): unknown =>
    new Proxy(() => undefined, {
      // Whoever awaits the stub itself must not take it for a promise.
      get: (_, verb) => (verb === "then" || typeof verb === "symbol" ? undefined : at([...path, verb])),
      apply: (_, __, args: unknown[]) => ask(path, args),
    });
  return at([]) as Remote<Class>;
}
