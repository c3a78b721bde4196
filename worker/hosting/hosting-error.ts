/** What whoever sets up, deploys or upgrades can act on: shown as it is, without a stack. */
export class HostingError extends Error {
  override readonly name = "HostingError";
}
