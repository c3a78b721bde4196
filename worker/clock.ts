/** The Worker's only clock. The test build puts another module in its place. */
export function now(): number {
  return Date.now();
}
