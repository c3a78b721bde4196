/** Where a deployment can be reached, as wrangler itself wrote it down: never guessed. */

/** @param written the file of `WRANGLER_OUTPUT_FILE_PATH`: a JSON object a line */
export function deployedAddresses(written: string): string[] {
  const targets = written.split("\n").flatMap((line) => targetsIn(line));
  const origins = targets.flatMap((target) => addressOf(target) ?? []);
  return [...new Set(origins)];
}

function targetsIn(line: string): unknown[] {
  try {
    const { type, targets } = Object(JSON.parse(line || "null")) as { type?: unknown; targets?: unknown };
    return type === "deploy" && Array.isArray(targets) ? targets : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Beside addresses there are schedules, queues and patterns of routes. */
function addressOf(target: unknown): string | undefined {
  const text = String(target);
  const [, custom] = /^([\w.-]+) \(custom domain/.exec(text) ?? [];
  const url = URL.parse(custom === undefined ? text : `https://${custom}`);
  return url?.protocol === "https:" && !url.hostname.includes("*") ? url.origin : undefined;
}
