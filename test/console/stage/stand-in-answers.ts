/** What the stand-in answers: a small shop with one of everything the console can show. */
import type { ProofsReply } from "../../../worker/contract/owner-proofs.ts";
import type {
  AuditReply,
  PasskeysReply,
  PeopleReply,
  SessionReply,
  SessionsReply,
} from "../../../worker/contract/owner-access.ts";
import type { ButtonsReply, OwnerButton } from "../../../worker/contract/owner-buttons.ts";
import type {
  LiveEvent,
  StatisticsReply,
  FunnelReply,
  MissedReply,
  HistoryReply,
  HistoryRow,
  CallsReply,
} from "../../../worker/contract/owner-calls.ts";
import type { SuppressionsReply, SettingsView } from "../../../worker/contract/owner-safety.ts";
import { blocked, health, status } from "./stand-in-health.ts";
import { messageAnswers } from "./stand-in-messages.ts";
import { limitsOf } from "../../../worker/contract/limits.ts";

export interface Told {
  /** Stands in every text that comes from outside. */
  text?: string;
  /** Rows of the history. */
  rows?: number;
}

const at = "2026-11-24T09:30:00.000Z";
const counts = { asked: 12, answered: 9, talked: 8, missed: 4, refused: 3 };

export function answersOf({ text = "Лавка", rows = 40 }: Told): Map<string, unknown> {
  return new Map<string, unknown>([
    [
      "session",
      { signedIn: true, passkeys: true, person: "owner", name: "", role: "owner", proved: true } satisfies SessionReply,
    ],
    ["buttons", buttons(text)],
    ["status", status(text)],
    ["statistics", statistics(text)],
    ["funnel", funnel(text)],
    ["calls", { calls: [call(text)] } satisfies CallsReply],
    ["live", [call(text)]],
    ["history", history(text, rows)],
    ["missed", missed(text)],
    ["proofs", { proved: [], awaited: { phone: "+79160000001", until: at } } satisfies ProofsReply],
    ["settings", settings()],
    ["blocked", blocked(text)],
    [
      "suppressions",
      {
        suppressions: [{ number: text, kind: "queued", atMs: Date.parse(at) }],
        counts: { "opt-out": 0, block: 0, queued: 1 },
        queue: [{ fromMs: Date.parse(at), toMs: Date.parse(at) + 3_600_000, count: 1 }],
      } satisfies SuppressionsReply,
    ],
    ...messageAnswers(text),
    ["health", health(text)],
    ["health/address", {}],
    ["health/restored", {}],
    ["address", {}],
    ["webhook", {}],
    ["audit", { entries: [{ at, act: text, subject: text }] } satisfies AuditReply],
    ["passkeys", { passkeys: [{ id: "1", name: text, createdAt: at, person: "owner" }] } satisfies PasskeysReply],
    [
      "people",
      { people: [{ id: "1", name: text, role: "manager", createdAt: at, state: "active" }] } satisfies PeopleReply,
    ],
    [
      "sessions",
      {
        sessions: [{ id: "1", name: text, role: "manager", openedAt: at, usedAt: at, current: true }],
      } satisfies SessionsReply,
    ],
    ["explain", { verdict: "refuse", problem: "closed", rule: text, retryAfterS: 60 }],
    ...provider(text),
  ]);
}

/** The provider's lists, as the client reads them. */
function provider(text: string): [string, unknown][] {
  const row = {
    at,
    name: text,
    descr: text,
    account: text,
    calls: 3,
    answered: 2,
    durationS: 61,
    price: 1.5,
    amount: -1.5,
    raw: {},
  };
  return [
    ["sipnet/balance", { balance: 12.5, currency: "RUB", account: text, sipId: text, apiVersion: text }],
    ["sipnet/finopers", { finopers: [row] }],
    ["sipnet/report", { rows: [row] }],
    ["sipnet/aninnumbers", { phones: [{ phone: text, type: text, isDefault: false, raw: {} }] }],
    ["sipnet/children", { accounts: [{ account: text, sipId: text, fio: text, email: text, raw: {} }] }],
    ["sipnet/redirect", { redirtype: 2, busy: text, noanswer: text, waitanswer: "20s", raw: {} }],
    ["sipnet/recordcalls", { incalls: true, outcalls: false, reccount: 0, expirationS: 604_800, child: false }],
    ["sipnet/webhook", { webhooks: [text] }],
  ];
}

