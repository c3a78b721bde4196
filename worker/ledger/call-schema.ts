/** The columns and indexes of the Ledger's calls, by release: each step only adds, so that the release before can still read. */
import type { Step } from "../migrations.ts";

const columns = `
  id TEXT PRIMARY KEY, createdMs INTEGER, button TEXT, page TEXT, lang TEXT, operation TEXT, account TEXT, first TEXT,
  ownerPhones TEXT, idem TEXT UNIQUE, intent TEXT, ticket TEXT, nets TEXT, number TEXT, prefix TEXT, mask TEXT,
  consent TEXT, dial TEXT, dialledMs INTEGER, sipnetId TEXT, uuids TEXT, state TEXT, ownerLeg TEXT, visitorLeg TEXT,
  sinceMs INTEGER, version INTEGER, reason TEXT, durationS INTEGER, kopecks INTEGER, lockedUntilMs INTEGER,
  pollMs INTEGER, polls INTEGER, flag TEXT, atMs INTEGER, sealed TEXT, connectedMs INTEGER, rating INTEGER`;

export const isOver = "state IN ('ended', 'no-answer', 'busy', 'failed')";

/** An index is a row written for each call that it holds: each has only those that it is asked for. */
export const steps: readonly (readonly Step[])[] = [
  [
    `CREATE TABLE IF NOT EXISTS calls (${columns})`,
    "CREATE INDEX IF NOT EXISTS callsByTime ON calls (createdMs)",
    "CREATE INDEX IF NOT EXISTS callsBySipnetId ON calls (sipnetId) WHERE sipnetId IS NOT NULL",
    `CREATE INDEX IF NOT EXISTS callsByEnd ON calls (sinceMs) WHERE ${isOver}`,
  ],
  [
    { table: "calls", column: "frequent INTEGER" },
    { table: "calls", column: "fault TEXT" },
    "CREATE INDEX IF NOT EXISTS callsOpen ON calls (pollMs) WHERE pollMs IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS callsUnresolved ON calls (lockedUntilMs) WHERE dial = 'manual'",
    "CREATE INDEX IF NOT EXISTS callsPromised ON calls (dialledMs) WHERE atMs IS NOT NULL AND dialledMs IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS callsSealed ON calls (atMs) WHERE sealed IS NOT NULL",
    "DROP INDEX IF EXISTS callsByJoin",
  ],
  [{ table: "calls", column: "agents TEXT" }],
  [{ table: "calls", column: "turn INTEGER" }],
  [{ table: "calls", column: "campaign TEXT" }],
  [
    { table: "calls", column: "listedId TEXT" },
    "CREATE INDEX IF NOT EXISTS callsByListedId ON calls (listedId) WHERE listedId IS NOT NULL",
  ],
];
