/**
 * Who may do what at the owner's routes. Whatever is not listed is the owner's alone, so that a
 * route that somebody forgets here is closed to colleagues, not open.
 */
import type { Role } from "../contract/owner-access.ts";

/** What a viewer and a manager may ask for; paths below `/v1/owner`, `:name` stands for one segment. */
const least: Readonly<Record<string, Role>> = {
  "GET /session": "viewer",
  "DELETE /session": "viewer",
  "GET /status": "viewer",
  "GET /settings": "viewer",
  "GET /buttons": "viewer",
  "GET /buttons/:cid": "viewer",
  "GET /sites": "viewer",
  "GET /checklist": "viewer",
  "GET /calls": "viewer",
  "GET /history": "viewer",
  "GET /statistics": "viewer",
  "GET /funnel": "viewer",
  "GET /missed": "viewer",
  "GET /live": "viewer",
  "GET /blocked": "viewer",
  "GET /passkeys": "viewer",
  "GET /recordings/:name": "manager",
  "POST /missed/:id/call": "manager",
  "POST /missed/:id/done": "manager",
  "POST /missed/:id/reached": "manager",
  "POST /missed/:id/not-reached": "manager",
  "POST /missed/:id/take": "manager",
  "PUT /missed/:id/note": "manager",
  "PUT /away": "manager",
  "POST /explain": "manager",
};

const rank: Record<Role, number> = { viewer: 0, manager: 1, owner: 2 };

const patterns = Object.entries(least).map(([route, role]) => {
  const [method = "", path = ""] = route.split(" ");
  return { method, path: new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`), role };
});

/** @param path - below `/v1/owner`, such as `/buttons/D6VZ…` */
export function mayDo(role: Role, method: string, path: string): boolean {
  const reads = method === "HEAD" ? "GET" : method;
  const listed = patterns.find((each) => each.method === reads && each.path.test(path));
  return rank[role] >= rank[listed?.role ?? "owner"];
}
