/** The two classes of `cloudflare:workers` that the Worker's objects extend, for running them in Node. */
export class DurableObject {
  readonly ctx: unknown;
  readonly env: unknown;

  constructor(ctx: unknown, env: unknown) {
    this.ctx = ctx;
    this.env = env;
  }
}

/** What hangs on an object and has verbs of its own. */
export class RpcTarget {
  readonly [Symbol.toStringTag] = "RpcTarget";
}
