/** Compares answers by their shape: which names they hold, and what kind of value stands there. */

/** Where a stand-in's answer differs from the real one's. `optional` names may be absent from either. */
export function differences(standIn: unknown, real: unknown, optional: readonly string[] = [], path = ""): string[] {
  if (standIn === null || real === null) return [];
  if (Array.isArray(standIn) && Array.isArray(real)) {
    if (standIn.length === 0 || real.length === 0) return [];
    return differences(merged(standIn), merged(real), optional, `${path}[]`);
  }
  if (isObject(standIn) && isObject(real)) return inObjects(standIn, real, optional, path);
  const [wanted, found] = [kindOf(real), kindOf(standIn)];
  return wanted === found ? [] : [`${path} is ${found}, the Worker says ${wanted}`];
}

function inObjects(
  standIn: Record<string, unknown>,
  real: Record<string, unknown>,
  optional: readonly string[],
  path: string,
): string[] {
  const names = new Set([...Object.keys(standIn), ...Object.keys(real)]);
  return [...names].flatMap((name) => {
    const here = `${path}.${name}`;
    // The provider's own row, as it came.
    if (name === "raw") return [];
    if (name in standIn && name in real) return differences(standIn[name], real[name], optional, here);
    if (optional.includes(name)) return [];
    return [name in real ? `${here} is missing` : `${here} is none of the Worker's names`];
  });
}

/** One item that holds every name which any of them holds. */
function merged(items: readonly unknown[]): unknown {
  return items.every(isObject) ? Object.assign({}, ...items) : items[0];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return "a moment";
  return typeof value;
}
