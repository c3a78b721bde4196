/** A history: what people, the provider, the machine and the clock do, as plain JSON that can be kept as a test. */

/** Everything that can be done to a world. `id` stays when a history is shortened, and with it the step's chance. */
export type Step = { id: number; waitMs: number } & (
  | { do: "visit"; phone: number; from: number; button: number; laterMin: number | null }
  | { do: "retry"; visit: number }
  | { do: "once more"; visit: number; phone: number }
  | { do: "cancel"; visit: number }
  | { do: "look" }
  | { do: "call back" }
  | { do: "sync" | "watchdog" }
  | { do: "opt out"; phone: number }
  | { do: "panic"; on: boolean }
  | { do: "hours"; button: number; hours: number }
  | { do: "edit"; button: number }
  | { do: "add"; text: number }
  | { do: "lose alarm" | "evict"; object: string }
  | { do: "crash"; object: string; after: number }
  | { do: "clock"; ms: number }
  | { do: "disk"; slowMs: number; fails: number }
  | { do: "dial fault"; fault: number }
  | { do: "list" | "writes" | "hooks"; mode: number }
  | { do: "slow"; ms: number }
  | { do: "cron"; on: boolean }
  | { do: "no buttons"; on: boolean }
  | { do: "phone"; phone: number; mood: number }
  | { do: "others' call"; ringsOwner: boolean }
  | { do: "forged hook"; phone: number; state: number }
  | { do: "colleague"; role: number; act: number; phone: number }
  | { do: "dismiss"; role: number }
  | { do: "copy" }
  | { do: "restore"; marked: boolean }
  | { do: "confirm" }
);

export interface History {
  seed: number;
  /** Which of `starts`, `limits`, `shapes`; how unruly the order of things is. */
  start: number;
  limits: number;
  shape: number;
  /** The owner's own server, not Cloudflare; the second button rings two agents at once. */
  ownServer?: boolean;
  agents?: boolean;
  unrest: number;
  steps: Step[];
}

/** Noon of a working day, the edge of the night, and the nights in which clocks change. */
export const starts = [
  Date.UTC(2026, 10, 24, 9),
  Date.UTC(2026, 10, 24, 17, 40),
  Date.UTC(2027, 2, 28, 0, 20),
  Date.UTC(2026, 9, 25, 0, 20),
] as const;

export const hookModes = ["good", "lost", "late", "doubled"] as const;
export const moods = ["answers", "busy", "silent"] as const;
/** Colleagues, and what they try. */
export const roles = ["viewer", "manager"] as const;
export const acts = ["call back", "done", "take", "look", "panic", "edit", "dial", "people"] as const;
export const hookStates = ["INVITE", "CONNECTED", "BYE"] as const;

/** Made-up people. Three share all digits but the last four; the last one comes when everything is over. */
export const phones = [
  "79162000061",
  "79162001122",
  "79035550133",
  "79261110244",
  "79857770355",
  "79504440466",
  "79023330577",
  "79611230688",
  "79162002233",
  "79680000799",
] as const;

/** Then a customer's, a provider's and a stranger's networks of IPv6; the last one is the last visitor's. */
export const addresses = [
  "198.51.100.7",
  "203.0.113.9",
  "192.0.2.33",
  "198.51.100.200",
  "203.0.113.77",
  "2001:db8:1:100::7",
  "2001:db8:1:101::8",
  "2001:db8:9:1::2",
  "2001:db8:1:200::9",
  "192.0.2.254",
] as const;

/** The plainest of histories, but for its steps. */
export const calm = { seed: 100, start: 0, limits: 0, shape: 0, unrest: 0 };
