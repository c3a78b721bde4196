/** One call, several rows: of its legs, or of its destinations; and rows whose own id is another one. */
import type { Row } from "../assumed.ts";
import { type Call, isOver, type Leg } from "../network/call.ts";
import { ofCalls2, without } from "./reshape.ts";

function legS({ answeredAt, endedAt }: Leg, nowMs: number): number {
  return answeredAt === undefined ? 0 : Math.max(1, Math.round(((endedAt ?? nowMs) - answeredAt) / 1_000));
}

function ofLegs(row: Row, call: Call, nowMs: number): Row[] {
  const rung = call.legs.filter(({ state }) => state !== "waiting");
  return rung.map((leg) => ({
    ID: row.ID,
    CID: leg.cid,
    GMT: row.GMT,
    Phone: leg.number,
    CLI: row.CLI,
    State: leg.state,
    Duration: isOver(leg) ? legS(leg, nowMs) : 0,
    Price: (leg.kopecks ?? 0) / 100,
  }));
}

function ofDestinations(row: Row, call: Call, nowMs: number): Row[] {
  const far = call.legs.filter(({ side }) => side === "dst");
  const shared = without(row, "DstPhone", "State", "DstState", "Duration", "DstUUID", "AnsweredPhone", "Price");
  return far.map((leg) => ({
    ...shared,
    DstPhone: leg.number,
    State: isOver(leg) || call.state === "completed" ? "completed" : call.state,
    DstState: leg.state,
    Duration: isOver(leg) ? legS(leg, nowMs) : 0,
    Price: (leg.kopecks ?? 0) / 100,
    DstUUID: leg.uuid,
  }));
}

export const legShapes = {
  "row-per-leg": ofCalls2("calls2 has a row for each leg, with its own phone, state and duration", ofLegs),
  "row-per-destination": ofCalls2("calls2 has a row for each destination that was rung", ofDestinations),
  "id-elsewhere": ofCalls2("calls2 names a call's id by a key that nobody expects", (row) => ({
    ...without(row, "ID"),
    Zvonok: row.ID,
  })),
  "id-is-another": ofCalls2("calls2 finds a call by its id, and its row has another number for an id", (row) => ({
    ...row,
    ID: `5${String(row.ID)}`,
  })),
  "no-id": ofCalls2("calls2 rows have no id at all", (row) => without(row, "ID")),
};
