/**
 * The table of who may ask: origin × content type × method × Sec-Fetch-Site, with the verdict that
 * the rules give. The rules are written here in words of the design, not taken from the code.
 */

export interface Cell {
  path: "/v1/tickets" | "/v1/calls" | "/v1/opt-outs" | "/v1/owner/settings";
  method: string;
  origin: string | null;
  type: string | null;
  site: string | null;
  /** For the owner's route only: how the owner shows who they are. */
  as?: "cookie" | "bearer" | "nobody";
}

/** The page's own origin comes first; every other differs from it in one thing. */
export const origins: readonly (string | null)[] = [
  "https://shop.example",
  "http://shop.example",
  "https://shop.example:8443",
  "https://SHOP.example",
  "https://shop.example/",
  "https://www.shop.example",
  "https://shop.example.evil.example",
  "https://evil.example",
  "null",
  "https://calls.example",
  null,
];
const types = [
  "application/json",
  "application/json; charset=utf-8",
  "APPLICATION/JSON",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/problem+json",
  "text/json",
  null,
];
const methods = ["POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
const sites = ["same-origin", "same-site", "cross-site", "none", null];

export function* cells(): Generator<Cell> {
  for (const path of ["/v1/tickets", "/v1/calls", "/v1/opt-outs"] as const)
    for (const origin of origins)
      for (const type of types)
        for (const method of path === "/v1/calls" ? methods.slice(0, 1) : methods)
          for (const site of sites) yield { path, method, origin, type, site };
  for (const as of ["cookie", "bearer", "nobody"] as const)
    for (const origin of origins)
      for (const type of types)
        for (const site of sites) yield { path: "/v1/owner/settings", method: "PUT", origin, type, site, as };
}

/** The status that the design asks for. */
export function verdictOf(cell: Cell): number {
  return cell.path === "/v1/owner/settings" ? ownerVerdict(cell) : publicVerdict(cell);
}

/** JSON first (415), then the page's origin, exactly (403). What the browser says of sites is not asked. */
function publicVerdict({ path, method, origin, type }: Cell): number {
  if (method === "OPTIONS") return 204;
  if (method !== "POST") return 404;
  if (!isJson(type)) return 415;
  const welcome = origin === "https://shop.example" || (path === "/v1/opt-outs" && origin === "https://calls.example");
  if (!welcome) return 403;
  return path === "/v1/tickets" ? 201 : 202;
}

/** Who first (401); a cookie only from the Worker's own page (403); JSON last. A bearer needs neither header. */
function ownerVerdict({ as, origin, site, type }: Cell): number {
  if (as === "nobody") return 401;
  const ownPage = origin === "https://calls.example" && site === "same-origin";
  if (as === "cookie" && !ownPage) return 403;
  return isJson(type) ? 200 : 415;
}

function isJson(type: string | null): boolean {
  return type?.split(";")[0]?.toLowerCase() === "application/json";
}
