/** The part of workerd's own module that tests and benchmarks use; the Worker has the whole of it. */
declare module "cloudflare:workers" {
  export const env: unknown;

  interface Storage {
    sql: { exec(query: string, ...bindings: (string | number)[]): unknown };
  }

  export class DurableObject {
    constructor(ctx: { storage: Storage }, env: unknown);
  }
}
