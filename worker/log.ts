/** Logs are JSON lines of these fields and no others: no number, address, key or text of a visitor fits in. */
export interface LogLine {
  event: string;
  /** The setting, rule, button, call or error class concerned. */
  setting?: string;
  rule?: string;
  button?: string;
  call?: string;
  dial?: string;
  because?: string;
  mask?: string;
  count?: number;
}

export function log(line: LogLine): void {
  console.log(JSON.stringify(line));
}

/** What may be said of an error: its class, not its words. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
