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
  /** Where it happened: method and path without what identifies anybody, and the object that was asked. */
  route?: string;
  object?: string;
  /** As the platform says of its own errors. */
  overloaded?: boolean;
  retryable?: boolean;
  remote?: boolean;
  /** Of an answer that could not be read: names and types, never values. */
  operation?: string;
  key?: string;
  /** Of a message too: which kind it is. */
  type?: string;
}

export function log(line: LogLine): void {
  console.log(JSON.stringify(line));
}

/** Words of the platform that tell one `Error` from another, and say nothing of anybody. */
const knownTroubles: readonly [words: RegExp, name: string][] = [
  [/no such (?:column|table)|has no column/i, "schema"],
  [/exceeded .*(?:free|quota|limit)|quota/i, "quota"],
  [/SQLITE_FULL|storage.*(?:full|limit)/i, "storage-full"],
  [/overloaded|too many requests/i, "overloaded"],
  [/code (?:was|has been) updated/i, "updated"],
  [/reset|internal error/i, "reset"],
];

/** What may be said of an error: its class and the kind of trouble, not its words. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const trouble = error.name === "Error" ? knownTroubles.find(([words]) => words.test(error.message)) : undefined;
  return trouble ? `${error.name} ${trouble[1]}` : error.name;
}

/** What the platform says of an error beside its words. */
export function marksOf(error: Error): Partial<LogLine> {
  const { object, overloaded, retryable, remote } = error as Error & Partial<LogLine>;
  return {
    ...(typeof object === "string" ? { object } : {}),
    ...(overloaded === true ? { overloaded } : {}),
    ...(retryable === true ? { retryable } : {}),
    ...(remote === true ? { remote } : {}),
  };
}

/** A path without what could identify anybody, or let somebody in: ids, numbers, secrets. */
export function routeOf(method: string, path: string): string {
  const parts = path.split("/").map((part) => (/^[a-z-]{0,20}(?:\d)?$/.test(part) ? part : ":id"));
  return `${method} ${parts.join("/")}`;
}
