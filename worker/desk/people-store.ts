/** Colleagues and their invitations, in the desk's own SQLite. Of an invitation only the hash rests. */
import type { Person, Role } from "../contract/owner-access.ts";
import { migrate } from "../migrations.ts";
import type { Sql } from "../storage.ts";
import { dayMs } from "../time/durations.ts";

const invitedForMs = 3 * dayMs;
const mostPeople = 50;

const table = `CREATE TABLE IF NOT EXISTS people
  (id TEXT PRIMARY KEY, name TEXT, role TEXT, createdMs INTEGER, invitation TEXT, expiresMs INTEGER)`;

export class PeopleStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, "people", [[table]]);
  }

  /** False where there are too many. */
  invite(person: { id: string; name: string; role: Role; invitation: string }, nowMs: number): boolean {
    const { id, name, role, invitation } = person;
    if (this.list(nowMs).length >= mostPeople) return false;
    const insert = "INSERT INTO people (id, name, role, createdMs, invitation, expiresMs) VALUES (?, ?, ?, ?, ?, ?)";
    this.#sql.exec(insert, id, name, role, nowMs, invitation, nowMs + invitedForMs);
    return true;
  }

  list(nowMs: number): Person[] {
    return this.#sql
      .exec("SELECT * FROM people ORDER BY createdMs, rowid")
      .toArray()
      .map((row) => personOf(row, nowMs));
  }

  find(id: string, nowMs: number): Person | null {
    return this.list(nowMs).find((person) => person.id === id) ?? null;
  }

  /** Who is invited by an invitation that is still good. */
  invited(invitation: string, nowMs: number): Person | null {
    const query = "SELECT * FROM people WHERE invitation = ? AND expiresMs > ?";
    const [row] = this.#sql.exec(query, invitation, nowMs).toArray();
    return row ? personOf(row, nowMs) : null;
  }

  /** True once: an invitation is used up by the first who follows it to the end. */
  accept(invitation: string, nowMs: number): boolean {
    const query =
      "UPDATE people SET invitation = NULL, expiresMs = NULL WHERE invitation = ? AND expiresMs > ? RETURNING id";
    return this.#sql.exec(query, invitation, nowMs).toArray().length > 0;
  }

  remove(id: string): boolean {
    return this.#sql.exec("DELETE FROM people WHERE id = ? RETURNING id", id).toArray().length > 0;
  }
}

function personOf(row: Record<string, unknown>, nowMs: number): Person {
  const expiresMs = row["expiresMs"] === null ? null : Number(row["expiresMs"]);
  const state = expiresMs === null ? "active" : expiresMs > nowMs ? "invited" : "expired";
  return {
    id: String(row["id"]),
    name: String(row["name"]),
    role: String(row["role"]) as Role,
    createdAt: new Date(Number(row["createdMs"])).toISOString(),
    state,
    ...(expiresMs === null ? {} : { expiresAt: new Date(expiresMs).toISOString() }),
  };
}