function buttons(text: string): ButtonsReply {
  const shared = { phone: "74951234567", color: "#7a2dbd", btntype: 2, text, descr: text, dtmf: false };
  const button: OwnerButton = {
    cid: "ONE",
    ...shared,
    agents: [{ name: text, phone: "79160000001" }],
    ring: "all",
    rings: "owner",
    hours: { zone: "Europe/Moscow", week: { mon: [["09:00", "18:00"]] }, holidays: ["2027-01-01"] },
    origins: [],
    lang: "ru",
    consent: text,
    account: null,
    limits: null,
    version: 1,
    seen: shared,
    phones: [
      { written: shared.phone, dials: shared.phone, number: "+74951234567" },
      { written: "79160000001", dials: "79160000001", number: "+79160000001" },
    ],
    sync: { state: "conflict", since: at, theirs: { ...shared, color: text }, mine: shared },
  };
  const gone: OwnerButton = { ...button, cid: "GONE", sync: { state: "gone", since: at } };
  return { buttons: [button], gone: [gone], adding: [{ ...shared, id: "plan-1", since: at, maybeIs: [button.cid] }] };
}

function call(text: string): LiveEvent {
  return {
    id: "c1",
    state: "ringing",
    legs: { owner: "answered", visitor: "ringing" },
    since: at,
    at,
    button: "ONE",
    phone: "+7916***4567",
    dial: "started",
    money: 2.5,
    page: text,
    flag: text,
  };
}

function history(text: string, count: number): HistoryReply {
  const row = (n: number): HistoryRow => ({
    key: String(n),
    at: new Date(Date.parse(at) - n * 60_000).toISOString(),
    sources: n % 2 ? ["ledger", "calls"] : ["calls", "attempts"],
    direction: n % 2 ? "in" : "out",
    from: n === 0 ? text : `7495${String(n).padStart(7, "0")}`,
    to: "79161234567",
    account: text,
    durationS: n % 90,
    price: 1.25,
    cause: { code: 16, ru: text, en: text },
    ...(n % 3 === 0 ? { recording: String(n) } : {}),
  });
  return { from: at, to: at, rows: Array.from({ length: count }, (_each, n) => row(n)), missing: ["pbxcalls"] };
}

function missed(text: string): MissedReply {
  const each = {
    id: "c1",
    at,
    ageS: 4_000,
    button: "ONE",
    mask: "+7916***4567",
    tries: 2,
    state: "no-answer",
  } as const;
  return {
    missed: [
      { ...each, phone: text, reason: "owner-no-answer" },
      { ...each, id: "c2", noPhone: "gone", askedAt: at, promised: true, unreached: 1, remindAt: at },
    ],
  };
}

function settings(): SettingsView {
  return {
    version: 1,
    limits: { number: { perDay: 9 } },
    panic: false,
    zone: "Europe/Moscow",
    inForce: limitsOf({ number: { perDay: 9 } }),
    breaker: { open: true, why: "unanswered", until: at },
    warnings: ["number.perDay is looser than this installation's own"],
  };
}

function funnel(text: string): FunnelReply {
  const totals = { shown: 1_840, opened: 96, asked: 12, talked: 8 };
  const { shown: _shown, ...further } = totals;
  return {
    from: at,
    to: at,
    totals,
    buttons: [{ ...totals, button: "ONE", text }],
    sites: [{ ...totals, site: text }],
    pages: [
      { ...further, page: text },
      { ...further, page: `https://shop.example/${"a-long-path/".repeat(12)}` },
    ],
    campaigns: [{ ...further, source: text, medium: "cpc", campaign: "" }],
  };
}

function statistics(text: string): StatisticsReply {
  return {
    from: at,
    to: at,
    zone: "Europe/Moscow",
    totals: counts,
    days: ["2026-11-22", "2026-11-23", "2026-11-24"].map((day) => ({ ...counts, day })),
    hours: Array.from({ length: 24 }, (_each, hour) => ({ ...counts, asked: hour, hour })),
    buttons: [{ ...counts, button: "ONE", text }],
  };
}
