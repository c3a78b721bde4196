/** What whoever sets up, deploys or upgrades can act on: shown as it is, without a stack. */
export class HostingError extends Error {
  override readonly name = "HostingError";
}

/** What a command says when it ends early: the words alone where they are all that helps. */
export function lastWords(error: unknown): unknown {
  return error instanceof Error && /^(?:Hosting|Start)Error$/.test(error.name) ? error.message : error;
}
