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
export function remote<Class extends Rpc.DurableObjectBranded>(namespace: DurableObjectNamespace<Class>, name: string) {
  return namespace.getByName(name) as unknown as Remote<Class>;
}
