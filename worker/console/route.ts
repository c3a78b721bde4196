/** Where in the console we are: the hash, so that every view has an address and Back works. */

export interface Route {
  /** First part of the path: `overview`, `buttons` … */
  view: string;
  /** The rest of it, decoded. */
  rest: string[];
  query: URLSearchParams;
}

export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/").map(decode);
  return { view: view || "overview", rest: rest.filter(Boolean), query: new URLSearchParams(query) };
}

/** The address of a view; what is undefined or empty stays out of the query. */
export function hashOf(path: readonly string[], query: Record<string, string | undefined> = {}): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = new URLSearchParams(pairs).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search && `?${search}`}`;
}

/** The sub-account that operations act for, as the address has it. */
export function actingFor(hash: string): string | undefined {
  return readRoute(hash).query.get("for") ?? undefined;
}

/** A half-typed `%` must not end the console. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
